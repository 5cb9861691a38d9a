package telemetry

import (
	"context"
	"strings"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Served returns the option of a server that makes a span of each traced call over the network, and measures all. Health checks are left
// out. Without a collector it only measures.
func (c Config) Served() grpc.ServerOption {
	calls := measured{grpcx.CallDurations()}
	if c.Endpoint == "" {
		return grpc.StatsHandler(calls)
	}
	spans := otelgrpc.NewServerHandler(otelgrpc.WithMeterProvider(noop.NewMeterProvider()))
	return grpc.StatsHandler(served{spans, calls})
}

// Sent returns the options of connections that make a span of each traced call over the network. All send the ids of their trace along. The
// server measures them. Without a collector there are none, because each call would pay for them.
func (c Config) Sent() []grpc.DialOption {
	if c.Endpoint == "" {
		return nil
	}
	spans := otelgrpc.NewClientHandler(otelgrpc.WithMeterProvider(noop.NewMeterProvider()))
	return []grpc.DialOption{grpc.WithStatsHandler(sent{spans})}
}

// LogCalls is an interceptor that gives log lines the ids of trace and span.
func LogCalls(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	obs.LogSpan(ctx)
	return handler(ctx, req)
}

// measured measures the calls of a server.
type measured struct {
	durations *obs.Durations[grpcx.Answered]
}

type methodKey struct{}

// TagRPC keeps the method of a call, but of a health check.
func (measured) TagRPC(ctx context.Context, info *stats.RPCTagInfo) context.Context {
	if strings.HasPrefix(info.FullMethodName, "/grpc.health.") {
		return ctx
	}
	return context.WithValue(ctx, methodKey{}, strings.TrimPrefix(info.FullMethodName, "/"))
}

// HandleRPC measures a call at its end.
func (m measured) HandleRPC(ctx context.Context, event stats.RPCStats) {
	method, ok := ctx.Value(methodKey{}).(string)
	if end, ended := event.(*stats.End); ok && ended {
		m.durations.Record(ctx, end.BeginTime, grpcx.Answered{Method: method, Code: status.Code(end.Error)})
	}
}

// TagConn adds nothing.
func (measured) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

// HandleConn does nothing: connections are not measured.
func (measured) HandleConn(context.Context, stats.ConnStats) {}

// served asks the handler of OpenTelemetry for a span only where there is one to make: it does a lot for each call.
type served struct {
	stats.Handler // makes spans

	calls measured
}

// TagRPC begins the span of a call. One whose caller has decided against a span gets the ids of the caller.
func (s served) TagRPC(ctx context.Context, info *stats.RPCTagInfo) context.Context {
	ctx = s.calls.TagRPC(ctx, info)
	if ctx.Value(methodKey{}) == nil {
		return ctx
	}
	caller := trace.SpanContextFromContext(otel.GetTextMapPropagator().Extract(ctx, received{ctx}))
	if caller.IsValid() && !caller.IsSampled() {
		return trace.ContextWithRemoteSpanContext(ctx, caller)
	}
	return s.Handler.TagRPC(ctx, info)
}

// HandleRPC measures a call, and ends its span.
func (s served) HandleRPC(ctx context.Context, event stats.RPCStats) {
	s.calls.HandleRPC(ctx, event)
	if trace.SpanFromContext(ctx).IsRecording() {
		s.Handler.HandleRPC(ctx, event)
	}
}

// sent is the same for the end of the client.
type sent struct{ stats.Handler }

// TagRPC begins the span of a call.
func (s sent) TagRPC(ctx context.Context, info *stats.RPCTagInfo) context.Context {
	if caller := trace.SpanContextFromContext(ctx); !caller.IsValid() || caller.IsSampled() {
		return s.Handler.TagRPC(ctx, info)
	}
	var ids pairs
	otel.GetTextMapPropagator().Inject(ctx, &ids)
	return metadata.AppendToOutgoingContext(ctx, ids...)
}

// HandleRPC ends the span of a call.
func (s sent) HandleRPC(ctx context.Context, event stats.RPCStats) {
	if trace.SpanFromContext(ctx).IsRecording() {
		s.Handler.HandleRPC(ctx, event)
	}
}

// received is the metadata of a call, as a propagator reads it.
type received struct{ ctx context.Context } //nolint:containedctx // for the time of one call of Extract

// Get returns the first value of a key.
func (r received) Get(key string) string {
	if values := metadata.ValueFromIncomingContext(r.ctx, key); len(values) > 0 {
		return values[0]
	}
	return ""
}

// Set does nothing: a propagator only reads here.
func (received) Set(string, string) {}

// Keys is empty: a propagator asks for keys by name.
func (received) Keys() []string { return nil }

// pairs are keys and values in turn, as a propagator writes them.
type pairs []string

// Get returns nothing: a propagator only writes here.
func (*pairs) Get(string) string { return "" }

// Set adds a key and its value.
func (p *pairs) Set(key, value string) { *p = append(*p, key, value) }

// Keys is empty, as the result of Get.
func (*pairs) Keys() []string { return nil }
