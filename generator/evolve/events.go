package evolve

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
)

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
