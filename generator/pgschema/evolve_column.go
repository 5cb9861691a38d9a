package pgschema

import (
	"fmt"
	"slices"
	"strings"
)

// columns adds, changes and drops the columns of a table.
func (e *evolver) columns(have, want *Table) {
	for _, c := range want.Columns {
		if values := e.moves.Values[want.Name+"."+c.Name]; len(values) > 0 && have.column(c.Name) != nil {
			e.replaceValues(have, want, c, values)
		}
	}
	for _, c := range want.Columns {
		switch old := have.column(c.Name); {
		case old == nil:
			e.addColumn(have, want, c)
		case *old != *c:
			e.changeColumn(have, want, old, c)
		}
	}
	for _, c := range slices.Clone(have.Columns) {
		if want.column(c.Name) == nil {
			e.dropColumn(have, c)
		}
	}
}

// addColumn adds a column with its own constraints. Existing rows get their value from a DEFAULT, because PostgreSQL adds that
// without rewriting the table.
func (e *evolver) addColumn(have, want *Table, c *Column) {
	fresh, after := *c, ""
	if fill, ok := e.moves.Fill[want.Name+"."+c.Name]; ok {
		fresh.Default = fill
		switch {
		case fresh.Default == c.Default:
		case c.Default == "":
			after = alter(have, "ALTER COLUMN "+QuoteIdent(c.Name)+" DROP DEFAULT")
		default:
			after = alter(have, "ALTER COLUMN "+QuoteIdent(c.Name)+" SET DEFAULT "+c.Default)
		}
	}
	actions := []string{"ADD COLUMN " + fresh.Definition()}
	for _, own := range want.Constraints {
		if own.Column == c.Name && have.constraint(own.Name) == nil {
			actions = append(actions, "ADD "+own.Definition())
			copied := *own
			have.Constraints = append(have.Constraints, &copied)
		}
	}
	s := step{what: have.Name + "_add_" + c.Name, table: have.Name, up: []string{alter(have, actions...)}}
	if after != "" {
		s.up = append(s.up, after)
	}
	if c.Name == "delete_time" {
		s.down = append(s.down, purge(have))
	}
	s.down = append(s.down, alter(have, "DROP COLUMN "+QuoteIdent(c.Name)))
	e.add(s)
	copied := *c
	have.Columns = append(have.Columns, &copied)
	e.fresh[have.Name+"."+c.Name] = true
}

// purge deletes the soft-deleted rows: without delete_time they would be visible again.
func purge(t *Table) string {
	return "DELETE FROM " + QuoteIdent(t.Name) + " WHERE delete_time IS NOT NULL;"
}

// dropColumn drops a column and the constraints and indexes that use it. Undoing that restores NOT NULL only if the column has a
// default, since the values are lost.
func (e *evolver) dropColumn(have *Table, c *Column) {
	s := step{what: have.Name + "_remove_" + c.Name, table: have.Name, destructive: true}
	if c.Name == "delete_time" {
		s.up = append(s.up, purge(have))
	}
	s.up = append(s.up, alter(have, "DROP COLUMN "+QuoteIdent(c.Name)))
	back := *c
	back.NotNull = c.NotNull && c.Default != ""
	actions := []string{"ADD COLUMN " + back.Definition()}
	var indexes []string
	for _, own := range slices.Clone(have.Constraints) {
		switch {
		case own.Column == c.Name, Mentions(strings.Join(own.Unique, ","), c.Name):
			actions = append(actions, "ADD "+own.Definition())
		case own.over(c.Name):
			actions = append(actions, "ADD "+own.Definition()+" NOT VALID") // rows without the lost values may break it
		default:
			continue
		}
		have.removeConstraint(own)
	}
	for _, i := range slices.Clone(have.Indexes) {
		if Mentions(strings.Join(i.Columns, ","), c.Name) || i.Unique && c.Name == "delete_time" {
			indexes = append(indexes, i.create(have.Name))
			have.removeIndex(i)
		}
	}
	s.down = append([]string{alter(have, actions...)}, indexes...)
	e.add(s)
	have.Columns = slices.DeleteFunc(have.Columns, func(o *Column) bool { return o == c })
}

// changeColumn changes the type, the default and NOT NULL of a column.
func (e *evolver) changeColumn(have, want *Table, old, c *Column) {
	s := step{what: have.Name + "_change_" + c.Name, table: have.Name}
	name := QuoteIdent(c.Name)
	fill := ""
	if !old.NotNull && c.NotNull {
		fill = e.moves.Fill[want.Name+"."+c.Name]
	}
	if old.Type != c.Type || fill != "" {
		e.freeColumn(have, want, c.Name, old.Type != c.Type)
		s.narrows = fill != "" && (have.uniqueWith(c.Name) || have.checkOver(c.Name))
	}
	var up, down []string
	set := func(to *[]string, def string) {
		if def == "" {
			*to = append(*to, "ALTER COLUMN "+name+" DROP DEFAULT")
		} else {
			*to = append(*to, "ALTER COLUMN "+name+" SET DEFAULT "+def)
		}
	}
	if old.Type != c.Type {
		using, _ := Cast(old.Type, c.Type, name)
		s.up = retype(have, old, c, using)
		s.down = retype(have, c, old, castBack(c.Type, old.Type, name))
	} else if old.Default != c.Default {
		set(&up, c.Default)
		set(&down, old.Default)
	}
	require := func(statements, actions *[]string, value string) {
		if value != "" {
			*statements = append(*statements, fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s IS NULL;", QuoteIdent(have.Name), name, value, name))
		}
		*actions = append(*actions, "ALTER COLUMN "+name+" SET NOT NULL")
	}
	switch {
	case c.NotNull && !old.NotNull:
		require(&s.up, &up, fill)
		down = append(down, "ALTER COLUMN "+name+" DROP NOT NULL")
	case old.NotNull && !c.NotNull:
		up = append(up, "ALTER COLUMN "+name+" DROP NOT NULL")
		require(&s.down, &down, old.Default)
	}
	if len(up) > 0 {
		s.up, s.down = append(s.up, alter(have, up...)), append(s.down, alter(have, down...))
	}
	e.add(s)
	*old = *c
}

// retype changes the type of a column. It drops the default first, because PostgreSQL may be unable to convert it.
func retype(t *Table, from, to *Column, using string) []string {
	var all []string
	name := QuoteIdent(to.Name)
	if from.Default != "" {
		all = append(all, alter(t, "ALTER COLUMN "+name+" DROP DEFAULT"))
	}
	if using != "" {
		using = " USING " + using
	}
	all = append(all, alter(t, "ALTER COLUMN "+name+" TYPE "+to.Type+using))
	if to.Default != "" {
		all = append(all, alter(t, "ALTER COLUMN "+name+" SET DEFAULT "+to.Default))
	}
	return all
}

// replaceValues updates rows that hold a removed or renamed value to the value that replaces it.
func (e *evolver) replaceValues(have, want *Table, c *Column, values []ValueMove) {
	e.freeColumn(have, want, c.Name, false)
	name := QuoteIdent(c.Name)
	replace := func(from, to string) string {
		from, to = Literal(from), Literal(to)
		if strings.HasSuffix(c.Type, "[]") {
			return fmt.Sprintf("UPDATE %s SET %s = array_replace(%s, %s, %s) WHERE %s = ANY (%s);",
				QuoteIdent(have.Name), name, name, from, to, from, name)
		}
		return fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s = %s;", QuoteIdent(have.Name), name, to, name, from)
	}
	s := step{what: have.Name + "_change_" + c.Name, table: have.Name}
	for _, v := range values {
		for key, freed := range e.freed {
			if freed.Column == c.Name && key == have.Name+"."+freed.Name {
				freed.Check = strings.ReplaceAll(freed.Check, Literal(v.From), Literal(v.To))
			}
		}
		s.up = append(s.up, replace(v.From, v.To))
		if v.Renamed {
			s.down = append(s.down, replace(v.To, v.From))
		} else {
			s.narrows = s.narrows || have.uniqueWith(c.Name)
		}
	}
	e.add(s)
}

// freeColumn drops what would get in the way of new values in a column: the constraints and unique indexes that change anyway
// and, if the type changes, all that depend on the type.
func (e *evolver) freeColumn(have, want *Table, column string, retyped bool) {
	for _, c := range slices.Clone(have.Constraints) {
		same := want.constraint(c.Name)
		goes := same == nil || same.content() != c.content()
		if (c.Column == column || c.over(column)) && (retyped || goes) || goes && Mentions(strings.Join(c.Unique, ","), column) {
			e.add(step{table: have.Name, up: []string{dropConstraint(have, c)}, down: []string{addConstraint(have, c)}})
			have.removeConstraint(c)
			e.freed[have.Name+"."+c.Name] = c
		}
	}
	for _, i := range slices.Clone(have.Indexes) {
		same := want.index(i.Name)
		goes := same == nil || same.content() != i.content()
		if (retyped && i.typed() || i.Unique && goes) && Mentions(strings.Join(i.Columns, ","), column) {
			e.add(step{table: have.Name, up: []string{"DROP INDEX " + QuoteIdent(i.Name) + ";"}, down: []string{i.create(have.Name)}})
			have.removeIndex(i)
		}
	}
}

// over reports whether the constraint is a CHECK over several columns, among them this one.
func (c *Constraint) over(column string) bool {
	return c.Column == "" && Mentions(c.Check, column)
}

// checkOver reports whether a CHECK compares a column with others, so that a value for existing rows may break it.
func (t *Table) checkOver(column string) bool {
	return slices.ContainsFunc(t.Constraints, func(c *Constraint) bool { return c.over(column) })
}

// uniqueWith reports whether a column is part of a unique constraint or index, so that rows with equal values may break it.
func (t *Table) uniqueWith(column string) bool {
	return slices.ContainsFunc(t.Constraints, func(c *Constraint) bool { return Mentions(strings.Join(c.Unique, ","), column) }) ||
		slices.ContainsFunc(t.Indexes, func(i *Index) bool { return i.Unique && Mentions(strings.Join(i.Columns, ","), column) })
}
