package grpcx

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
)

// SignIdentity returns the interceptor of calls that the gateway makes: it says who auth.From of their context is, and signs it.
func SignIdentity(signer *auth.Signer) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		identity, err := signer.Sign(auth.From(ctx), method)
		if err != nil {
			return err
		}
		return invoke(withIdentity(ctx, identity), method, request, reply, conn, opts...)
	}
}

// ForwardIdentity is the interceptor of calls to services that do not know this one: they are made as the user of the call that is being
// served, if the gateway has said who that is, or else as nobody.
func ForwardIdentity(
	ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption,
) error {
	return invoke(withIdentity(ctx, auth.Token(ctx)), method, request, reply, conn, opts...)
}

// withIdentity returns a context whose calls say this, or nothing, about who calls.
func withIdentity(ctx context.Context, identity ...string) context.Context {
	sent, _ := metadata.FromOutgoingContext(ctx)
	if identity[0] == "" && len(sent.Get(IdentityKey)) == 0 {
		return ctx
	}
	if sent == nil {
		sent = metadata.MD{}
	}
	delete(sent, IdentityKey)
	if identity[0] != "" {
		sent.Set(IdentityKey, identity...)
	}
	return metadata.NewOutgoingContext(ctx, sent)
}
