package grpcx

import (
	"context"
	"strings"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	otelcodes "go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
	rpccode "google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// answered is what a series of durations has in common.
type answered struct {
	method string // shop.catalog.v1.CatalogService/GetProduct
	code   codes.Code
}

func (a answered) attributes() []attribute.KeyValue {
	return []attribute.KeyValue{
		semconv.RPCSystemNameGRPC,
		semconv.RPCMethod(a.method),
		semconv.RPCResponseStatusCode(rpccode.Code(a.code).String()), // NOT_FOUND,
	}
}

// Observe makes a span of each call of c, below that of its caller, and measures it, as a stats handler does with calls over the network.
// It must be called before the first call.
func (c *InProc) Observe() {
	tracer := otel.Tracer("")
	durations := obs.NewDurations("rpc.server.call.duration", "Duration of RPC server calls.", answered.attributes)
	carry, intercept := c.carry, c.intercept
	c.carry = func(caller, callee context.Context) context.Context {
		return trace.ContextWithSpanContext(carry(caller, callee), trace.SpanContextFromContext(caller))
	}
	c.intercept = func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
		begin := time.Now()
		method := strings.TrimPrefix(info.FullMethod, "/")
		ctx, span := tracer.Start(ctx, method, trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		reply, err := intercept(ctx, req, info, handle)
		answer := answered{method, status.Code(err)}
		durations.Record(ctx, begin, answer)
		if span.IsRecording() {
			span.SetAttributes(answer.attributes()...)
			if hidden(answer.code) {
				span.SetStatus(otelcodes.Error, "")
			}
		}
		return reply, err
	}
}
