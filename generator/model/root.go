package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Example returns the resource for the examples in the workspace's README: the first that clients can create without other
// resources, otherwise the first of all; nil in a workspace without resources.
func (m *Model) Example() *Resource {
	var first *Resource
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if r.Has(spec.Create) && !slices.ContainsFunc(r.Refs(), func(f *Field) bool { return f.Required }) {
				return r
			}
			if first == nil {
				first = r
			}
		}
	}
	return first
}
