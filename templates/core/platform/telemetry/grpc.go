package telemetry

import (
	"context"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"google.golang.org/grpc"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Served returns the option of a server that makes a span of each call over the network, and measures it. Health checks are left out.
func Served() grpc.ServerOption {
	return grpc.StatsHandler(otelgrpc.NewServerHandler(otelgrpc.WithFilter(filters.Not(filters.HealthCheck()))))
}

// Sent returns the option of connections that make a span of each call over the network, and send its ids along.
func Sent() grpc.DialOption { return grpc.WithStatsHandler(otelgrpc.NewClientHandler()) }

// LogCalls is an interceptor that gives log lines the ids of trace and span.
func LogCalls(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	obs.LogSpan(ctx)
	return handler(ctx, req)
}
