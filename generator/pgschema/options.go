package pgschema

import (
	"slices"
	"strings"
)

// assignment returns the parameter as WITH and SET have it.
func (o Option) assignment() string { return o.Name + " = " + o.Value }

func assignments(options []Option) string {
	all := make([]string, len(options))
	for i, o := range options {
		all[i] = o.assignment()
	}
	return strings.Join(all, ", ")
}

// with returns the clause of CREATE TABLE that sets the storage parameters; "" if there are none.
func (t *Table) with() string {
	if len(t.Options) == 0 {
		return ""
	}
	return " WITH (" + assignments(t.Options) + ")"
}

// options changes the storage parameters of a table.
func (e *evolver) options(have, want *Table) {
	if slices.Equal(have.Options, want.Options) {
		return
	}
	e.add(step{
		what: have.Name + "_change_storage", table: have.Name,
		up:   []string{have.setOptions(have.Options, want.Options)},
		down: []string{have.setOptions(want.Options, have.Options)},
	})
	have.Options = slices.Clone(want.Options)
}

// setOptions returns the statement that sets the parameters to, and resets those of from that to lacks.
func (t *Table) setOptions(from, to []Option) string {
	var actions, gone []string
	if len(to) > 0 {
		actions = append(actions, "SET ("+assignments(to)+")")
	}
	for _, o := range from {
		if !slices.ContainsFunc(to, func(kept Option) bool { return kept.Name == o.Name }) {
			gone = append(gone, o.Name)
		}
	}
	if len(gone) > 0 {
		actions = append(actions, "RESET ("+strings.Join(gone, ", ")+")")
	}
	return alter(t, actions...)
}
