package auth_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
)

// TestCallerKey checks that no two callers have one key, but those whom nobody knows.
func TestCallerKey(t *testing.T) {
	t.Parallel()
	user := uuid.New()
	for _, tt := range []struct {
		caller auth.Caller
		want   string
	}{
		{auth.Caller{}, ""},
		{auth.Caller{Via: "orders"}, ""},
		{auth.Caller{User: user, Via: "orders"}, user.String()},
		{auth.Caller{Service: "orders"}, "service orders"},
	} {
		if got := auth.CallerKey(auth.With(t.Context(), tt.caller)); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.caller, got, tt.want)
		}
	}
}
