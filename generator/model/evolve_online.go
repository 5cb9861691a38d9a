package model

// online changes what can change while others read and write: constraints that were not added along with their column, and
// indexes. Each statement is a transaction of its own and may be run again, so that a run that failed or was interrupted can
// start over.
func (e *evolver) online() []step {
	for _, want := range e.want.tables {
		have := e.have.table(want.name)
		for _, c := range have.constraints {
			switch now := want.constraint(c.name); {
			case now == nil || (now.unique == nil) != (c.unique == nil) || c.unique != nil && now.content() != c.content():
				e.add(step{what: c.name, table: have.name, up: dropOnline(have, c), down: addOnline(have, c)})
			case now.content() != c.content():
				e.add(step{what: c.name, table: have.name, up: addOnline(have, now), down: addOnline(have, c), narrows: e.narrows(have, c, now)})
			}
		}
		for _, i := range have.indexes {
			if now := want.index(i.name); now == nil || now.content() != i.content() {
				e.add(step{what: i.name, table: have.name, up: e.want.dropIndex(i), down: i.createOnline(have)})
			}
		}
	}
	for _, want := range e.want.tables { // after all that goes: a name that it had may be another table's now
		have := e.have.table(want.name)
		for _, c := range want.constraints {
			if was := have.constraint(c.name); was == nil || (was.unique != nil || c.unique != nil) && was.content() != c.content() {
				e.add(step{what: c.name, table: have.name, up: addOnline(have, c), down: dropOnline(have, c), narrows: e.narrows(have, was, c)})
			}
		}
		for _, i := range want.indexes {
			if was := have.index(i.name); was == nil || was.content() != i.content() {
				narrows := i.unique && e.narrowsUnique(have, i.columns)
				e.add(step{what: i.name, table: have.name, up: i.createOnline(have), down: e.have.dropIndex(i), narrows: narrows})
			}
		}
	}
	e.have = e.want.clone()
	return e.take()
}

// addOnline adds a constraint, or replaces the one of the same name. NOT VALID takes the lock that stops others for a moment
// only; VALIDATE reads all rows while others write.
func addOnline(t *table, c *constraint) []string {
	name := quoteIdent(c.name)
	if c.unique == nil {
		return []string{
			alter(t, "DROP CONSTRAINT IF EXISTS "+name, "ADD "+c.definition()+" NOT VALID"),
			alter(t, "VALIDATE CONSTRAINT "+name),
		}
	}
	i := index{name: c.name, columns: c.unique}
	return append(dropOnline(t, c),
		"DROP INDEX CONCURRENTLY IF EXISTS "+name+";",
		i.statement("UNIQUE INDEX CONCURRENTLY ", t.name),
		alter(t, "ADD CONSTRAINT "+name+" UNIQUE USING INDEX "+name),
	)
}

func dropOnline(t *table, c *constraint) []string {
	return []string{alter(t, "DROP CONSTRAINT IF EXISTS "+quoteIdent(c.name))}
}

// createOnline makes an index. What an interrupted run has left of it is not valid and goes first.
func (i *index) createOnline(t *table) []string {
	return append(i.dropOnline(), i.createConcurrently(t.name))
}

// dropIndex drops an index on the way to a schema. There the name may be a constraint's, which an interrupted run has made.
func (s *schema) dropIndex(i *index) []string {
	var all []string
	for _, t := range s.tables {
		if c := t.constraint(i.name); c != nil && c.unique != nil {
			all = append(all, dropOnline(t, c)...)
		}
	}
	return append(all, i.dropOnline()...)
}

func (i *index) dropOnline() []string {
	return []string{"DROP INDEX CONCURRENTLY IF EXISTS " + quoteIdent(i.name) + ";"}
}
