package peer

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Refs checks references of an entity to other services: Add and AddOptional collect those to one kind of resource, Ask asks for them. The
// zero value is ready to use.
type Refs struct {
	fields []string // not asked for yet
	ids    []uuid.UUID
	lost   []string
	err    error
}

// Add adds a reference, unless it is what it was before.
func (r *Refs) Add(field string, before, after uuid.UUID) {
	if after != before {
		r.fields, r.ids = append(r.fields, field), append(r.ids, after)
	}
}

// AddOptional is Add for a reference that may be nil.
func (r *Refs) AddOptional(field string, before, after *uuid.UUID) {
	if after != nil && (before == nil || *before != *after) {
		r.fields, r.ids = append(r.fields, field), append(r.ids, *after)
	}
}

// Ask asks which of the ids added since the last call are missing, each once. It asks nothing if there are none.
func (r *Refs) Ask(ctx context.Context, missing func(ctx context.Context, ids ...uuid.UUID) ([]uuid.UUID, error)) {
	fields, ids := r.fields, r.ids
	r.fields, r.ids = nil, nil
	if len(ids) == 0 || r.err != nil {
		return
	}
	var distinct []uuid.UUID
	for _, id := range ids {
		if !slices.Contains(distinct, id) {
			distinct = append(distinct, id)
		}
	}
	none, err := missing(ctx, distinct...)
	if err != nil {
		r.err = err
		return
	}
	for i, id := range ids {
		if slices.Contains(none, id) {
			r.lost = append(r.lost, fields[i])
		}
	}
}

// Err returns the error of a call, errs.References of those that lead nowhere, or nil.
func (r *Refs) Err() error {
	if r.err != nil {
		return r.err
	}
	return errs.References(r.lost...)
}
