package grpcx_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// TestRequestIDCrossesServices proves that a service that is called while a request is served logs the id of that request.
func TestRequestIDCrossesServices(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	s := &requestIDs{}
	server, inproc := grpcx.NewServer(grpcx.ServerConfig{}, log), grpcx.NewInProc(log)
	pb.RegisterTestServiceServer(server, s)
	pb.RegisterTestServiceServer(inproc, s)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Stop()
	network, err := grpcx.Dial(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer network.Close()

	request := obs.WithRequestID(t.Context(), "r1")
	for name, conn := range map[string]grpc.ClientConnInterface{"network": network, "inproc": inproc} {
		client := pb.NewTestServiceClient(conn)
		for want, ctx := range map[string]context.Context{
			"r1": request,
			"r2": metadata.AppendToOutgoingContext(request, grpcx.RequestIDKey, "r2"), // what the caller sets stays
		} {
			if _, err := client.UnaryCall(ctx, &pb.SimpleRequest{}); err != nil || s.id != want {
				t.Errorf("%s: the service has the request id %q, want %q; %v", name, s.id, want, err)
			}
		}
	}
	stream, err := pb.NewTestServiceClient(network).StreamingOutputCall(request, &pb.StreamingOutputCallRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); !errors.Is(err, io.EOF) || s.id != "r1" {
		t.Errorf("the stream has the request id %q, want r1; %v", s.id, err)
	}
}

// requestIDs notes the id of the last request.
type requestIDs struct {
	pb.UnimplementedTestServiceServer
	id string
}

func (s *requestIDs) UnaryCall(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	s.id = obs.RequestID(ctx)
	return &pb.SimpleResponse{}, nil
}

func (s *requestIDs) StreamingOutputCall(_ *pb.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[pb.StreamingOutputCallResponse]) error {
	s.id = obs.RequestID(stream.Context())
	return nil
}

func TestIntercept(t *testing.T) {
	s := &service{unary: func(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		if caller := metadata.ValueFromIncomingContext(ctx, "caller"); len(caller) != 1 || caller[0] != "me" {
			t.Errorf("the caller is %q", caller)
		}
		return &pb.SimpleResponse{Username: "reply"}, nil
	}}
	order := ""
	var requests []any
	note := func(name string) grpc.UnaryClientInterceptor {
		return func(ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
			order, requests = order+name, append(requests, request)
			if name == "second " {
				ctx = metadata.AppendToOutgoingContext(ctx, "caller", "me")
			}
			return invoke(ctx, method, request, reply, conn, opts...)
		}
	}
	for name, conn := range connections(t, slog.New(slog.DiscardHandler), s) {
		order, requests = "", nil
		conn = grpcx.Intercept(conn, note("first "), note("second "))
		client := pb.NewTestServiceClient(conn)
		got, err := client.UnaryCall(t.Context(), &pb.SimpleRequest{})
		if err != nil || got.GetUsername() != "reply" || order != "first second " {
			t.Errorf("%s: %v, %v, order %q", name, got, err, order)
		}
		requests = nil
		stream, err := client.StreamingOutputCall(t.Context(), &pb.StreamingOutputCallRequest{})
		if err == nil {
			_, err = stream.Recv()
		}
		if status.Code(err) != codes.Unimplemented || len(requests) != 2 || requests[0] != nil {
			t.Errorf("%s: %v, interceptors of the stream got %v", name, err, requests)
		}
		if closer, ok := conn.(io.Closer); !ok || closer.Close() != nil {
			t.Errorf("%s: the connection cannot be closed", name)
		}
	}
}
