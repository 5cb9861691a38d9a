package grpcx_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

var alice = auth.Caller{User: auth.UserID("https://issuer.example", "alice"), Session: "s1", Roles: []string{"admin"}}

// guard returns a guard that trusts the gateway and the service orders.
func guard(tb testing.TB, log *slog.Logger, rules auth.Rules) *grpcx.Guard {
	tb.Helper()
	verifier, err := auth.NewVerifier("shop", auth.TrustConfig{Trust: []string{"gateway=dev", "orders=dev"}}, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	return &grpcx.Guard{Rules: rules, Verifier: verifier, Log: log}
}

func signer(tb testing.TB, workspace, name string) *auth.Signer {
	tb.Helper()
	s, err := auth.NewSigner(workspace, name, auth.SignerConfig{Key: "dev"}, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func identity(tb testing.TB, s *auth.Signer, c auth.Caller) string {
	tb.Helper()
	token, err := s.Sign(c, pb.TestService_UnaryCall_FullMethodName)
	if err != nil {
		tb.Fatal(err)
	}
	return token
}

// reason returns the code and the reason that a client sees.
func reason(err error) string {
	s := status.Convert(err)
	for _, detail := range s.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return s.Code().String() + " " + info.GetReason()
		}
	}
	return s.Code().String()
}

func TestGuard(t *testing.T) {
	gateway := signer(t, "shop", "gateway")
	user := identity(t, gateway, auth.Caller{User: alice.User})
	admin := identity(t, gateway, alice)
	orders := identity(t, signer(t, "shop", "orders"), auth.Caller{Service: "orders"})
	const (
		method  = pb.TestService_UnaryCall_FullMethodName
		signIn  = "Unauthenticated SIGN_IN_REQUIRED"
		invalid = "Unauthenticated CREDENTIALS_INVALID"
		denied  = "PermissionDenied PERMISSION_DENIED"
	)
	for _, test := range []struct {
		name  string
		rules auth.Rules
		sent  []string
		want  string // "OK", or code and reason
	}{
		{"anyone, nobody", auth.Rules{method: {Anyone: true}}, nil, "OK"},
		{"anyone, user", auth.Rules{method: {Anyone: true}}, []string{user}, "OK"},
		{"anyone, forged", auth.Rules{method: {Anyone: true}}, []string{user + "x"}, invalid},
		{"signed in, nobody", auth.Rules{method: {SignedIn: true}}, nil, signIn},
		{"signed in, user", auth.Rules{method: {SignedIn: true}}, []string{user}, "OK"},
		{"signed in, service", auth.Rules{method: {SignedIn: true}}, []string{orders}, denied},
		{"role, user", auth.Rules{method: {Roles: []string{"admin"}}}, []string{user}, denied},
		{"role, admin", auth.Rules{method: {Roles: []string{"admin"}}}, []string{admin}, "OK"},
		{"service, user", auth.Rules{method: {Service: true}}, []string{admin}, denied},
		{"service, service", auth.Rules{method: {Service: true}}, []string{orders}, "OK"},
		{"no rule, admin", auth.Rules{pb.TestService_EmptyCall_FullMethodName: {Anyone: true}}, []string{admin}, "PermissionDenied NO_RULE"},
		{"no rule, nobody", nil, nil, "PermissionDenied NO_RULE"},
		{"two identities", auth.Rules{method: {SignedIn: true}}, []string{user, user}, invalid},
		{"no identity and one", auth.Rules{method: {SignedIn: true}}, []string{"", user}, invalid},
		{"empty identity", auth.Rules{method: {Anyone: true}}, []string{""}, invalid},
		{"of another workspace", auth.Rules{method: {SignedIn: true}}, []string{identity(t, signer(t, "bank", "gateway"), alice)}, invalid},
		{"user signed by a service", auth.Rules{method: {SignedIn: true}}, []string{identity(t, signer(t, "shop", "orders"), alice)}, invalid},
		{"bearer token", auth.Rules{method: {SignedIn: true}}, []string{"Bearer " + user}, invalid},
	} {
		t.Run(test.name, func(t *testing.T) {
			ran := false
			s := &service{unary: func(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
				ran = true
				return &pb.SimpleResponse{Username: auth.From(ctx).User.String()}, nil
			}}
			log := slog.New(slog.DiscardHandler)
			for name, conn := range connections(t, log, s, guard(t, log, test.rules).Intercept) {
				ran = false
				ctx := metadata.NewOutgoingContext(t.Context(), metadata.MD{grpcx.IdentityKey: test.sent})
				answer, err := pb.NewTestServiceClient(conn).UnaryCall(ctx, &pb.SimpleRequest{})
				if got := reason(err); got != test.want || ran != (test.want == "OK") {
					t.Errorf("%s: got %s, want %s; it ran: %v", name, got, test.want, ran)
				}
				if err == nil && len(test.sent) > 0 && test.sent[0] != orders && answer.GetUsername() != alice.User.String() {
					t.Errorf("%s: the caller is %s", name, answer.GetUsername())
				}
			}
		})
	}
}

// TestGuardOfStreams proves that a stream passes the guard before it opens.
func TestGuardOfStreams(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	g := guard(t, log, auth.Rules{pb.TestService_StreamingOutputCall_FullMethodName: {SignedIn: true}})
	server := grpcx.NewServer(grpcx.ServerConfig{Reflection: true}, log, g.Intercept)
	pb.RegisterTestServiceServer(server, &streamer{stream: func(ctx context.Context) error {
		if auth.From(ctx).User != alice.User {
			t.Error("the stream does not know its caller")
		}
		return nil
	}})
	conn := connect(t, server)
	client := pb.NewTestServiceClient(conn)
	signed := metadata.AppendToOutgoingContext(t.Context(), grpcx.IdentityKey, identity(t, signer(t, "shop", "gateway"), alice))
	for _, test := range []struct {
		ctx  context.Context
		want string
	}{{t.Context(), "Unauthenticated SIGN_IN_REQUIRED"}, {signed, ""}} {
		stream, err := client.StreamingOutputCall(test.ctx, &pb.StreamingOutputCallRequest{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = stream.Recv(); test.want == "" && !errors.Is(err, io.EOF) || test.want != "" && reason(err) != test.want {
			t.Errorf("got %v, want %q", err, test.want)
		}
	}
	stream, err := client.FullDuplexCall(signed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); reason(err) != "PermissionDenied NO_RULE" {
		t.Errorf("a stream without a rule: %v", err)
	}
	if _, err := grpc_health_v1.NewHealthClient(conn).Check(t.Context(), &grpc_health_v1.HealthCheckRequest{}); err != nil {
		t.Errorf("a health check is refused: %v", err)
	}
}

func TestIdentify(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	g := guard(t, log, auth.Rules{pb.TestService_UnaryCall_FullMethodName: {SignedIn: true}})
	g.Identify = func(ctx context.Context) (auth.Caller, error) {
		if sent := metadata.ValueFromIncomingContext(ctx, "certificate"); len(sent) == 1 {
			return auth.Caller{User: auth.UserID("certificates", sent[0])}, nil
		}
		return auth.Caller{}, nil
	}
	s := &service{unary: func(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
		return &pb.SimpleResponse{Username: auth.From(ctx).User.String()}, nil
	}}
	bob := auth.UserID("certificates", "bob").String()
	for name, conn := range connections(t, log, s, g.Intercept) {
		client := pb.NewTestServiceClient(conn)
		with := metadata.AppendToOutgoingContext(t.Context(), "certificate", "bob")
		if got, err := client.UnaryCall(with, &pb.SimpleRequest{}); err != nil || got.GetUsername() != bob {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if _, err := client.UnaryCall(t.Context(), &pb.SimpleRequest{}); status.Code(err) != codes.Unauthenticated {
			t.Errorf("%s: %v", name, err)
		}
		forged := metadata.AppendToOutgoingContext(with, grpcx.IdentityKey, "v4.public.x")
		if _, err := client.UnaryCall(forged, &pb.SimpleRequest{}); status.Code(err) != codes.Unauthenticated {
			t.Errorf("%s: a forged identity falls back: %v", name, err)
		}
	}
}

func TestAddRules(t *testing.T) {
	generated := auth.Rules{"/a": {SignedIn: true}}
	g := guard(t, nil, generated)
	if err := g.Add(auth.Rules{"/b": {Anyone: true}}); err != nil || len(g.Rules) != 2 || len(generated) != 1 {
		t.Errorf("%v, %v, %v", g.Rules, generated, err)
	}
	if err := g.Add(auth.Rules{"/a": {Anyone: true}}); err == nil || g.Rules["/a"].Anyone {
		t.Errorf("a rule of the spec is replaced: %v", err)
	}
}

// TestLogNamesCaller proves that the line of a call names who called, also if the call is refused, and never holds a token.
func TestLogNamesCaller(t *testing.T) {
	var lines bytes.Buffer
	log := obs.NewLogger(&lines, slog.LevelInfo)
	s := &service{unary: func(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) { return &pb.SimpleResponse{}, nil }}
	g := guard(t, log, auth.Rules{pb.TestService_UnaryCall_FullMethodName: {Roles: []string{"merchant"}}})
	user := identity(t, signer(t, "shop", "gateway"), alice)
	service := identity(t, signer(t, "shop", "orders"), auth.Caller{Service: "orders"})
	for name, conn := range connections(t, log, s, g.Intercept) {
		for token, want := range map[string]map[string]string{
			user:    {"user": alice.User.String(), "session": "s1"},
			service: {"caller": "orders"},
		} {
			lines.Reset()
			ctx := metadata.AppendToOutgoingContext(t.Context(), grpcx.IdentityKey, token)
			if _, err := pb.NewTestServiceClient(conn).UnaryCall(ctx, &pb.SimpleRequest{}); reason(err) != "PermissionDenied PERMISSION_DENIED" {
				t.Fatal(err)
			}
			var line map[string]any
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			for attribute, value := range want {
				if line[attribute] != value {
					t.Errorf("%s: %s is %v, want %s", name, attribute, line[attribute], value)
				}
			}
			if strings.Contains(lines.String(), "v4.public") {
				t.Errorf("%s: a token is in the log: %s", name, &lines)
			}
		}
	}
}

// TestGuardAllocations checks what a caller costs whom the guard knows: the context with it, and the copy that gRPC makes of its token.
func TestGuardAllocations(t *testing.T) {
	g := guard(t, slog.New(slog.DiscardHandler), auth.Rules{"/m": {SignedIn: true}})
	ctx := metadata.NewIncomingContext(t.Context(), metadata.Pairs(grpcx.IdentityKey, identity(t, signer(t, "shop", "gateway"), alice)))
	info := &grpc.UnaryServerInfo{FullMethod: "/m"}
	handler := func(context.Context, any) (any, error) { return nil, nil }
	made := testing.AllocsPerRun(100, func() { _, _ = g.Intercept(ctx, nil, info, handler) })
	if made > 2 {
		t.Errorf("%v allocations, want 2", made)
	}
}

// BenchmarkGuard makes a call without a guard and with one, which knows the caller already.
func BenchmarkGuard(b *testing.B) {
	log := slog.New(slog.DiscardHandler)
	g := guard(b, log, auth.Rules{"/m": {SignedIn: true}})
	token := identity(b, signer(b, "shop", "gateway"), alice)
	ctx := metadata.NewIncomingContext(b.Context(), metadata.Pairs(grpcx.IdentityKey, token))
	info := &grpc.UnaryServerInfo{FullMethod: "/m"}
	handler := func(context.Context, any) (any, error) { return nil, nil }
	for name, intercept := range map[string]grpc.UnaryServerInterceptor{
		"without": func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
			return handler(ctx, req)
		},
		"with": g.Intercept,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := intercept(obs.WithRequestID(ctx, "r"), nil, info, handler); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
