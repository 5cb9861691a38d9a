package grpcx_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

// catalog answers with err, or after a while.
type catalog struct {
	pb.UnimplementedTestServiceServer
	err   error
	hangs atomic.Bool
}

func (c *catalog) UnaryCall(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	if c.hangs.Load() {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return &pb.SimpleResponse{}, c.err
}

// serveCatalog serves c at an address until stop is called.
func serveCatalog(t *testing.T, addr string, c *catalog) (served string, stop func()) {
	t.Helper()
	server := grpcx.NewServer(grpcx.ServerConfig{}, slog.New(slog.DiscardHandler))
	pb.RegisterTestServiceServer(server, c)
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return listener.Addr().String(), server.Stop
}

func call(ctx context.Context, conn grpc.ClientConnInterface) error {
	_, err := grpcx.Call(ctx, "catalog", pb.NewTestServiceClient(conn).UnaryCall, &pb.SimpleRequest{})
	return err
}

// TestCallErrors holds that an error means the same on both sides of a call.
func TestCallErrors(t *testing.T) {
	t.Parallel()
	c := &catalog{}
	conn := grpcx.NewInProc(slog.New(slog.DiscardHandler))
	pb.RegisterTestServiceServer(conn, c)
	for _, sent := range []*errs.Error{
		errs.NotFound("product"),
		errs.Exists("product", "sku", "title"),
		errs.Invalid("title", "must be set"),
		errs.Reference("category"),
		errs.Stale("product"),
		errs.Conflict(),
		errs.InUse("product"),
		errs.Unauthenticated("NOBODY", "nobody"),
		errs.Denied("NOT_YOU", "not you"),
	} {
		c.err = sent
		got, ok := errors.AsType[*errs.Error](call(t.Context(), conn))
		if !ok || got.Kind != sent.Kind || got.Reason != sent.Reason || got.Message != sent.Message || len(got.Violations) != len(sent.Violations) {
			t.Errorf("sent %+v, got %+v", sent, got)
			continue
		}
		for i, v := range got.Violations {
			if v != sent.Violations[i] {
				t.Errorf("sent %v, got %v", sent.Violations[i], v)
			}
		}
	}
	c.err = status.Error(codes.AlreadyExists, "from code of the user's")
	if e, ok := errors.AsType[*errs.Error](call(t.Context(), conn)); !ok || e.Kind != errs.KindExists || e.Reason != "AlreadyExists" {
		t.Errorf("without details: %+v", e)
	}
	c.err = status.Error(codes.Unimplemented, "an older catalog")
	if err := call(t.Context(), conn); grpcx.Status(err, "").Code() != codes.Internal {
		t.Errorf("a method that is not there: %v", err)
	}
	c.err = errors.New("a secret")
	if err := call(t.Context(), conn); errs.KindOf(err) != errs.KindInternal || strings.Contains(err.Error(), "secret") {
		t.Errorf("a failure there: %v", err)
	}
}

// TestCallOutage holds that a service which is away, or hangs, is unavailable by its name, in time, and is called again once it is back.
func TestCallOutage(t *testing.T) {
	t.Parallel()
	unavailable := func(when string, err error) {
		t.Helper()
		e, ok := errors.AsType[*errs.Error](err)
		if !ok || e.Kind != errs.KindUnavailable || e.Message != "the catalog service is unavailable" || e.Reason != "SERVICE_UNAVAILABLE" {
			t.Errorf("%s: %v", when, err)
		}
	}
	c := &catalog{}
	addr, stop := serveCatalog(t, fmt.Sprint("127.0.0.1:", 20_000+rand.IntN(12_000)), c) // no port that others get while nobody listens on it
	peer, err := grpcx.NewPeer("catalog", addr, pb.TestService_UnaryCall_FullMethodName)
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	if err := call(t.Context(), peer); err != nil {
		t.Fatal(err)
	}

	c.hangs.Store(true)
	within := func(limit time.Duration) (err, late error) {
		limited, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		return call(limited, peer), limited.Err()
	}
	err, late := within(300 * time.Millisecond)
	for limit := time.Second; late != nil && limit < time.Minute; limit *= 4 { // this process may have stood still for the rest of the time
		err, late = within(limit)
	}
	unavailable("it hangs", err)
	if late != nil {
		t.Error("no time is left to answer")
	}
	limited, cancel := context.WithCancel(t.Context())
	cancel()
	if err := call(limited, peer); !errors.Is(err, context.Canceled) {
		t.Errorf("the caller gave up: %v", err)
	}

	stop()
	c.hangs.Store(false)
	limited, cancel = context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	unavailable("it is away", call(limited, peer))
	if limited.Err() != nil {
		t.Error("it waits for a service that is away")
	}

	serveCatalog(t, addr, c)
	for limited.Err() == nil {
		if err = call(limited, peer); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		t.Errorf("it is back: %v", err)
	}
}
