package spec

import (
	"slices"
	"strings"
)

// allow writes rules. One that is for all methods is a list.
func (w *writer) allow(depth int, rules []*Allow) {
	switch {
	case len(rules) == 0:
	case len(rules) == 1 && slices.Equal(rules[0].Methods, []string{OtherMethods}):
		w.line(depth, "allow", flow(rules[0].Words()))
	default:
		w.line(depth, "allow", "")
		for _, a := range rules {
			key := strings.Join(a.Methods, ", ")
			if strings.HasPrefix(key, OtherMethods) {
				key = `"` + key + `"`
			}
			w.line(depth+1, key, flow(a.Words()))
		}
	}
}

func (w *writer) actions(depth int, r *Resource) {
	if len(r.Actions) > 0 {
		w.line(depth, "actions", "")
	}
	for _, a := range r.Actions {
		if len(a.Set) == 0 && a.Transition != nil && !a.Own && a.RenamedFrom == "" {
			w.line(depth+1, a.Name, scalar(FormatTransition(a.Transition)))
			continue
		}
		w.line(depth+1, a.Name, "")
		if a.Transition != nil {
			w.line(depth+2, "transition", scalar(FormatTransition(a.Transition)))
		}
		w.settings(depth+2, a.Set)
		w.message(depth+2, "request", a.Request)
		w.message(depth+2, "returns", a.Returns)
		if a.Own && len(a.Messages()) == 0 {
			w.line(depth+2, "returns", r.Name)
		}
		if a.RenamedFrom != "" {
			w.line(depth+2, "renamed_from", scalar(a.RenamedFrom))
		}
	}
}

func (w *writer) settings(depth int, settings []Setting) {
	if len(settings) > 0 {
		w.line(depth, "set", "")
	}
	for _, set := range settings {
		switch {
		case set.Now:
			w.line(depth+1, set.Field, now)
		case set.Value == nil:
			w.line(depth+1, set.Field, "null")
		default:
			w.line(depth+1, set.Field, scalar(*set.Value))
		}
	}
}

func (w *writer) message(depth int, key string, m *Message) {
	if m == nil {
		return
	}
	w.line(depth, key, "")
	w.fields(depth+1, m.Fields)
}

func (w *writer) constraints(depth int, constraints []*Constraint) {
	if len(constraints) == 0 {
		return
	}
	w.line(depth, "constraints", "")
	for _, c := range constraints {
		if len(c.Fields) == 0 {
			w.line(depth+1, c.Name, scalar(c.Message))
			continue
		}
		w.line(depth+1, c.Name, "")
		w.line(depth+2, "message", scalar(c.Message))
		w.line(depth+2, "fields", flow(c.Fields))
	}
}

func (w *writer) removed(depth int, removed []Removal) {
	if len(removed) == 0 {
		return
	}
	names := make([]string, len(removed))
	for i, r := range removed {
		names[i] = scalar(r.Name)
		if r.Instead != "" {
			names[i] += " -> " + r.Instead
		}
	}
	w.line(depth, "removed", flow(names))
}
