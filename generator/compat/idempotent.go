package compat

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// idempotent reports methods that take no key any more. A server ignores the key that a client still sends: what the client sends again has its effect
// twice.
func (c *comparison) idempotent(r *model.Resource, sr *spec.Resource) {
	for _, name := range r.Before.Idempotent {
		if r.Has(name) && !slices.Contains(r.Idempotent(), name) {
			request := r.Before.Name == r.Name && (name != spec.BatchCreate || r.Before.Plural == r.Plural) // it has the same name
			c.add(sr.Pos, request, "keep it until no client sends a request again", "%s.%s takes no Idempotency-Key any more", r.Name, name)
		}
	}
}
