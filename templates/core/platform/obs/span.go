package obs

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel/trace"
)

// LogSpan adds the ids of the span of ctx to the log lines of its request. A request that is not sampled has ids, too.
func LogSpan(ctx context.Context) {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		AddAttrs(ctx, slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
}
