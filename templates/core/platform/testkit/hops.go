package testkit

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Hop is who makes a call, for which request, and until when.
type Hop struct {
	Caller   auth.Caller
	Request  string // its id
	Deadline time.Time
}

// Hops records the calls that a service gets. The zero value is ready to use, and safe for concurrent use.
type Hops struct {
	mu  sync.Mutex
	all []Hop
}

// Record is an interceptor of the service.
func (h *Hops) Record(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	deadline, _ := ctx.Deadline()
	h.mu.Lock()
	h.all = append(h.all, Hop{auth.From(ctx), obs.RequestID(ctx), deadline})
	h.mu.Unlock()
	return handle(ctx, request)
}

// WantPassed fails the test unless a service has passed a call of the user on, for a request, with no more time than the request has.
func (h *Hops) WantPassed(tb testing.TB, via, user, request string, limit time.Time) {
	tb.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	at := slices.IndexFunc(h.all, func(hop Hop) bool { return hop.Request == request && hop.Caller.Via == via })
	if at < 0 {
		tb.Fatalf("%s has passed no call of %s on: %v", via, request, h.all)
	}
	if hop := h.all[at]; hop.Caller.User.String() != user || hop.Deadline.IsZero() || hop.Deadline.After(limit) {
		tb.Errorf("the call is %+v, want user %s, until %s", hop, user, limit)
	}
}
