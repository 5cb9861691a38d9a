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

// Answered is what a series of durations has in common.
type Answered struct {
	Method string // shop.catalog.v1.CatalogService/GetProduct
	Code   codes.Code
}

// CallDurations returns the histogram of calls that were served, in this process or over the network.
func CallDurations() *obs.Durations[Answered] {
	return obs.NewDurations("rpc.server.call.duration", "Duration of RPC server calls.", Answered.attributes)
}

func (a Answered) attributes() []attribute.KeyValue {
	return []attribute.KeyValue{
		semconv.RPCSystemNameGRPC,
		semconv.RPCMethod(a.Method),
		semconv.RPCResponseStatusCode(rpccode.Code(a.Code).String()), // #nosec G115 -- NOT_FOUND and so on: codes are below 17
	}
}

// Observe makes a span of each call of c, below that of its caller, and measures it, as a stats handler does with calls over the network.
// It must be called before the first call.
func (c *InProc) Observe() {
	tracer := otel.Tracer("")
	durations := CallDurations()
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
		answer := Answered{method, status.Code(err)}
		durations.Record(ctx, begin, answer)
		if span.IsRecording() {
			span.SetAttributes(answer.attributes()...)
			if hidden(answer.Code) {
				span.SetStatus(otelcodes.Error, "")
			}
		}
		return reply, err
	}
}
