package compat

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// transitions reports actions that are refused where they were allowed, and those that lead to another state.
func (c *comparison) transitions(r *model.Resource, sr *spec.Resource) {
	for _, m := range r.Actions() {
		a := m.Action
		if a.Was == "" || a.Was != string(m.Name) {
			continue // new, or under another name, which methods reports
		}
		before := r.Before.Action(m.Name)
		sa := sr.Actions[slices.IndexFunc(sr.Actions, func(o *spec.Action) bool { return o.Name == string(m.Name) })]
		at := sa.Pos
		c.messages(m, sa, before)
		if a.Field == nil {
			continue // one without a transition is allowed in every state
		}
		old, was := spec.ParseTransition(before.Transition)
		switch {
		case !was:
			c.add(at, false, "add an action of another name", "%s.%s is allowed only if %s is %s now, was always", r.Name, m.Name, a.Field.Name, strings.Join(a.States(), " or "))
			continue
		case a.Field.Before != nil && a.Field.Before.Name != old.Field:
			c.add(at, false, "add an action of another name", "%s.%s changes %s now, was %s", r.Name, m.Name, a.Field.Name, old.Field)
			continue
		}
		var refused []string
		for _, from := range old.From {
			if state := a.Field.Enum.Value(a.Field.Enum.Now(from)); state.Name != "" && !a.Allows(state) {
				refused = append(refused, state.Name)
			}
		}
		if len(refused) > 0 {
			c.add(at, false, "allow it until no client calls it then", "%s.%s is refused now if %s is %s", r.Name, m.Name, a.Field.Name, strings.Join(refused, " or "))
		}
		if to := a.Field.Enum.Now(old.To); to != a.To.Name {
			c.add(at, false, "add an action of another name", "%s.%s makes %s %s now, was %s", r.Name, m.Name, a.Field.Name, a.To.Name, to)
		}
	}
}
