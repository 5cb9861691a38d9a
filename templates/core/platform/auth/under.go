package auth

import "context"

// Under returns a context in which rule r, instead of that of the called method, limits the caller to their own resources. ok is false if
// r denies access. Code that runs outside of a request is not limited.
func Under(ctx context.Context, r Rule) (_ context.Context, ok bool) {
	c := served(ctx)
	if c == nil {
		return ctx, true
	}
	return context.WithValue(ctx, ruleKey{}, &r), r.Decide(*c) == nil
}
