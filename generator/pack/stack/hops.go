package stack

import (
	"slices"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// passesOn reports whether tests can have a service call another one for a user.
func passesOn(v render.View) bool { return v.Guarded() && len(fixture.Hops(v.Model)) > 0 }

// called returns the services that hops lead to, each once.
func called(m *model.Model) []*model.Service {
	var all []*model.Service
	for _, f := range fixture.Hops(m) {
		if !slices.Contains(all, f.Remote.Service) {
			all = append(all, f.Remote.Service)
		}
	}
	return all
}
