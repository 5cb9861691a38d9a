package domain

import (
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// unrename gives actions the names of the last run. Their ids are resource.action, as in render.PerOwnAction.
func unrename(s *spec.Service, was map[string]string) *spec.Service {
	out := *s
	out.Resources = nil
	for _, r := range s.Resources {
		names := map[string]string{} // former names, by present ones
		for _, a := range r.Actions {
			_, from, _ := strings.Cut(was[r.Name+"."+a.Name], ".")
			if from != "" && from != a.Name {
				names[a.Name] = from
			}
		}
		if len(names) > 0 {
			r = unrenameActions(r, names)
		}
		out.Resources = append(out.Resources, r)
	}
	return &out
}

// unrenameActions returns a copy of a resource whose actions, events and rules have the former names of actions.
func unrenameActions(r *spec.Resource, names map[string]string) *spec.Resource {
	out := *r
	out.Actions, out.Events, out.Allow = nil, nil, nil
	former := func(name string) string {
		if from := names[name]; from != "" {
			return from
		}
		return name
	}
	for _, a := range r.Actions {
		before := *a
		if from := names[a.Name]; from != "" {
			before.Name, before.RenamedFrom = from, ""
		}
		out.Actions = append(out.Actions, &before)
	}
	for _, e := range r.Events {
		before := *e
		before.On = former(e.On)
		out.Events = append(out.Events, &before)
	}
	for _, a := range r.Allow {
		before := *a
		before.Methods = nil
		for _, m := range a.Methods {
			before.Methods = append(before.Methods, former(m))
		}
		out.Allow = append(out.Allow, &before)
	}
	return &out
}

// unrenameMethods gives the methods of a service that belong to no resource the names of the last run.
func unrenameMethods(s *spec.Service, was map[string]string) *spec.Service {
	out := *s
	out.Methods = nil
	for _, m := range s.Methods {
		before := *m
		if from := was[m.Name]; from != "" {
			before.Name, before.RenamedFrom = from, ""
		}
		out.Methods = append(out.Methods, &before)
	}
	return &out
}
