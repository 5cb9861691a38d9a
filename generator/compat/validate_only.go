package compat

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// validateOnly reports methods that clients can no longer ask to change nothing. A server ignores what a gRPC client still asks for: it
// changes something.
func (c *comparison) validateOnly(r *model.Resource, sr *spec.Resource) {
	for _, name := range r.Before.ValidateOnly {
		if r.Has(name) && !slices.Contains(r.ValidateOnly(), name) {
			c.add(sr.Pos, r.Before.Name == r.Name, "keep it until no client asks for it", "%s.%s takes no validate_only any more", r.Name, name)
		}
	}
}
