package compat

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// requestWords reports methods whose requests lack what they could have. A server ignores what a gRPC client still sends: what was only to be checked
// changes something, and what is sent again has its effect twice.
func (c *comparison) requestWords(r *model.Resource, sr *spec.Resource) {
	for _, w := range []struct {
		name, hint  string
		before, now []spec.Method // that take it
	}{
		{"validate_only", "keep it until no client asks for it", r.Before.ValidateOnly, r.ValidateOnly()},
		{"Idempotency-Key", "keep it until no client sends a request again", r.Before.Idempotent, r.Idempotent()},
	} {
		for _, m := range w.before {
			if r.Has(m) && !slices.Contains(w.now, m) {
				request := r.Before.Name == r.Name && (m != spec.BatchCreate || r.Before.Plural == r.Plural) // it has the same name
				c.add(sr.Pos, request, w.hint, "%s.%s takes no %s any more", r.Name, m, w.name)
			}
		}
	}
}
