package telemetry

import (
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// Requests is a middleware. It makes a span of each request, which continues the trace of the client, and measures it. Log lines get the
// ids of trace and span.
func Requests(next http.Handler) http.Handler {
	return otelhttp.NewMiddleware("request")(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		logSpan(r.Context())
		next.ServeHTTP(w, r)
	}))
}

// Route is a runtime.Middleware that tells the span and the metrics of a request its route, /v1/products/{id}. A path would be a name for
// each product.
func Route(next runtime.HandlerFunc) runtime.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, path map[string]string) {
		if pattern, ok := runtime.HTTPPattern(r.Context()); ok {
			route := semconv.HTTPRoute(pattern.String())
			if labels, ok := otelhttp.LabelerFromContext(r.Context()); ok {
				labels.Add(route)
			}
			if span := trace.SpanFromContext(r.Context()); span.IsRecording() {
				span.SetName(r.Method + " " + route.Value.AsString())
				span.SetAttributes(route)
			}
		}
		next(w, r, path)
	}
}

// views leave out what clients choose freely, such as the host, which would make a series of each value, and the sizes of bodies.
func views() []metric.View {
	return []metric.View{
		metric.NewView(metric.Instrument{Name: "http.server.request.duration"}, metric.Stream{AttributeFilter: attribute.NewAllowKeysFilter(
			semconv.HTTPRequestMethodKey, semconv.HTTPResponseStatusCodeKey, semconv.HTTPRouteKey)}),
		metric.NewView(metric.Instrument{Name: "http.server.*.body.size"}, metric.Stream{Aggregation: metric.AggregationDrop{}}),
	}
}
