package grpcx

import (
	"context"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/stats"
)

// Observe shows handler when calls of c begin and end, as a server does. It must be called before the first call.
func (c *InProc) Observe(handler stats.Handler) {
	next := c.intercept
	c.intercept = func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
		ctx = handler.TagRPC(ctx, &stats.RPCTagInfo{FullMethodName: info.FullMethod})
		begin := time.Now()
		handler.HandleRPC(ctx, &stats.Begin{BeginTime: begin})
		reply, err := next(ctx, req, info, handle)
		handler.HandleRPC(ctx, &stats.End{BeginTime: begin, EndTime: time.Now(), Error: err})
		return reply, err
	}
}

// SendTrace is the interceptor of calls that may stay within the process: it sends the ids of the caller's span along. Over a network the
// stats handler of the connection does.
func SendTrace(
	ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption,
) error {
	if conn == nil {
		fields := propagation.MapCarrier{}
		otel.GetTextMapPropagator().Inject(ctx, fields)
		for name, value := range fields {
			ctx = metadata.AppendToOutgoingContext(ctx, name, value)
		}
	}
	return invoke(ctx, method, request, reply, conn, opts...)
}
