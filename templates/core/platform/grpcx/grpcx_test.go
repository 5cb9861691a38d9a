package grpcx_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

type contextKey struct{}

// service answers UnaryCall as the function says.
type service struct {
	pb.UnimplementedTestServiceServer
	unary func(ctx context.Context, req *pb.SimpleRequest) (*pb.SimpleResponse, error)
}

func (s *service) UnaryCall(ctx context.Context, req *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	return s.unary(ctx, req)
}

// handOver is the connection that shares what it carries.
const handOver = "hand over"

// connections returns the service behind all kinds of connections: they must behave the same.
func connections(tb testing.TB, log *slog.Logger, s *service, extra ...grpc.UnaryServerInterceptor) map[string]grpc.ClientConnInterface {
	tb.Helper()
	server := grpcx.NewServer(grpcx.ServerConfig{}, log, extra...)
	pb.RegisterTestServiceServer(server, s)
	inproc := grpcx.NewInProc(log, extra...)
	pb.RegisterTestServiceServer(inproc, s)
	return map[string]grpc.ClientConnInterface{"network": connect(tb, server), "inproc": inproc, handOver: grpcx.HandOver(inproc)}
}

// connect serves in memory until the test ends and returns a connection.
func connect(tb testing.TB, server *grpcx.Server) *grpc.ClientConn {
	tb.Helper()
	listener := bufconn.Listen(1 << 20)
	go func() { _ = server.Serve(listener) }()
	tb.Cleanup(server.Stop)
	dial := grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) })
	conn, err := grpcx.Dialer{dial}.Dial("passthrough:///bufconn")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = conn.Close() })
	return conn
}

func TestCall(t *testing.T) {
	var retained *pb.SimpleRequest
	reply := &pb.SimpleResponse{Payload: &pb.Payload{Body: []byte("reply")}, Username: "ada"}
	reply.ProtoReflect().SetUnknown(protowire.AppendVarint(protowire.AppendTag(nil, 99, protowire.VarintType), 1))
	s := &service{unary: func(ctx context.Context, req *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		retained = req
		if ctx.Value(contextKey{}) != nil {
			t.Error("values of the caller's context get through")
		}
		if md, ok := metadata.FromOutgoingContext(ctx); ok {
			t.Errorf("outgoing metadata of the caller gets through: %v", md)
		}
		if obs.RequestID(ctx) != "r1" {
			t.Errorf("request id %q", obs.RequestID(ctx))
		}
		if version, err := grpcx.Version(ctx, ""); version != 7 || err != nil {
			t.Errorf("version %d, %v", version, err)
		}
		if _, ok := ctx.Deadline(); !ok {
			t.Error("no deadline")
		}
		_ = grpc.SetHeader(ctx, metadata.Pairs("color", "red"))
		_ = grpc.SetTrailer(ctx, metadata.Pairs("shape", "round"))
		return reply, nil
	}}
	order := ""
	extra := func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		order += obs.RequestID(ctx) // the platform's interceptors come first
		return handler(ctx, req)
	}
	for name, conn := range connections(t, slog.New(slog.DiscardHandler), s, extra) {
		t.Run(name, func(t *testing.T) {
			order = ""
			ctx := context.WithValue(t.Context(), contextKey{}, "secret")
			ctx = metadata.AppendToOutgoingContext(ctx, grpcx.RequestIDKey, "r1", "If-Match", `"7"`)
			req := &pb.SimpleRequest{Payload: &pb.Payload{Body: []byte("request")}}
			var header, trailer metadata.MD
			got, err := pb.NewTestServiceClient(conn).UnaryCall(ctx, req, grpc.Header(&header), grpc.Trailer(&trailer))
			if err != nil {
				t.Fatal(err)
			}
			if order != "r1" || header.Get("color")[0] != "red" || trailer.Get("shape")[0] != "round" {
				t.Errorf("order %q header %v trailer %v", order, header, trailer)
			}
			if got == reply || !proto.Equal(got, reply) {
				t.Errorf("got %v, want a copy of %v", got, reply)
			}
			if shared := &got.GetPayload().GetBody()[0] == &reply.GetPayload().GetBody()[0]; shared != (name == handOver) {
				t.Errorf("the reply is shared: %t", shared)
			}
			if shared := &retained.GetPayload().GetBody()[0] == &req.GetPayload().GetBody()[0]; retained == req || shared != (name == handOver) {
				t.Errorf("the request is shared: %t", shared)
			}
		})
	}
}

// TestContexts checks that contexts which a handler derives from its own need no goroutine each.
func TestContexts(t *testing.T) {
	const contexts = 100
	s := &service{unary: func(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		before := runtime.NumGoroutine()
		var cancels []context.CancelFunc
		for range contexts {
			_, cancel := context.WithCancel(ctx)
			cancels = append(cancels, cancel)
		}
		if started := runtime.NumGoroutine() - before; started > contexts/2 {
			t.Errorf("%d goroutines for %d contexts", started, contexts)
		}
		for _, cancel := range cancels {
			cancel()
		}
		return &pb.SimpleResponse{}, nil
	}}
	for name, conn := range connections(t, slog.New(slog.DiscardHandler), s) {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			if _, err := pb.NewTestServiceClient(conn).UnaryCall(ctx, &pb.SimpleRequest{}); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name string
		err  error
		code codes.Code
		log  string
	}{
		{"meant for the client", errs.NotFound("product"), codes.NotFound, `"msg":"call","method":"/grpc.testing.TestService/UnaryCall","code":"NotFound"`},
		{"our fault", errors.New("disk full"), codes.Internal, `"msg":"internal error","method":"/grpc.testing.TestService/UnaryCall","error":"disk full","request_id":"`},
		{"panic", nil, codes.Internal, `"error":"panic: oops","stack":"goroutine`},
	}
	for _, test := range tests {
		s := &service{unary: func(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) {
			if test.err == nil {
				panic("oops")
			}
			return nil, test.err
		}}
		var log bytes.Buffer
		for name, conn := range connections(t, obs.NewLogger(&log, slog.LevelInfo), s) {
			t.Run(test.name+"/"+name, func(t *testing.T) {
				log.Reset()
				_, err := pb.NewTestServiceClient(conn).UnaryCall(t.Context(), &pb.SimpleRequest{})
				if status.Code(err) != test.code || strings.Contains(err.Error(), "disk") || strings.Contains(err.Error(), "oops") {
					t.Errorf("got %v", err)
				}
				if !strings.Contains(log.String(), test.log) {
					t.Errorf("log %s", log.String())
				}
			})
		}
	}
}

func TestDeadline(t *testing.T) {
	s := &service{unary: func(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	for name, conn := range connections(t, slog.New(slog.DiscardHandler), s) {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer cancel()
			_, err := pb.NewTestServiceClient(conn).UnaryCall(ctx, &pb.SimpleRequest{})
			if status.Code(err) != codes.DeadlineExceeded {
				t.Errorf("got %v", err)
			}
			_, err = pb.NewTestServiceClient(conn).UnaryCall(ctx, &pb.SimpleRequest{})
			if status.Code(err) != codes.DeadlineExceeded {
				t.Errorf("after the deadline: %v", err)
			}
		})
	}
}

func TestUnknownMethodAndStreams(t *testing.T) {
	s := &service{}
	conns := connections(t, slog.New(slog.DiscardHandler), s)
	for name, conn := range conns {
		err := conn.Invoke(t.Context(), "/nobody/Nothing", &pb.SimpleRequest{}, &pb.SimpleResponse{})
		if status.Code(err) != codes.Unimplemented {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := pb.NewTestServiceClient(conns["inproc"]).StreamingOutputCall(t.Context(), nil); status.Code(err) != codes.Unimplemented {
		t.Errorf("stream within the process: %v", err)
	}
}

func TestShutdown(t *testing.T) {
	started := make(chan struct{})
	s := &service{unary: func(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		close(started)
		<-ctx.Done() // until it is cut off
		return nil, ctx.Err()
	}}
	server := grpcx.NewServer(grpcx.ServerConfig{Reflection: true}, slog.New(slog.DiscardHandler))
	pb.RegisterTestServiceServer(server, s)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	conn, err := grpcx.Dial(listener.Addr().String(), pb.TestService_UnaryCall_FullMethodName)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()

	health := grpc_health_v1.NewHealthClient(conn)
	check := func(want grpc_health_v1.HealthCheckResponse_ServingStatus) {
		t.Helper()
		got, err := health.Check(t.Context(), &grpc_health_v1.HealthCheckRequest{})
		if err != nil || got.GetStatus() != want {
			t.Errorf("health %v, %v", got, err)
		}
	}
	check(grpc_health_v1.HealthCheckResponse_SERVING)
	server.Drain()
	check(grpc_health_v1.HealthCheckResponse_NOT_SERVING)

	go func() { _, _ = pb.NewTestServiceClient(conn).UnaryCall(context.Background(), &pb.SimpleRequest{}) }()
	<-started
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	server.Shutdown(ctx)
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}

func TestDialRetries(t *testing.T) {
	calls := 0
	s := &service{unary: func(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		if calls++; calls < 3 {
			return nil, status.Error(codes.Unavailable, "not now")
		}
		return &pb.SimpleResponse{}, nil
	}}
	server := grpcx.NewServer(grpcx.ServerConfig{}, slog.New(slog.DiscardHandler))
	pb.RegisterTestServiceServer(server, s)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Stop()

	for _, test := range []struct {
		idempotent []string
		code       codes.Code
		calls      int
	}{{[]string{pb.TestService_UnaryCall_FullMethodName}, codes.OK, 3}, {nil, codes.Unavailable, 1}} {
		calls = 0
		conn, err := grpcx.Dial(listener.Addr().String(), test.idempotent...)
		if err != nil {
			t.Fatal(err)
		}
		_, err = pb.NewTestServiceClient(conn).UnaryCall(t.Context(), &pb.SimpleRequest{})
		_ = conn.Close()
		if status.Code(err) != test.code || calls != test.calls {
			t.Errorf("idempotent %v: %v after %d calls", test.idempotent, err, calls)
		}
	}
}

func BenchmarkCall(b *testing.B) {
	reply := &pb.SimpleResponse{Payload: &pb.Payload{Body: make([]byte, 1024)}}
	s := &service{unary: func(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) { return reply, nil }}
	for name, conn := range connections(b, slog.New(slog.DiscardHandler), s) {
		b.Run(name, func(b *testing.B) {
			client := pb.NewTestServiceClient(conn)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := client.UnaryCall(b.Context(), &pb.SimpleRequest{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
