package grpcx

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/resolver"
	"google.golang.org/grpc/resolver/manual"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// TestReconnect proves that a service can be called soon after an outage, however long that was. Time is not real here.
func TestReconnect(t *testing.T) {
	for name, unreachable := range map[string]func(context.Context) error{
		"refused":   func(context.Context) error { return errors.New("connection refused") },
		"no answer": func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				listener := bufconn.Listen(1 << 16)
				server := NewServer(ServerConfig{}, slog.New(slog.DiscardHandler))
				go func() { _ = server.Serve(listener) }()
				defer server.Stop()

				var up atomic.Bool
				conn, err := Dialer{grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) {
					if !up.Load() {
						return nil, unreachable(ctx)
					}
					return listener.DialContext(ctx)
				})}.Dial("passthrough:///service")
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()

				conn.Connect()
				time.Sleep(10 * time.Minute)
				up.Store(true)
				back := time.Now()
				_, err = grpc_health_v1.NewHealthClient(conn).Check(t.Context(), &grpc_health_v1.HealthCheckRequest{}, grpc.WaitForReady(true))
				if wait := time.Since(back); err != nil || wait > 5*time.Second {
					t.Errorf("after %v: %v", wait, err)
				}
			})
		})
	}
}

// TestOutageIsLogged proves that the log has the cause of an outage: once a second, with the request that met it.
func TestOutageIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		unavailable := func(context.Context, any) (any, error) {
			return nil, &errs.Error{Kind: errs.KindUnavailable, Message: "the database is unavailable", Cause: errors.New("too many clients")}
		}
		intercept := (&calls{log: obs.NewLogger(&log, slog.LevelWarn)}).unary
		for range 20 {
			ctx := metadata.NewIncomingContext(t.Context(), metadata.Pairs(RequestIDKey, "r1"))
			if _, err := intercept(ctx, nil, &grpc.UnaryServerInfo{FullMethod: "/a.B/C"}, unavailable); status.Code(err) != codes.Unavailable || strings.Contains(err.Error(), "clients") {
				t.Errorf("got %v", err)
			}
			time.Sleep(200 * time.Millisecond)
		}
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		if len(lines) != 4 || !strings.HasSuffix(lines[0], `"level":"WARN","msg":"unavailable","method":"/a.B/C","error":"the database is unavailable: too many clients","request_id":"r1"}`) {
			t.Errorf("%d lines: %s", len(lines), log.String())
		}
	})
}

// echo answers after a moment.
type echo struct {
	pb.UnimplementedTestServiceServer
}

func (echo) UnaryCall(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	time.Sleep(time.Millisecond)
	return &pb.SimpleResponse{}, nil
}

// TestShutdownLosesNoCall ends one of two replicas under calls that are not sent twice.
func TestShutdownLosesNoCall(t *testing.T) {
	servers, addresses := make([]*Server, 2), make([]resolver.Address, 2)
	for i := range servers {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		servers[i], addresses[i].Addr = NewServer(ServerConfig{}, slog.New(slog.DiscardHandler)), listener.Addr().String()
		pb.RegisterTestServiceServer(servers[i], echo{})
		go func() { _ = servers[i].Serve(listener) }()
		t.Cleanup(servers[i].Stop)
	}
	replicas := manual.NewBuilderWithScheme("replicas")
	replicas.InitialState(resolver.State{Addresses: addresses})
	conn, err := Dialer{grpc.WithResolvers(replicas)}.Dial("replicas:///")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()

	ctx, cancel := context.WithCancel(t.Context())
	var working sync.WaitGroup
	for range 40 {
		working.Go(func() {
			for ctx.Err() == nil {
				if _, err := pb.NewTestServiceClient(conn).UnaryCall(t.Context(), &pb.SimpleRequest{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	servers[0].Drain()
	servers[0].Shutdown(t.Context())
	time.Sleep(100 * time.Millisecond)
	cancel()
	working.Wait()
}
