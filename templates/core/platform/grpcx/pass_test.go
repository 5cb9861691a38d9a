package grpcx_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"google.golang.org/grpc"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// TestIdentityCrossesServices proves that the gateway says who calls, and that a service calls others as its own caller, or as itself; that
// the request id and the deadline come along; and that it makes no difference which of the calls goes over a network.
func TestIdentityCrossesServices(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	var end time.Time
	who := &service{unary: func(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		c := auth.From(ctx)
		if obs.RequestID(ctx) != "r1" {
			t.Errorf("the request id is %q", obs.RequestID(ctx))
		}
		if deadline, ok := ctx.Deadline(); !ok || deadline.After(end) {
			t.Errorf("the deadline is %s, that of the client %s", deadline, end)
		}
		return &pb.SimpleResponse{Username: fmt.Sprintf("%s %v %s %s", c.User, c.Roles, c.Service, c.Via)}, nil
	}}
	rules := auth.Rules{pb.TestService_UnaryCall_FullMethodName: {Anyone: true}}
	pass := grpcx.PassIdentity(signer(t, "shop", "orders"))
	nobody := auth.Caller{}.User.String()
	limited, cancel := context.WithTimeout(obs.WithRequestID(t.Context(), "r1"), 5*time.Second)
	defer cancel()
	end, _ = limited.Deadline()
	forged := metadata.AppendToOutgoingContext(limited, grpcx.IdentityKey, "forged")
	for name, inner := range connections(t, log, who, guard(t, log, rules).Intercept) {
		for how, test := range map[string]struct {
			pass         grpc.UnaryClientInterceptor
			within       func(context.Context) context.Context // of the service in between
			alice, other string
		}{
			"passed":    {pass, nil, alice.User.String() + " [admin]  orders", nobody + " []  orders"},
			"as itself": {pass, auth.AsItself, nobody + " [] orders ", nobody + " [] orders "},
			"forwarded": {grpcx.ForwardIdentity, nil, alice.User.String() + " [admin]  ", nobody + " []  "},
			"forgotten": {grpcx.ForwardIdentity, auth.AsItself, nobody + " []  ", nobody + " []  "},
		} {
			between := &service{unary: func(ctx context.Context, req *pb.SimpleRequest) (*pb.SimpleResponse, error) {
				if test.within != nil {
					ctx = test.within(ctx)
				}
				ctx = metadata.AppendToOutgoingContext(ctx, grpcx.IdentityKey, "forged")
				client := pb.NewTestServiceClient(grpcx.Intercept(inner, test.pass))
				return grpcx.Call(ctx, "catalog", client.UnaryCall, req)
			}}
			for through, outer := range connections(t, log, between, guard(t, log, rules).Intercept) {
				client := pb.NewTestServiceClient(grpcx.Intercept(outer, grpcx.SignIdentity(signer(t, "shop", "gateway"))))
				for _, call := range []struct {
					ctx  context.Context
					want string
				}{{auth.With(forged, alice), test.alice}, {forged, test.other}} {
					if got, err := client.UnaryCall(call.ctx, &pb.SimpleRequest{}); err != nil || got.GetUsername() != call.want {
						t.Errorf("%s, %s through %s: got %q, want %q; %v", how, name, through, got.GetUsername(), call.want, err)
					}
				}
			}
		}
	}
}
