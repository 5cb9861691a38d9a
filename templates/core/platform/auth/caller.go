// Package auth knows who makes a request and what they may do. The gateway finds out who calls and signs it; services believe what is
// signed by somebody they trust, and decide by the rules of the spec.
package auth

import (
	"context"
	"log/slog"
	"slices"

	"github.com/google/uuid"
)

// Caller is who makes a request: a user, or a service of this workspace that acts on its own. The zero value is anonymous.
type Caller struct {
	User    uuid.UUID // uuid.Nil if no user calls
	Session string    // names the session or the token of the user in logs; may be empty
	Roles   []string  // of the user
	Service string    // that acts on its own; "" if a user calls
	Via     string    // the service that makes the call for the user, or for nobody; "" if the gateway does

	token *string // with which the gateway has said so, or nil; a pointer, so that a caller that is printed does not show it
}

// SignedIn reports whether a user calls.
func (c Caller) SignedIn() bool { return c.User != uuid.Nil }

// Is reports whether a user with the role calls.
func (c Caller) Is(role string) bool { return c.SignedIn() && slices.Contains(c.Roles, role) }

// anonymous reports whether nobody says who calls.
func (c Caller) anonymous() bool { return !c.SignedIn() && c.Service == "" }

// LogValue implements slog.LogValuer: the attribute slog.Any("", c) stands for those that say who calls.
func (c *Caller) LogValue() slog.Value {
	var attrs []slog.Attr
	if c.SignedIn() {
		attrs = append(attrs, slog.String("user", c.User.String()))
		if c.Session != "" {
			attrs = append(attrs, slog.String("session", c.Session))
		}
	} else if c.Service != "" {
		attrs = append(attrs, slog.String("caller", c.Service))
	}
	if c.Via != "" {
		attrs = append(attrs, slog.String("via", c.Via))
	}
	return slog.GroupValue(attrs...)
}

// UserID returns the id of the user whom an issuer of tokens calls subject. It is the same each time, and no two users have one id.
func UserID(issuer, subject string) uuid.UUID {
	return uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceURL, []byte(issuer)), []byte(subject))
}

type callerKey struct{}

// With returns a context in which c calls.
func With(ctx context.Context, c Caller) context.Context {
	c.token = nil // c may have been changed since
	return WithShared(ctx, &c)
}

// WithShared is With for a caller that many contexts share, so that it must not change.
func WithShared(ctx context.Context, c *Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// From returns who makes the request that ctx belongs to; the zero value if that is not known.
func From(ctx context.Context) Caller {
	if c := served(ctx); c != nil {
		return *c
	}
	return Caller{}
}

// Token returns the token with which the gateway has said who makes the request that ctx belongs to; "" if it has not.
func Token(ctx context.Context) string {
	if c := served(ctx); c != nil && c.token != nil {
		return *c.token
	}
	return ""
}

// served returns who makes the request that ctx belongs to; nil if it belongs to none.
func served(ctx context.Context) *Caller {
	c, _ := ctx.Value(callerKey{}).(*Caller)
	return c
}
