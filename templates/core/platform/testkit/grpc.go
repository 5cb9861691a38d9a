// Package testkit has what tests of the transports share: servers in memory and a client of the REST API.
package testkit

import (
	"context"
	"log/slog"
	"net"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Logger writes errors to the output of a test.
func Logger(tb testing.TB) *slog.Logger {
	tb.Helper()
	return obs.NewLogger(tb.Output(), slog.LevelError)
}

// Serve starts a gRPC server as package grpcx makes them, with the interceptors of a service, and returns a connection to it. Both
// end with the test.
func Serve(tb testing.TB, register func(grpc.ServiceRegistrar), interceptors ...grpc.UnaryServerInterceptor) *grpc.ClientConn {
	tb.Helper()
	server := grpcx.NewServer(grpcx.ServerConfig{}, Logger(tb), interceptors...)
	register(server)
	listener := bufconn.Listen(1 << 20)
	go func() { _ = server.Serve(listener) }() // until Stop
	tb.Cleanup(server.Stop)

	conn, err := grpc.NewClient("passthrough:///memory",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
	)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = conn.Close() })
	return conn
}

// WantFields fails the test if a field of sent is missing in got or has another value.
func WantFields(tb testing.TB, got, sent proto.Message) {
	tb.Helper()
	sent.ProtoReflect().Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		if have := got.ProtoReflect().Get(field); !have.Equal(value) {
			tb.Errorf("%s is %v, want %v", field.Name(), have, value)
		}
		return true
	})
}
