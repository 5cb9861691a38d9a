package grpcx

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// sendRequestID is the interceptor of outgoing calls.
func sendRequestID(
	ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption,
) error {
	return invoke(outgoing(ctx), method, request, reply, conn, opts...)
}

// sendStreamRequestID is the interceptor of outgoing streams.
func sendStreamRequestID(
	ctx context.Context, desc *grpc.StreamDesc, conn *grpc.ClientConn, method string, open grpc.Streamer, opts ...grpc.CallOption,
) (grpc.ClientStream, error) {
	return open(outgoing(ctx), desc, conn, method, opts...)
}

// outgoing returns a context whose calls carry the request id of ctx, so that the log lines of all services that take part in a
// request have the same one. An id that the caller has set stays.
func outgoing(ctx context.Context) context.Context {
	id := obs.RequestID(ctx)
	if md, _ := metadata.FromOutgoingContext(ctx); id == "" || len(md.Get(RequestIDKey)) > 0 {
		return ctx
	}
	return metadata.AppendToOutgoingContext(ctx, RequestIDKey, id)
}
