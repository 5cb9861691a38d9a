package model

import (
	"fmt"
	"slices"
	"strings"
)

// columns adds, changes and drops the columns of a table.
func (e *evolver) columns(have, want *table) {
	for _, c := range want.columns {
		if f := e.field(want.name, c.name); f != nil && f.Enum != nil && f.before != nil && f.before.Enum != "" && have.column(c.name) != nil {
			e.replaceValues(have, want, f)
		}
	}
	for _, c := range want.columns {
		switch old := have.column(c.name); {
		case old == nil:
			e.addColumn(have, want, c)
		case *old != *c:
			e.changeColumn(have, want, old, c)
		}
	}
	for _, c := range slices.Clone(have.columns) {
		if want.column(c.name) == nil {
			e.dropColumn(have, c)
		}
	}
}

// field is the field of a column; nil for a column that every table has.
func (e *evolver) field(table, column string) *Field {
	for _, r := range e.service.Resources {
		for _, f := range r.Fields {
			if r.Table == table && f.Column == column {
				return f
			}
		}
	}
	return nil
}

// addColumn adds a column with the constraints that are its own. The value of the rows that are there is given as a DEFAULT,
// which PostgreSQL does not write into them.
func (e *evolver) addColumn(have, want *table, c *column) {
	fresh, after := *c, ""
	if f := e.field(want.name, c.name); f != nil && f.backfill != nil {
		fresh.def = f.fillExpr()
		switch {
		case fresh.def == c.def:
		case c.def == "":
			after = alter(have, "ALTER COLUMN "+quoteIdent(c.name)+" DROP DEFAULT")
		default:
			after = alter(have, "ALTER COLUMN "+quoteIdent(c.name)+" SET DEFAULT "+c.def)
		}
	}
	actions := []string{"ADD COLUMN " + fresh.definition()}
	for _, own := range want.constraints {
		if own.column == c.name && have.constraint(own.name) == nil {
			actions = append(actions, "ADD "+own.definition())
			copied := *own
			have.constraints = append(have.constraints, &copied)
		}
	}
	s := step{what: have.name + "_add_" + c.name, table: have.name, up: []string{alter(have, actions...)}}
	if after != "" {
		s.up = append(s.up, after)
	}
	if c.name == "delete_time" {
		s.down = append(s.down, purge(have))
	}
	s.down = append(s.down, alter(have, "DROP COLUMN "+quoteIdent(c.name)))
	e.add(s)
	copied := *c
	have.columns = append(have.columns, &copied)
	e.fresh[have.name+"."+c.name] = true
}

// purge deletes the rows that are marked as deleted: without the mark they would be there again.
func purge(t *table) string {
	return "DELETE FROM " + quoteIdent(t.name) + " WHERE delete_time IS NOT NULL;"
}

// dropColumn drops a column, and with it the constraints and indexes that it is in. On the way back it is not required where
// there is no value for it.
func (e *evolver) dropColumn(have *table, c *column) {
	s := step{what: have.name + "_remove_" + c.name, table: have.name, destructive: true}
	if c.name == "delete_time" {
		s.up = append(s.up, purge(have))
	}
	s.up = append(s.up, alter(have, "DROP COLUMN "+quoteIdent(c.name)))
	back := *c
	back.notNull = c.notNull && c.def != ""
	actions := []string{"ADD COLUMN " + back.definition()}
	var indexes []string
	for _, own := range slices.Clone(have.constraints) {
		if own.column == c.name || mentions(strings.Join(own.unique, ","), c.name) {
			actions = append(actions, "ADD "+own.definition())
			have.removeConstraint(own)
		}
	}
	for _, i := range slices.Clone(have.indexes) {
		if mentions(strings.Join(i.columns, ","), c.name) || i.unique && c.name == "delete_time" {
			indexes = append(indexes, i.create(have.name))
			have.removeIndex(i)
		}
	}
	s.down = append([]string{alter(have, actions...)}, indexes...)
	e.add(s)
	have.columns = slices.DeleteFunc(have.columns, func(o *column) bool { return o == c })
}

// changeColumn changes the type of a column, its default, and whether it is required.
func (e *evolver) changeColumn(have, want *table, old, c *column) {
	s := step{what: have.name + "_change_" + c.name, table: have.name}
	name := quoteIdent(c.name)
	fill := ""
	if f := e.field(want.name, c.name); f != nil && !old.notNull && c.notNull {
		fill = f.fillExpr()
	}
	if old.typ != c.typ || fill != "" {
		e.freeColumn(have, want, c.name, old.typ != c.typ)
		s.narrows = fill != "" && have.uniqueWith(c.name)
	}
	var up, down []string
	set := func(to *[]string, def string) {
		if def == "" {
			*to = append(*to, "ALTER COLUMN "+name+" DROP DEFAULT")
		} else {
			*to = append(*to, "ALTER COLUMN "+name+" SET DEFAULT "+def)
		}
	}
	if old.typ != c.typ {
		using, _ := cast(old.typ, c.typ, name)
		s.up = retype(have, old, c, using)
		s.down = retype(have, c, old, castBack(c.typ, old.typ, name))
	} else if old.def != c.def {
		set(&up, c.def)
		set(&down, old.def)
	}
	require := func(statements, actions *[]string, value string) {
		if value != "" {
			*statements = append(*statements, fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s IS NULL;", quoteIdent(have.name), name, value, name))
		}
		*actions = append(*actions, "ALTER COLUMN "+name+" SET NOT NULL")
	}
	switch {
	case c.notNull && !old.notNull:
		require(&s.up, &up, fill)
		down = append(down, "ALTER COLUMN "+name+" DROP NOT NULL")
	case old.notNull && !c.notNull:
		up = append(up, "ALTER COLUMN "+name+" DROP NOT NULL")
		require(&s.down, &down, old.def)
	}
	if len(up) > 0 {
		s.up, s.down = append(s.up, alter(have, up...)), append(s.down, alter(have, down...))
	}
	e.add(s)
	*old = *c
}

// retype changes the type of a column. Its default cannot stay while that happens.
func retype(t *table, from, to *column, using string) []string {
	var all []string
	name := quoteIdent(to.name)
	if from.def != "" {
		all = append(all, alter(t, "ALTER COLUMN "+name+" DROP DEFAULT"))
	}
	if using != "" {
		using = " USING " + using
	}
	all = append(all, alter(t, "ALTER COLUMN "+name+" TYPE "+to.typ+using))
	if to.def != "" {
		all = append(all, alter(t, "ALTER COLUMN "+name+" SET DEFAULT "+to.def))
	}
	return all
}

// replaceValues gives the rows whose value of an enum is gone the one in its place.
func (e *evolver) replaceValues(have, want *table, f *Field) {
	if len(f.Enum.replaced) == 0 {
		return
	}
	e.freeColumn(have, want, f.Column, false)
	replace := func(from, to string) string {
		from, to = sqlText(from), sqlText(to)
		if f.Repeated {
			return fmt.Sprintf("UPDATE %s SET %s = array_replace(%s, %s, %s) WHERE %s = ANY (%s);",
				quoteIdent(have.name), f.ColumnSQL, f.ColumnSQL, from, to, from, f.ColumnSQL)
		}
		return fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s = %s;", quoteIdent(have.name), f.ColumnSQL, to, f.ColumnSQL, from)
	}
	s := step{what: have.name + "_change_" + f.Column, table: have.name}
	for _, r := range f.Enum.replaced {
		for key, c := range e.freed {
			if c.column == f.Column && key == have.name+"."+c.name {
				c.check = strings.ReplaceAll(c.check, sqlText(r.from), sqlText(r.to))
			}
		}
		s.up = append(s.up, replace(r.from, r.to))
		if r.renamed {
			s.down = append(s.down, replace(r.to, r.from))
		} else {
			s.narrows = s.narrows || have.uniqueWith(f.Column)
		}
	}
	e.add(s)
}

// freeColumn drops what would hinder a change of a column's values: the constraints that do not stay as they are, and where the
// type changes all that depend on it.
func (e *evolver) freeColumn(have, want *table, column string, retyped bool) {
	for _, c := range slices.Clone(have.constraints) {
		same := want.constraint(c.name)
		goes := same == nil || same.content() != c.content()
		if c.column == column && (retyped || goes) || goes && mentions(strings.Join(c.unique, ","), column) {
			e.add(step{table: have.name, up: []string{dropConstraint(have, c)}, down: []string{addConstraint(have, c)}})
			have.removeConstraint(c)
			e.freed[have.name+"."+c.name] = c
		}
	}
	for _, i := range slices.Clone(have.indexes) {
		same := want.index(i.name)
		goes := same == nil || same.content() != i.content()
		if (retyped && i.using != "" || i.unique && goes) && mentions(strings.Join(i.columns, ","), column) {
			e.add(step{table: have.name, up: []string{"DROP INDEX " + quoteIdent(i.name) + ";"}, down: []string{i.create(have.name)}})
			have.removeIndex(i)
		}
	}
}

// uniqueWith reports whether rows that get the same value in a column may then be the same where they must not.
func (t *table) uniqueWith(column string) bool {
	return slices.ContainsFunc(t.constraints, func(c *constraint) bool { return mentions(strings.Join(c.unique, ","), column) }) ||
		slices.ContainsFunc(t.indexes, func(i *index) bool { return i.unique && mentions(strings.Join(i.columns, ","), column) })
}

// castBack is the way back from a cast.
func castBack(from, to, column string) string {
	switch {
	case from == to+"[]":
		return column + "[1]"
	case from == "timestamptz" && to == "date":
		return "(" + column + " AT TIME ZONE 'UTC')::date"
	}
	return column + "::" + to
}
