package grpcx

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// IdentityKey is the metadata key of the signed statements who calls, and who passes the call on.
const IdentityKey = "x-identity"

// Guard decides which calls a service takes.
type Guard struct {
	Rules    auth.Rules
	Verifier *auth.Verifier
	// Identify finds out who calls if the call does not say it by a signed statement: from a client certificate, for example. It may be nil.
	Identify func(context.Context) (auth.Caller, error)
	Log      *slog.Logger
}

// Add adds the rules of methods that svcgen does not know. It returns an error if a method has a rule already: one place decides.
func (g *Guard) Add(rules auth.Rules) error {
	merged := maps.Clone(g.Rules)
	for method, rule := range rules {
		if _, ok := merged[method]; ok {
			return fmt.Errorf("%s has a rule in the spec, so it can have none in Wiring.Rules", method)
		}
		merged[method] = rule
	}
	g.Rules = merged
	return nil
}

// Intercept is a grpc.UnaryServerInterceptor. It refuses a call unless the rule of its method lets the caller through, before anything of
// the request is looked at. A method without a rule lets nobody through. Afterwards auth.From knows the caller, and log lines name it.
func (g *Guard) Intercept(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if free(info.FullMethod) {
		return handler(ctx, req)
	}
	caller, err := g.caller(ctx, info.FullMethod)
	if err != nil {
		return nil, err
	}
	obs.AddAttrs(ctx, slog.Any("", caller))
	rule, ok := g.Rules[info.FullMethod]
	if !ok {
		g.Log.LogAttrs(ctx, slog.LevelError, "refused: the method has no rule", slog.String("method", info.FullMethod))
		return nil, errs.Denied("NO_RULE", "nothing says who may call this method")
	}
	if err := rule.Decide(*caller); err != nil {
		return nil, err
	}
	return handler(auth.WithRule(auth.WithShared(ctx, caller), rule), req)
}

// free reports whether everybody may call a method: those of health checks and reflection, where a server has them.
func free(method string) bool {
	return strings.HasPrefix(method, "/grpc.health.v1.Health/") || strings.HasPrefix(method, "/grpc.reflection.")
}

// caller returns who calls a method.
func (g *Guard) caller(ctx context.Context, method string) (*auth.Caller, error) {
	sent := metadata.ValueFromIncomingContext(ctx, IdentityKey)
	switch {
	case len(sent) > 0:
		caller, err := g.Verifier.Verify(method, sent...)
		if err != nil {
			g.Log.LogAttrs(ctx, slog.LevelWarn, "refused: "+IdentityKey+" is not valid", slog.String("error", err.Error()))
			return nil, invalidCredentials()
		}
		return caller, nil
	case g.Identify != nil:
		caller, err := g.Identify(ctx)
		return &caller, err
	default:
		return &auth.Caller{}, nil
	}
}

func invalidCredentials() error {
	return errs.Unauthenticated("CREDENTIALS_INVALID", IdentityKey+" does not say who calls")
}
