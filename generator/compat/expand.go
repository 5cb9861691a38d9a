package compat

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// expansions reports references that clients can no longer have read with the resource: a request for one is refused.
func (c *comparison) expansions(r *model.Resource, sr *spec.Resource) {
	for _, name := range r.Before.Expand {
		at := slices.IndexFunc(r.Fields, func(f *model.Field) bool { return f.Before != nil && f.Before.Name == name })
		if at < 0 {
			continue // the field itself is reported
		}
		if f := r.Fields[at]; f.Name == name && !slices.Contains(r.ExpandNames(), name) {
			c.add(sr.Pos, r.Before.Name == r.Name, "keep it until no client asks for it", "%s.%s is not expanded any more", r.Name, name)
		}
	}
}
