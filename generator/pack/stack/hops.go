package stack

import (
	"slices"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// passesOn reports whether tests can have a service call another one for a user.
func passesOn(v render.View) bool { return v.Guarded() && len(hops(v.Model)) > 0 }

// hops returns a reference to another service that REST tests send on creation, for each pair of services.
func hops(m *model.Model) []*model.Field {
	var all []*model.Field
	for _, s := range m.Services {
		for _, r := range s.Resources {
			f := outage(r)
			same := func(have *model.Field) bool {
				return have.Resource.Service == s && have.Remote.Service == f.Remote.Service
			}
			if f != nil && fixture.Creatable(r) && !slices.ContainsFunc(all, same) {
				all = append(all, f)
			}
		}
	}
	return all
}

// called returns the services that hops lead to, each once.
func called(m *model.Model) []*model.Service {
	var all []*model.Service
	for _, f := range hops(m) {
		if !slices.Contains(all, f.Remote.Service) {
			all = append(all, f.Remote.Service)
		}
	}
	return all
}
