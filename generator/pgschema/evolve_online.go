package pgschema

import (
	"slices"
	"strings"
)

// online changes indexes, and constraints that were not added along with their column, while other sessions read and write. Each
// statement is its own transaction and may be repeated, so that a run that failed or was interrupted can start over.
func (e *evolver) online() []step {
	for _, want := range e.want.Tables {
		e.dropOrReplace(e.have.Table(want.Name), want)
	}
	for _, want := range e.want.Tables { // after everything is dropped, because another table may use a dropped name now
		e.addMissing(e.have.Table(want.Name), want)
	}
	e.have = e.want.clone()
	return e.take()
}

// dropOrReplace drops the constraints and indexes that are not wanted any more. It replaces a changed CHECK or foreign key in one
// statement.
func (e *evolver) dropOrReplace(have, want *Table) {
	for _, c := range have.Constraints {
		now := want.constraint(c.Name)
		switch {
		case now != nil && now.content() == c.content():
		case now == nil || now.Unique != nil || c.Unique != nil:
			e.add(step{what: c.Name, table: have.Name, up: dropOnline(have, c), down: addOnline(have, c)})
		default:
			e.add(step{what: c.Name, table: have.Name, up: addOnline(have, now), down: addOnline(have, c), narrows: e.narrows(have, c, now)})
		}
	}
	for _, i := range have.Indexes {
		if now := want.index(i.Name); now == nil || now.content() != i.content() {
			e.add(step{what: i.Name, table: have.Name, up: e.want.dropIndex(i), down: i.createOnline(have)})
		}
	}
}

// addMissing adds the constraints and indexes that are new, or that dropOrReplace dropped because they change.
func (e *evolver) addMissing(have, want *Table) {
	for _, c := range want.Constraints {
		if was := have.constraint(c.Name); was == nil || (was.Unique != nil || c.Unique != nil) && was.content() != c.content() {
			e.add(step{what: c.Name, table: have.Name, up: addOnline(have, c), down: dropOnline(have, c), narrows: e.narrows(have, was, c)})
		}
	}
	for _, i := range want.Indexes {
		if was := have.index(i.Name); was == nil || was.content() != i.content() {
			narrows := i.Unique && e.narrowsUnique(have, i.Columns)
			e.add(step{what: i.Name, table: have.Name, up: i.createOnline(have), down: e.have.dropIndex(i), narrows: narrows})
		}
	}
}

// narrows reports whether existing rows may break the constraint now. It replaces was, or is new if was is nil.
func (e *evolver) narrows(t *Table, was, now *Constraint) bool {
	if now.Unique != nil {
		return e.narrowsUnique(t, now.Unique)
	}
	if was == nil {
		was = e.freed[t.Name+"."+now.Name]
	}
	if now.RefTable != "" {
		return was == nil || was.RefTable != now.RefTable
	}
	if was != nil && was.Check == now.Check { // dropped only while the column changed
		return false
	}
	if now.Column == "" {
		return e.moves.NarrowChecks[t.Name+"."+now.Name]
	}
	return e.moves.Narrows[t.Name+"."+now.Column]
}

// narrowsUnique reports whether two existing rows may have the same values in columns that are unique now.
func (e *evolver) narrowsUnique(t *Table, columns []string) bool {
	if slices.ContainsFunc(t.Constraints, func(c *Constraint) bool { return c.Unique != nil && slices.Equal(c.Unique, columns) }) {
		return false
	}
	return !slices.ContainsFunc(t.Columns, func(c *Column) bool {
		return e.fresh[t.Name+"."+c.Name] && Mentions(strings.Join(columns, ","), c.Name)
	})
}

// addOnline adds a constraint or replaces the one of the same name. NOT VALID holds its exclusive lock for a moment only; VALIDATE
// reads all rows while other sessions write.
func addOnline(t *Table, c *Constraint) []string {
	name := QuoteIdent(c.Name)
	if c.Unique == nil {
		return []string{
			alter(t, "DROP CONSTRAINT IF EXISTS "+name, "ADD "+c.Definition()+" NOT VALID"),
			alter(t, "VALIDATE CONSTRAINT "+name),
		}
	}
	i := Index{Name: c.Name, Columns: c.Unique}
	return append(dropOnline(t, c),
		"DROP INDEX CONCURRENTLY IF EXISTS "+name+";",
		i.statement("UNIQUE INDEX CONCURRENTLY ", t.Name),
		alter(t, "ADD CONSTRAINT "+name+" UNIQUE USING INDEX "+name),
	)
}

func dropOnline(t *Table, c *Constraint) []string {
	return []string{alter(t, "DROP CONSTRAINT IF EXISTS "+QuoteIdent(c.Name))}
}

// createOnline creates an index. It first drops the invalid index that an interrupted run may have left.
func (i *Index) createOnline(t *Table) []string {
	return append(i.dropOnline(), i.createConcurrently(t.Name))
}

// dropIndex drops an index on the way to schema s. If s uses the name for a unique constraint, an interrupted run may have created
// that already, so it goes too.
func (s *Schema) dropIndex(i *Index) []string {
	var all []string
	for _, t := range s.Tables {
		if c := t.constraint(i.Name); c != nil && c.Unique != nil {
			all = append(all, dropOnline(t, c)...)
		}
	}
	return append(all, i.dropOnline()...)
}

func (i *Index) dropOnline() []string {
	return []string{"DROP INDEX CONCURRENTLY IF EXISTS " + QuoteIdent(i.Name) + ";"}
}
