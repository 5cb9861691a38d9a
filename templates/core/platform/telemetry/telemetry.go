// Package telemetry makes traces and metrics of requests, calls and queries with OpenTelemetry. Traces go to a collector, over OTLP and
// gRPC; Prometheus reads the metrics from the admin port. The providers are the global ones of package otel, so that code of your own
// and its libraries take part.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/contrib/instrumentation/runtime"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"

	"github.com/svcgen/svcgen/templates/core/platform/app"
)

// Config has the settings of telemetry, under the names that OpenTelemetry gives them. The exporter and the SDK read further ones, such
// as OTEL_EXPORTER_OTLP_HEADERS and OTEL_RESOURCE_ATTRIBUTES.
type Config struct {
	Endpoint    string  `env:"OTEL_EXPORTER_OTLP_ENDPOINT"`              // of the collector: http://localhost:4317; empty: there are no spans
	SampleRatio float64 `env:"OTEL_TRACES_SAMPLER_ARG" envDefault:"0.1"` // of the requests whose caller has not decided: 0 to 1
}

// Check says what is wrong with the settings, for package config.
func (c Config) Check() error {
	u, err := url.Parse(c.Endpoint)
	if c.Endpoint != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return errors.New("OTEL_EXPORTER_OTLP_ENDPOINT must be a URL such as http://localhost:4317")
	}
	if !(c.SampleRatio >= 0 && c.SampleRatio <= 1) { // NaN is neither
		return errors.New("OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1")
	}
	return nil
}

// Telemetry collects the metrics of a process, and sends its spans.
type Telemetry struct {
	metrics *metric.MeterProvider
	handler http.Handler
	traces  *trace.TracerProvider // nil without a collector
}

// flushTime is how long Close waits for the collector.
const flushTime = 5 * time.Second

// Start makes the providers of a program the global ones. It connects to the collector when there are spans to send; log gets the
// failures.
func Start(ctx context.Context, program string, cfg Config, log *slog.Logger) (*Telemetry, error) {
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		log.Warn("telemetry", slog.String("error", err.Error()))
	}))
	otel.SetTextMapPropagator(propagation.TraceContext{})
	described, err := resource.New(ctx,
		resource.WithTelemetrySDK(),
		resource.WithAttributes(semconv.ServiceName(program), semconv.ServiceVersion(app.Version)),
		resource.WithFromEnv(), // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES
	)
	if err != nil {
		return nil, fmt.Errorf("OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}

	registry := prometheus.NewRegistry()
	reader, err := exporter.New(exporter.WithRegisterer(registry), exporter.WithoutScopeInfo())
	if err != nil {
		return nil, err
	}
	t := &Telemetry{
		metrics: metric.NewMeterProvider(metric.WithReader(reader), metric.WithResource(described)),
		handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
	}
	otel.SetMeterProvider(t.metrics)
	if err := runtime.Start(); err != nil {
		t.Close()
		return nil, err
	}
	if cfg.Endpoint == "" {
		return t, nil
	}
	client, err := otlptracegrpc.New(ctx, otlptracegrpc.WithEndpointURL(cfg.Endpoint))
	if err != nil {
		t.Close()
		return nil, err
	}
	t.traces = trace.NewTracerProvider(
		trace.WithBatcher(client),
		trace.WithResource(described),
		trace.WithSampler(trace.ParentBased(trace.TraceIDRatioBased(cfg.SampleRatio))),
	)
	otel.SetTracerProvider(t.traces)
	return t, nil
}

// Component returns the part of a program that serves /metrics on the admin port. List it first: what is first is closed last.
func (t *Telemetry) Component() app.Component {
	return app.Component{
		Name: "telemetry",
		Run: func(ctx context.Context) error {
			<-ctx.Done()
			return nil
		},
		Admin: func(mux *http.ServeMux) { mux.Handle("GET /metrics", t.handler) },
		Close: t.Close,
	}
}

// Close sends the spans that are left.
func (t *Telemetry) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	err := t.metrics.Shutdown(ctx)
	if t.traces != nil {
		err = errors.Join(err, t.traces.Shutdown(ctx))
	}
	if err != nil {
		otel.Handle(err)
	}
}
