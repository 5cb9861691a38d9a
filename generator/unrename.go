package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// unrenamed is the spec with the names of the last run.
func unrenamed(renderer *render.Renderer, s *spec.Spec, renames []render.Rename) *spec.Spec {
	out := *s
	out.Services = nil
	for _, svc := range s.Services {
		was := map[string]map[string]string{} // by kind
		for _, r := range renames {
			if r.Service != svc.Name {
				continue
			}
			if was[r.Kind] == nil {
				was[r.Kind] = map[string]string{}
			}
			was[r.Kind][r.To] = r.From
		}
		for _, kind := range slices.Sorted(maps.Keys(was)) {
			if unrename := unrenameOf(renderer, kind); unrename != nil {
				svc = unrename(svc, was[kind])
			}
		}
		out.Services = append(out.Services, svc)
	}
	unrenameRefs(out.Services, renames)
	slices.SortFunc(out.Services, func(a, b *spec.Service) int { return strings.Compare(a.Name, b.Name) })
	return &out
}

// unrenameRefs gives what services say of others the names of the last run. It replaces elements of services.
func unrenameRefs(services []*spec.Service, renames []render.Rename) {
	serviceWas := map[string]string{}
	resourceWas := map[[2]string]string{} // by service and name
	for _, r := range renames {
		switch r.Kind {
		case "service":
			serviceWas[r.To] = r.From
		case "resource":
			resourceWas[[2]string{r.Service, r.To}] = r.From
		}
	}
	for i, s := range services {
		service := *s
		service.Uses, service.Resources, service.Consumers = nil, nil, nil
		for _, u := range s.Uses {
			service.Uses = append(service.Uses, &spec.Use{Pos: u.Pos, Service: cmp.Or(serviceWas[u.Service], u.Service)})
		}
		for _, r := range s.Resources {
			service.Resources = append(service.Resources, withFields(r, func(_ *spec.Resource, f *spec.Field) {
				if f.RefService != "" {
					f.Ref = cmp.Or(resourceWas[[2]string{f.RefService, f.Ref}], f.Ref)
					f.RefService = cmp.Or(serviceWas[f.RefService], f.RefService)
				}
			}))
		}
		for _, c := range s.Consumers {
			consumer := *c
			consumer.On = slices.Clone(c.On)
			for i, ref := range c.On {
				consumer.On[i].Resource = cmp.Or(resourceWas[[2]string{ref.Service, ref.Resource}], ref.Resource)
				consumer.On[i].Service = cmp.Or(serviceWas[ref.Service], ref.Service)
			}
			service.Consumers = append(service.Consumers, &consumer)
		}
		services[i] = &service
	}
}

func unrenameOf(renderer *render.Renderer, kind string) render.Unrename {
	switch kind {
	case "service":
		return unrenameService
	case "resource":
		return unrenameResources
	}
	return renderer.Unrename(kind)
}

func unrenameService(s *spec.Service, was map[string]string) *spec.Service {
	out := *s
	out.Name, out.RenamedFrom = was[s.Name], ""
	return &out
}

func unrenameResources(s *spec.Service, was map[string]string) *spec.Service {
	out := *s
	out.Resources, out.Enums = nil, nil
	enums := map[string]string{}
	for _, r := range s.Resources {
		resource := withFields(r, func(*spec.Resource, *spec.Field) {})
		if from := was[r.Name]; from != "" {
			resource.Name, resource.RenamedFrom = from, ""
		}
		for _, c := range resource.Children {
			c.Child.Of, c.Name = resource.Name, spec.ChildName(resource.Name, c.Child.Key)
		}
		out.Resources = append(out.Resources, withFields(resource, func(of *spec.Resource, f *spec.Field) {
			if to := was[f.Ref]; to != "" && f.RefService == "" {
				f.Ref = to
			}
			if f.Values != nil {
				enum := of.Name + "_" + f.Name
				enums[f.Enum], f.Enum = enum, enum
			}
		}))
	}
	for _, e := range s.Enums {
		enum := *e
		if to := enums[e.Name]; to != "" {
			enum.Name = to
		}
		out.Enums = append(out.Enums, &enum)
	}
	out.Events = nil
	for _, e := range s.Events {
		event := *e
		event.Fields = nil
		for _, f := range e.Fields {
			field := *f
			field.Ref = cmp.Or(was[f.Ref], f.Ref)
			event.Fields = append(event.Fields, &field)
		}
		out.Events = append(out.Events, &event)
	}
	out.Jobs = nil
	for _, j := range s.Jobs {
		job := *j
		if j.Purge != nil {
			purge := *j.Purge
			purge.Resource = cmp.Or(was[purge.Resource], purge.Resource)
			job.Purge = &purge
		}
		out.Jobs = append(out.Jobs, &job)
	}
	return &out
}

// withFields returns a copy of a resource with its children, in which change may change the fields of both.
func withFields(r *spec.Resource, change func(of *spec.Resource, f *spec.Field)) *spec.Resource {
	resource := *r
	resource.Fields, resource.Children = nil, nil
	for _, f := range r.Fields {
		field := *f
		change(r, &field)
		resource.Fields = append(resource.Fields, &field)
	}
	for _, c := range r.Children {
		copied := withFields(c, change)
		child := *c.Child
		copied.Child = &child
		resource.Children = append(resource.Children, copied)
	}
	return &resource
}
