package auth

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

type ruleKey struct{}

// WithRule returns a context in which r, which must not change, limits the caller to what is their own.
func WithRule(ctx context.Context, r Rule) context.Context {
	if r.Owner == "" && len(r.Refs) == 0 {
		return ctx
	}
	limits := r // on the heap only here
	return context.WithValue(ctx, ruleKey{}, &limits)
}

// Own reports whether the caller may have of a resource only what is their own, and returns their id. It is false unless the rule of the
// method says so: for code that no request has called, and for methods of other resources.
func Own(ctx context.Context, resource string) (owner uuid.UUID, only bool) {
	r, ok := ctx.Value(ruleKey{}).(*Rule)
	c := served(ctx)
	if !ok || c == nil || r.Owner != resource {
		return uuid.Nil, false
	}
	return c.User, !r.all(*c)
}

// CheckRef returns errs.Reference for a field that refers to the entity id of a resource, if the caller may only refer to what is their own and
// owns reports that it is not. Something that does not exist is nobody's, so the caller cannot tell one from the other.
func CheckRef(
	ctx context.Context, resource, field string, id uuid.UUID, owns func(ctx context.Context, id, owner uuid.UUID) (bool, error),
) error {
	r, ok := ctx.Value(ruleKey{}).(*Rule)
	c := served(ctx)
	if !ok || c == nil || !slices.ContainsFunc(r.Refs, func(ref Rule) bool { return ref.Owner == resource && !ref.all(*c) }) {
		return nil
	}
	switch own, err := owns(ctx, id, c.User); {
	case err != nil:
		return err
	case !own:
		return errs.Reference(field)
	}
	return nil
}
