package evolve

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
)

// customEvents returns the custom events as the ledger stores them, and those that were removed, whose names stay theirs.
func customEvents(s *model.Service) []*ledger.CustomEvent {
	var all []*ledger.CustomEvent
	now := map[string]bool{}
	for _, e := range s.CustomEvents {
		entry := &ledger.CustomEvent{Name: e.Name, Topic: e.Topic, Key: e.Key.Name, Types: e.Former, Message: messageEntry(e.Data)}
		for _, f := range entry.Message.Fields {
			f.API = nil // nobody sends an event
		}
		all = append(all, entry)
		now[e.Name], now[e.Was] = true, true
	}
	if s.Before == nil {
		return all
	}
	for _, before := range s.Before.Events {
		if now[before.Name] {
			continue
		}
		gone := *before
		if gone.Types = s.Before.CustomEventTypes(before); gone.Types != nil {
			gone.Gone = true
			all = append(all, &gone)
		}
	}
	return all
}

// goneEvents returns the events that a resource has published and no longer does, with the names that their messages had. An event with
// another name, or of a renamed action, is still there.
func goneEvents(r *model.Resource) []ledger.Event {
	if r.Before == nil {
		return nil
	}
	before := r.Service.Before
	all := slices.Clone(r.Before.GoneEvents)
	for _, e := range r.Before.Events {
		if e.Types = before.EventTypes(r.Before, e); e.Types != nil {
			all = append(all, e)
		}
	}
	return slices.DeleteFunc(all, func(gone ledger.Event) bool {
		last := gone.Types[len(gone.Types)-1]
		return slices.ContainsFunc(r.Events, func(e *model.Event) bool {
			return e.On == gone.On || e.Name == gone.Name || slices.Contains(e.Former, last)
		})
	})
}
