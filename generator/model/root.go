package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Example is the resource that the workspace's README explains things with: one that stands alone, where there is one; nil
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
