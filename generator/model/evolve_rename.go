package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// move is a change of a name.
type move struct{ from, to string }

// orderMoves puts moves into an order in which each new name is free. Names that are exchanged go by a third one, which begins
// as no name of a spec does.
func orderMoves(moves []move) []move {
	var order []move
	rest := slices.Clone(moves)
	for len(rest) > 0 {
		at := slices.IndexFunc(rest, func(m move) bool {
			return !slices.ContainsFunc(rest, func(o move) bool { return o.from == m.to })
		})
		if at < 0 {
			between := shorten("_moving_" + rest[0].from)
			order = append(order, move{rest[0].from, between})
			rest[0].from = between
			continue
		}
		order = append(order, rest[at])
		rest = slices.Delete(rest, at, at+1)
	}
	return order
}

func (e *evolver) renameTables() {
	var moves []move
	for _, r := range e.service.Resources {
		if r.before != nil && r.before.Plural != r.Table {
			moves = append(moves, move{r.before.Plural, r.Table})
		}
	}
	for _, m := range orderMoves(moves) {
		e.add(step{
			what: "rename_" + m.from, table: m.to,
			up:   []string{"ALTER TABLE " + quoteIdent(m.from) + " RENAME TO " + quoteIdent(m.to) + ";"},
			down: []string{"ALTER TABLE " + quoteIdent(m.to) + " RENAME TO " + quoteIdent(m.from) + ";"},
		})
		e.have.table(m.from).name = m.to
		for _, t := range e.have.tables {
			for _, c := range t.constraints {
				if c.refTable == m.from {
					c.refTable = m.to
				}
			}
		}
	}
}

func (e *evolver) renameColumns() {
	for _, r := range e.service.Resources {
		if r.before == nil {
			continue
		}
		var moves []move
		for _, f := range r.Fields {
			if f.before != nil && f.before.Name != f.Column {
				moves = append(moves, move{f.before.Name, f.Column})
			}
		}
		t := e.have.table(r.Table)
		for _, m := range orderMoves(moves) {
			e.add(step{
				what: t.name + "_rename_" + m.from, table: t.name,
				up:   []string{alter(t, "RENAME COLUMN "+quoteIdent(m.from)+" TO "+quoteIdent(m.to))},
				down: []string{alter(t, "RENAME COLUMN "+quoteIdent(m.to)+" TO "+quoteIdent(m.from))},
			})
			t.renameColumn(m.from, m.to)
		}
	}
}

// renameColumn follows PostgreSQL, which changes the name wherever it stands.
func (t *table) renameColumn(from, to string) {
	t.column(from).name = to
	for _, c := range t.constraints {
		if c.column == from {
			c.column = to
		}
		c.check = renameIn(c.check, from, to)
		for i := range c.unique {
			c.unique[i] = renameIn(c.unique[i], from, to)
		}
	}
	for _, x := range t.indexes {
		for i := range x.columns {
			x.columns[i] = renameIn(x.columns[i], from, to)
		}
	}
}

// renameRest gives constraints and indexes that are the same but for their names the names that they would have been made with.
// The name of an index, and of a constraint that has one, is taken in all tables.
func (e *evolver) renameRest() {
	var global []move
	tables := map[string]*table{} // of global names
	for _, want := range e.want.tables {
		have := e.have.table(want.name)
		if have == nil {
			continue
		}
		moves := matchNames(have.indexes, want.indexes)
		if have.primaryKey != want.primaryKey {
			moves = append(moves, move{have.primaryKey, want.primaryKey})
		}
		var local []move
		for _, m := range matchNames(have.constraints, want.constraints) {
			if have.constraint(m.from).unique != nil {
				moves = append(moves, m)
			} else {
				local = append(local, m)
			}
		}
		for _, m := range moves {
			tables[m.from] = have
		}
		global = append(global, moves...)
		for _, m := range orderMoves(local) {
			e.renameConstraint(have, m)
		}
	}
	for _, m := range orderMoves(e.free(global)) {
		have := tables[m.from]
		tables[m.to] = have
		if i := have.index(m.from); i != nil {
			e.renameIndex(have, i, m)
		} else {
			e.renameConstraint(have, m)
		}
	}
}

// free leaves out the moves to names that something else keeps: that will be dropped, and then another be made.
func (e *evolver) free(moves []move) []move {
	goes := map[string]bool{}
	for _, m := range moves {
		goes[m.from] = true
	}
	kept := func(m move) bool {
		return !goes[m.to] && slices.ContainsFunc(e.have.tables, func(t *table) bool {
			c := t.constraint(m.to)
			return t.index(m.to) != nil || c != nil && c.unique != nil
		})
	}
	if !slices.ContainsFunc(moves, kept) {
		return moves
	}
	return e.free(slices.DeleteFunc(moves, kept))
}

func (e *evolver) renameConstraint(t *table, m move) {
	from, to := quoteIdent(m.from), quoteIdent(m.to)
	e.add(step{
		table: t.name, up: []string{alter(t, "RENAME CONSTRAINT "+from+" TO "+to)}, down: []string{alter(t, "RENAME CONSTRAINT "+to+" TO "+from)},
	})
	if t.primaryKey == m.from {
		t.primaryKey = m.to
	}
	if c := t.constraint(m.from); c != nil {
		c.name = m.to
	}
}

func (e *evolver) renameIndex(t *table, i *index, m move) {
	from, to := quoteIdent(m.from), quoteIdent(m.to)
	e.add(step{table: t.name, up: []string{"ALTER INDEX " + from + " RENAME TO " + to + ";"}, down: []string{"ALTER INDEX " + to + " RENAME TO " + from + ";"}})
	i.name = m.to
}

// part is a constraint or an index.
type part interface {
	comparable
	called() string
	content() string // without the name
}

func (c *constraint) called() string { return c.name }
func (i *index) called() string      { return i.name }

func (c *constraint) content() string {
	nameless := *c
	nameless.name = "x"
	return nameless.definition()
}

func (i *index) content() string {
	nameless := *i
	nameless.name = "x"
	return nameless.create("x")
}

// matchNames finds parts that only differ in their names. A name that something else keeps is not taken.
func matchNames[P part](have, want []P) []move {
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
	var moves []move
	for _, h := range have {
		if slices.ContainsFunc(want, func(w P) bool { return h.called() == w.called() && h.content() == w.content() }) {
			continue
		}
		at := slices.IndexFunc(free, func(w P) bool { return w.content() == h.content() })
		if at < 0 {
			continue
		}
		moves = append(moves, move{h.called(), free[at].called()})
		keeps[h.called()] = false
		free = slices.Delete(free, at, at+1)
	}
	return slices.DeleteFunc(moves, func(m move) bool { return keeps[m.to] })
}

// renameIn replaces an identifier in an expression that svcgen wrote, but not in its literals.
func renameIn(expr, from, to string) string {
	var b strings.Builder
	eachToken(expr, func(token string, identifier bool) {
		if identifier && strings.Trim(token, `"`) == from {
			token = quoteIdent(to)
		}
		b.WriteString(token)
	})
	return b.String()
}

// mentions reports whether an expression that svcgen wrote holds a column.
func mentions(expr, column string) bool {
	found := false
	eachToken(expr, func(token string, identifier bool) {
		found = found || identifier && strings.Trim(token, `"`) == column
	})
	return found
}

// eachToken cuts an expression into identifiers and the text between them. Keywords and functions count as identifiers.
func eachToken(expr string, do func(token string, identifier bool)) {
	for at := 0; at < len(expr); {
		end := at + 1
		switch c := expr[at]; {
		case c == '\'' || c == 'E' && strings.HasPrefix(expr[at+1:], "'"):
			end = literalEnd(expr, at)
			do(expr[at:end], false)
		case c == '"':
			for end < len(expr) && expr[end] != '"' {
				end++
			}
			end = min(end+1, len(expr))
			do(expr[at:end], true)
		case naming.IsLower(c) || naming.IsUpper(c) || c == '_':
			for end < len(expr) && (naming.IsLower(expr[end]) || naming.IsUpper(expr[end]) || naming.IsDigit(expr[end]) || expr[end] == '_') {
				end++
			}
			do(expr[at:end], true)
		default:
			do(expr[at:end], false)
		}
		at = end
	}
}

// literalEnd is where a string literal ends that begins at a place.
func literalEnd(expr string, at int) int {
	escapes := expr[at] == 'E'
	if escapes {
		at++
	}
	for i := at + 1; i < len(expr); i++ {
		switch {
		case escapes && expr[i] == '\\':
			i++
		case expr[i] == '\'' && strings.HasPrefix(expr[i+1:], "'"):
			i++
		case expr[i] == '\'':
			return i + 1
		}
	}
	return len(expr)
}
