package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Example is the resource in the examples of the workspace's README: if possible one that can be created without another; nil
// in a workspace without resources.
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
