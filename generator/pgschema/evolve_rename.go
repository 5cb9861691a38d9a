package pgschema

import "slices"

// orderMoves puts moves into an order in which each new name is free. A cycle goes through a temporary name, which starts with an
// underscore as no name of a spec does.
func orderMoves(moves []Move) []Move {
	var order []Move
	rest := slices.Clone(moves)
	for len(rest) > 0 {
		at := slices.IndexFunc(rest, func(m Move) bool {
			return !slices.ContainsFunc(rest, func(o Move) bool { return o.From == m.To })
		})
		if at < 0 {
			between := shorten("_moving_" + rest[0].From)
			order = append(order, Move{rest[0].From, between})
			rest[0].From = between
			continue
		}
		order = append(order, rest[at])
		rest = slices.Delete(rest, at, at+1)
	}
	return order
}

func (e *evolver) renameTables() {
	for _, m := range orderMoves(e.moves.Tables) {
		e.add(step{
			what: "rename_" + m.From, table: m.To, renames: true,
			up:   []string{"ALTER TABLE " + QuoteIdent(m.From) + " RENAME TO " + QuoteIdent(m.To) + ";"},
			down: []string{"ALTER TABLE " + QuoteIdent(m.To) + " RENAME TO " + QuoteIdent(m.From) + ";"},
		})
		e.have.Table(m.From).Name = m.To
		for _, t := range e.have.Tables {
			for _, c := range t.Constraints {
				if c.RefTable == m.From {
					c.RefTable = m.To
				}
			}
		}
	}
}

func (e *evolver) renameColumns() {
	for _, want := range e.want.Tables {
		t := e.have.Table(want.Name)
		for _, m := range orderMoves(e.moves.Columns[want.Name]) {
			e.add(step{
				what: t.Name + "_rename_" + m.From, table: t.Name, renames: want.mirror(m.From) == nil,
				up:   []string{alter(t, "RENAME COLUMN "+QuoteIdent(m.From)+" TO "+QuoteIdent(m.To))},
				down: []string{alter(t, "RENAME COLUMN "+QuoteIdent(m.To)+" TO "+QuoteIdent(m.From))},
			})
			t.renameColumn(m.From, m.To)
		}
	}
}

// renameColumn renames a column everywhere that PostgreSQL does: in constraints and indexes too.
func (t *Table) renameColumn(from, to string) {
	t.column(from).Name = to
	for _, c := range t.Constraints {
		if c.Column == from {
			c.Column = to
		}
		c.Check = renameIn(c.Check, from, to)
		for i := range c.Unique {
			c.Unique[i] = renameIn(c.Unique[i], from, to)
		}
	}
	for _, x := range t.Indexes {
		for i := range x.Columns {
			x.Columns[i] = renameIn(x.Columns[i], from, to)
		}
	}
	for _, m := range t.Mirrors {
		if m.Of == from {
			m.Of = to
		}
	}
}

// renameRest renames constraints and indexes that differ from the wanted ones only in their names. Names of indexes, and of
// constraints with an index, are unique in the whole schema; names of other constraints are unique in their table.
func (e *evolver) renameRest() {
	var global []Move
	tables := map[string]*Table{} // by the names in global
	for _, want := range e.want.Tables {
		have := e.have.Table(want.Name)
		if have == nil {
			continue
		}
		moves := matchNames(have.Indexes, want.Indexes)
		if have.PrimaryKey != want.PrimaryKey {
			moves = append(moves, Move{have.PrimaryKey, want.PrimaryKey})
		}
		var local []Move
		for _, m := range matchNames(have.Constraints, want.Constraints) {
			if have.constraint(m.From).Unique != nil {
				moves = append(moves, m)
			} else {
				local = append(local, m)
			}
		}
		for _, m := range moves {
			tables[m.From] = have
		}
		global = append(global, moves...)
		for _, m := range orderMoves(local) {
			e.renameConstraint(have, m)
		}
	}
	for _, m := range orderMoves(e.free(global)) {
		have := tables[m.From]
		tables[m.To] = have
		if i := have.index(m.From); i != nil {
			e.renameIndex(have, i, m)
		} else {
			e.renameConstraint(have, m)
		}
	}
}

// free leaves out moves to names that something else still has. Such an index or constraint is dropped and created instead.
func (e *evolver) free(moves []Move) []Move {
	goes := map[string]bool{}
	for _, m := range moves {
		goes[m.From] = true
	}
	kept := func(m Move) bool {
		return !goes[m.To] && slices.ContainsFunc(e.have.Tables, func(t *Table) bool {
			c := t.constraint(m.To)
			return t.index(m.To) != nil || c != nil && c.Unique != nil
		})
	}
	if !slices.ContainsFunc(moves, kept) {
		return moves
	}
	return e.free(slices.DeleteFunc(moves, kept))
}

func (e *evolver) renameConstraint(t *Table, m Move) {
	from, to := QuoteIdent(m.From), QuoteIdent(m.To)
	e.add(step{
		table: t.Name, up: []string{alter(t, "RENAME CONSTRAINT "+from+" TO "+to)}, down: []string{alter(t, "RENAME CONSTRAINT "+to+" TO "+from)},
	})
	if t.PrimaryKey == m.From {
		t.PrimaryKey = m.To
	}
	if c := t.constraint(m.From); c != nil {
		c.Name = m.To
	}
}

func (e *evolver) renameIndex(t *Table, i *Index, m Move) {
	from, to := QuoteIdent(m.From), QuoteIdent(m.To)
	e.add(step{table: t.Name, up: []string{"ALTER INDEX " + from + " RENAME TO " + to + ";"}, down: []string{"ALTER INDEX " + to + " RENAME TO " + from + ";"}})
	i.Name = m.To
}

// part is a constraint or an index.
type part interface {
	comparable
	called() string
	content() string // without the name
}

func (c *Constraint) called() string { return c.Name }
func (i *Index) called() string      { return i.Name }

func (c *Constraint) content() string {
	nameless := *c
	nameless.Name = "x"
	return nameless.Definition()
}

func (i *Index) content() string {
	nameless := *i
	nameless.Name = "x"
	return nameless.create("x")
}

// matchNames finds parts that differ only in their names. It leaves out moves to names that another part keeps.
func matchNames[P part](have, want []P) []Move {
	keeps := map[string]bool{}
	for _, h := range have {
		keeps[h.called()] = true
	}
	var free []P
	for _, w := range want {
		if !slices.ContainsFunc(have, func(h P) bool { return h.called() == w.called() && h.content() == w.content() }) {
			free = append(free, w)
		}
	}
	var moves []Move
	for _, h := range have {
		if slices.ContainsFunc(want, func(w P) bool { return h.called() == w.called() && h.content() == w.content() }) {
			continue
		}
		at := slices.IndexFunc(free, func(w P) bool { return w.content() == h.content() })
		if at < 0 {
			continue
		}
		moves = append(moves, Move{h.called(), free[at].called()})
		keeps[h.called()] = false
		free = slices.Delete(free, at, at+1)
	}
	return slices.DeleteFunc(moves, func(m Move) bool { return keeps[m.To] })
}
