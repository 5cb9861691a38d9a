package grpcx_test

import (
	"context"
	"log/slog"
	"net"
	"testing"

	"google.golang.org/grpc"
	pb "google.golang.org/grpc/interop/grpc_testing"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// TestPeer proves that a peer is called over the network if its service runs elsewhere, and without one if it is in the process, with
// the id of the request in both cases.
func TestPeer(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	far, near := &requestIDs{}, &requestIDs{}
	server, inproc := grpcx.NewServer(grpcx.ServerConfig{}, log), grpcx.NewInProc(log)
	pb.RegisterTestServiceServer(server, far)
	pb.RegisterTestServiceServer(inproc, near)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Stop()

	peer, err := grpcx.NewPeer("catalog", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	client := pb.NewTestServiceClient(peer)
	if _, err := client.UnaryCall(obs.WithRequestID(t.Context(), "r1"), &pb.SimpleRequest{}); err != nil || far.id != "r1" || near.id != "" {
		t.Errorf("over the network: %q, within the process: %q; %v", far.id, near.id, err)
	}

	conns := map[string]grpc.ClientConnInterface{"catalog": inproc}
	if err := grpcx.ConnectPeers([]*grpcx.Peer{peer}, conns); err != nil {
		t.Fatal(err)
	}
	if _, err := client.UnaryCall(obs.WithRequestID(t.Context(), "r2"), &pb.SimpleRequest{}); err != nil || far.id != "r1" || near.id != "r2" {
		t.Errorf("over the network: %q, within the process: %q; %v", far.id, near.id, err)
	}

	calls := 0
	peer.Use(func(ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		calls++
		return invoke(ctx, method, request, reply, conn, opts...)
	})
	for range 2 { // what Use adds stays when the connection changes
		if _, err := client.UnaryCall(t.Context(), &pb.SimpleRequest{}); err != nil {
			t.Fatal(err)
		}
		if err := grpcx.ConnectPeers([]*grpcx.Peer{peer}, conns); err != nil {
			t.Fatal(err)
		}
	}
	if calls != 2 {
		t.Errorf("%d of 2 calls passed the interceptor", calls)
	}

	other, err := grpcx.NewPeer("catalogue", "localhost:1")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := grpcx.ConnectPeers([]*grpcx.Peer{other}, conns); err == nil || err.Error() != `a peer is called "catalogue", but no service is` {
		t.Errorf("a name that no service has: %v", err)
	}
}
