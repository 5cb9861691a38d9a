package telemetry

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/stats"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Served returns what makes a span of each call that a server takes, and measures it. Health checks are left out. Make one for each
// service: its instruments live as long as the process.
func Served() stats.Handler {
	return otelgrpc.NewServerHandler(otelgrpc.WithFilter(filters.Not(filters.HealthCheck())))
}

// Sent returns the option of connections that make a span of each call over the network, and send its ids along. Make one for each
// program.
func Sent() grpc.DialOption { return grpc.WithStatsHandler(otelgrpc.NewClientHandler()) }

// LogCalls is an interceptor that gives log lines the ids of trace and span.
func LogCalls(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	logSpan(ctx)
	return handler(ctx, req)
}

// logSpan adds the ids of the span of ctx to the log lines of its request. A request that is not sampled has ids, too.
func logSpan(ctx context.Context) {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		obs.AddAttrs(ctx, slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
}
