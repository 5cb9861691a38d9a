package grpcx

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// keyedWait is how long a request with a key waits for its turn.
const keyedWait = time.Second

// LimitKeyed returns an interceptor that handles at most n requests with a key at a time: each holds a connection to the database until
// it is answered, and the calls that it makes may need another one. A request that waits longer than a second gets an error of KindUnavailable.
func LimitKeyed(n int) grpc.UnaryServerInterceptor {
	turns := make(chan struct{}, n)
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
		if !hasKey(ctx, req) {
			return next(ctx, req)
		}
		timeout := time.NewTimer(keyedWait)
		defer timeout.Stop()
		select {
		case turns <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-timeout.C:
			return nil, &errs.Error{Kind: errs.KindUnavailable, Reason: "TOO_MANY_KEYS", Message: "too many requests with a key are being answered: try again"}
		}
		defer func() { <-turns }()
		return next(ctx, req)
	}
}

// hasKey reports whether a request may have a key, and has one.
func hasKey(ctx context.Context, req any) bool {
	keyed, ok := req.(Keyed)
	return ok && (keyed.GetRequestId() != "" || len(metadata.ValueFromIncomingContext(ctx, OnceKey)) > 0)
}
