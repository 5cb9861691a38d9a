package testkit

import (
	"context"
	"sync/atomic"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Outage returns an interceptor of a service that answers, while down is true, as if the service could not be reached.
func Outage(down *atomic.Bool) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
		if down.Load() {
			return nil, status.Error(codes.Unavailable, "connection refused")
		}
		return handle(ctx, request)
	}
}
