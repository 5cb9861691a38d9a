package grpcx

import (
	"context"
	"io"

	"google.golang.org/grpc"
)

// Intercept returns a connection whose calls pass through interceptors, the first outermost, and then go over conn. conn is any
// connection: to a Server or an InProc. Interceptors also run when a stream opens; they get neither request nor reply then.
func Intercept(conn grpc.ClientConnInterface, interceptors ...grpc.UnaryClientInterceptor) grpc.ClientConnInterface {
	for i := range interceptors {
		conn = intercepted{conn, interceptors[len(interceptors)-1-i]}
	}
	return conn
}

type intercepted struct {
	conn      grpc.ClientConnInterface
	intercept grpc.UnaryClientInterceptor
}

func (c intercepted) Invoke(ctx context.Context, method string, request, reply any, opts ...grpc.CallOption) error {
	invoke := func(ctx context.Context, method string, request, reply any, _ *grpc.ClientConn, opts ...grpc.CallOption) error {
		return c.conn.Invoke(ctx, method, request, reply, opts...)
	}
	return c.intercept(ctx, method, request, reply, c.network(), invoke, opts...)
}

func (c intercepted) NewStream(
	ctx context.Context, desc *grpc.StreamDesc, method string, opts ...grpc.CallOption,
) (stream grpc.ClientStream, err error) {
	open := func(ctx context.Context, method string, _, _ any, _ *grpc.ClientConn, opts ...grpc.CallOption) error {
		stream, err = c.conn.NewStream(ctx, desc, method, opts...)
		return err
	}
	err = c.intercept(ctx, method, nil, nil, c.network(), open, opts...)
	return stream, err
}

// network returns the connection that interceptors expect, or nil if it is not one over the network.
func (c intercepted) network() *grpc.ClientConn {
	network, _ := c.conn.(*grpc.ClientConn)
	return network
}

// Close closes a connection over the network.
func (c intercepted) Close() error {
	if network, ok := c.conn.(io.Closer); ok {
		return network.Close()
	}
	return nil
}
