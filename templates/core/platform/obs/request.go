package obs

import (
	"context"
	"log/slog"
	"slices"
	"sync"
)

// request is a context of one request, with the attributes that its log lines share.
type request struct {
	context.Context
	id string

	mu    sync.Mutex
	attrs []slog.Attr
	first [2]slog.Attr // memory of attrs, until there are more
}

type requestKey struct{}

// WithRequestID returns a context for a new request. Its log lines carry id.
func WithRequestID(ctx context.Context, id string) context.Context {
	r := &request{Context: ctx, id: id}
	r.attrs = append(r.first[:0], slog.String("request_id", id))
	return r
}

// Value implements context.Context.
func (r *request) Value(key any) any {
	if key == (requestKey{}) {
		return r
	}
	return r.Context.Value(key)
}

// RequestID returns the id that WithRequestID put into ctx, or "".
func RequestID(ctx context.Context) string {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r.id
	}
	return ""
}

// AddAttrs adds attributes to all further log lines of the request that ctx belongs to. The line that is written when the
// request ends has them too: an interceptor that finds out who calls can add the user. Without a request it does nothing.
func AddAttrs(ctx context.Context, attrs ...slog.Attr) {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.attrs = append(r.attrs, attrs...)
	}
}

// all returns the attributes so far.
func (r *request) all() []slog.Attr {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clip(r.attrs)
}
