package auth

import "context"

// CallerKey names who makes the request that ctx belongs to, in keys of what is kept for them; it is "" if that is not known.
func CallerKey(ctx context.Context) string {
	switch c := From(ctx); {
	case c.SignedIn():
		return c.User.String()
	case c.Service != "":
		return "service " + c.Service
	default:
		return ""
	}
}
