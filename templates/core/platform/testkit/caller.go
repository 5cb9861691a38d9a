package testkit

import (
	"context"

	"google.golang.org/grpc"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
)

// CalledBy is the interceptor of a server whose callers are all c. It asks for no rule.
func CalledBy(c auth.Caller) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		return handler(auth.With(ctx, c), request)
	}
}
