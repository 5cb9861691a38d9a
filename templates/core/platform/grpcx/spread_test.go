package grpcx_test

import (
	"context"
	"log/slog"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

// countingListener counts the connections of its clients.
type countingListener struct {
	net.Listener

	connections atomic.Int32
}

func (l *countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		l.connections.Add(1)
	}
	return conn, err
}

// serveCounted starts a server, and returns its listener and a client that may send calls again.
func serveCounted(t *testing.T, cfg grpcx.ServerConfig, s *service) (*countingListener, pb.TestServiceClient) {
	t.Helper()
	server := grpcx.NewServer(cfg, slog.New(slog.DiscardHandler))
	pb.RegisterTestServiceServer(server, s)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	counting := &countingListener{Listener: listener}
	go func() { _ = server.Serve(counting) }()
	t.Cleanup(server.Stop)
	conn, err := grpcx.Dial(listener.Addr().String(), pb.TestService_UnaryCall_FullMethodName)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return counting, pb.NewTestServiceClient(conn)
}

// TestConnectionsAge proves that a client connects anew after a while, so that it finds new replicas, and loses no call by it.
func TestConnectionsAge(t *testing.T) {
	s := &service{unary: func(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) { return &pb.SimpleResponse{}, nil }}
	listener, client := serveCounted(t, grpcx.ServerConfig{MaxConnectionAge: 50 * time.Millisecond}, s)
	for end := time.Now().Add(time.Minute); listener.connections.Load() < 3; {
		if time.Now().After(end) {
			t.Fatalf("%d connections", listener.connections.Load())
		}
		if _, err := client.UnaryCall(t.Context(), &pb.SimpleRequest{}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRetriesAreThrottled proves that clients do not multiply the load of a service that is unavailable.
func TestRetriesAreThrottled(t *testing.T) {
	var calls atomic.Int32
	s := &service{unary: func(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		calls.Add(1)
		return nil, status.Error(codes.Unavailable, "not now")
	}}
	_, client := serveCounted(t, grpcx.ServerConfig{}, s)
	const sent = 40
	for range sent {
		if _, err := client.UnaryCall(t.Context(), &pb.SimpleRequest{}); status.Code(err) != codes.Unavailable {
			t.Fatal(err)
		}
	}
	if got := calls.Load(); got < sent || got > sent+10 {
		t.Errorf("%d calls for %d", got, sent)
	}
}
