package grpcx

import (
	"context"

	"google.golang.org/grpc"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
)

// PassIdentity returns the interceptor of calls of a service to others: they are made as the user of the call that is being served, and say
// which service passes it on; without one, as the service itself. See auth.Signer.Pass.
func PassIdentity(signer *auth.Signer) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		identity, err := signer.Pass(ctx, method)
		if err != nil {
			return err
		}
		return invoke(withIdentity(ctx, identity...), method, request, reply, conn, opts...)
	}
}
