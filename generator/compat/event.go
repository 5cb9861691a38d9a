package compat

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// events reports events that a resource no longer publishes. No consumer of the workspace is left without its event: the spec is refused
// then. But others may read them, and events may be under way.
func (c *comparison) events(r *model.Resource, sr *spec.Resource) {
	var gone []string
	for _, name := range ledger.EventNames(r.Before.Events) {
		if !slices.ContainsFunc(r.Events, func(e *model.Event) bool { return e.Name == name }) {
			gone = append(gone, name)
		}
	}
	if len(gone) > 0 {
		c.add(sr.Pos, false, "keep it until nobody waits for it", "%s no longer publishes %s", r.Name, strings.Join(gone, ", "))
	}
	for _, before := range r.Before.Events {
		e := sr.Event(before.Name)
		if e != nil && e.On != before.On && sr.Action(before.On) != nil { // or else the action has another name
			c.add(e.Pos, false, "give it another name: "+e.On+" as …", "event %s of %s told of %s, and tells of %s now", e.Name, r.Name, before.On, e.On)
		}
	}
}
