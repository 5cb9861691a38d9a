package pgschema

import (
	"slices"
	"strings"
)

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
	return e.moves.Narrows[t.Name+"."+now.Column]
}

// narrowsUnique reports whether two existing rows may have the same values in columns that are unique now.
func (e *evolver) narrowsUnique(t *Table, columns []string) bool {
	if slices.ContainsFunc(t.Constraints, func(c *Constraint) bool { return c.Unique != nil && slices.Equal(c.Unique, columns) }) {
		return false
	}
	return !slices.ContainsFunc(t.Columns, func(c *Column) bool {
		return e.fresh[t.Name+"."+c.Name] && mentions(strings.Join(columns, ","), c.Name)
	})
}
