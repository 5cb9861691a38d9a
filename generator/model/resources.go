package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// Resource finds a resource by its name; nil if the service has none.
func (s *Service) Resource(name string) *Resource {
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Example returns the resource for the examples in the workspace's README: the first that clients can create without other
// resources, otherwise the first of all; nil in a workspace without resources.
func (m *Model) Example() *Resource {
	var first *Resource
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if r.Has(spec.Create) && !slices.ContainsFunc(r.Fields, func(f *Field) bool { return f.RefersTo() != nil && f.Required }) {
				return r
			}
			if first == nil {
				first = r
			}
		}
	}
	return first
}

// Ident returns the resource's name as the beginning of unexported identifiers: apiKey.
func (r *Resource) Ident() string { return naming.LowerFirst(r.GoName) }
