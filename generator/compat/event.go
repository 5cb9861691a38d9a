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

// customEvents compares the events that code of the user publishes with the last run. Consumers read them as clients read answers.
func (c *comparison) customEvents() {
	stays := map[string]bool{}
	for _, e := range c.service.CustomEvents {
		se := c.spec.CustomEvent(e.Name)
		before := c.old.CustomEvent(e.Was)
		switch {
		case before == nil:
			continue
		case before.Name != e.Name:
			c.add(se.Pos, false, "deploy consumers before publishers", "event %s is called %s now", before.Name, e.Name)
		}
		stays[before.Name] = true
		if before.Key != e.Key.Name {
			c.add(se.Key().Pos, false, "add an event of another name", "event %s has the key %s now, was %s", e.Name, e.Key.Name, before.Key)
		}
		c.answer(e.Data, &spec.Message{Fields: se.Fields}, e.Name)
		for _, f := range before.Message.Fields {
			if e.Data.Field(f.Name) == nil {
				c.add(se.Pos, false, "keep it until no consumer reads it", "%s: %s is gone, and consumers may read it", e.Name, f.Name)
			}
		}
	}
	for _, name := range c.old.CustomEventNames() {
		if !stays[name] {
			c.add(c.spec.Pos, false, "keep it until nobody waits for it", "event %s is gone", name)
		}
	}
}
