package mw

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// answered is what a series of durations has in common.
type answered struct {
	method, route string // route: /v1/products/{id}, or empty if there is none
	status        int
}

func (a answered) attributes() []attribute.KeyValue {
	attributes := []attribute.KeyValue{semconv.HTTPRequestMethodKey.String(a.method), semconv.HTTPResponseStatusCode(a.status)}
	if a.route != "" {
		attributes = append(attributes, semconv.HTTPRoute(a.route))
	}
	return attributes
}

// Observe is a middleware. It makes a span of each request, which continues the trace of the client, and measures it. Log lines get the ids
// of trace and span.
func Observe(next http.Handler) http.Handler {
	tracer := otel.Tracer("")
	durations := obs.NewDurations("http.server.request.duration", "Duration of HTTP server requests.", answered.attributes)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		route := ""
		ctx := otel.GetTextMapPropagator().Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := tracer.Start(context.WithValue(ctx, routeKey{}, &route), "request", trace.WithSpanKind(trace.SpanKindServer))
		obs.LogSpan(ctx)
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		defer func() { // also if the request is cut off
			answer := answered{knownMethod(r.Method), route, recorder.status}
			durations.Record(ctx, begin, answer)
			if span.IsRecording() {
				span.SetName(strings.TrimSpace(answer.method + " " + route))
				span.SetAttributes(append(answer.attributes(), semconv.URLPath(r.URL.Path))...)
				if answer.status >= http.StatusInternalServerError {
					span.SetStatus(codes.Error, "")
				}
			}
			span.End()
		}()
		next.ServeHTTP(recorder, r.WithContext(ctx))
	})
}

// routeKey is the key of the route in a context, a *string.
type routeKey struct{}

// Route is a runtime.Middleware that tells Observe the route of a request. A path would be a name for each product.
func Route(next runtime.HandlerFunc) runtime.HandlerFunc {
	var once sync.Once // a handler has one route
	var name string
	return func(w http.ResponseWriter, r *http.Request, path map[string]string) {
		once.Do(func() {
			if pattern, ok := runtime.HTTPPattern(r.Context()); ok {
				name = strings.ReplaceAll(pattern.String(), "=*}", "}")
			}
		})
		if route, ok := r.Context().Value(routeKey{}).(*string); ok {
			*route = name
		}
		next(w, r, path)
	}
}

// knownMethod returns a method, or what OpenTelemetry calls all that nobody knows.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	default:
		return "_OTHER"
	}
}
