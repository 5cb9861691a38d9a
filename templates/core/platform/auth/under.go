package auth

import "context"

// Under returns a context in which r, instead of the rule of the method that was called, limits the caller to what is their own. ok is false if r
// does not let the caller through. Code that no request has called is not limited.
func Under(ctx context.Context, r Rule) (_ context.Context, ok bool) {
	c := served(ctx)
	if c == nil {
		return ctx, true
	}
	return context.WithValue(ctx, ruleKey{}, &r), r.Decide(*c) == nil
}
