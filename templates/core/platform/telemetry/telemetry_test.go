package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	pb "google.golang.org/grpc/interop/grpc_testing"

	"github.com/svcgen/svcgen/templates/core/platform/config"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
	"github.com/svcgen/svcgen/templates/core/platform/telemetry"
)

// collected is the configuration of a process with a collector.
var collected = telemetry.Config{Endpoint: "http://127.0.0.1:4317"}

// record makes the spans of the test those that the recorder returns.
func record(t *testing.T) *tracetest.SpanRecorder {
	t.Helper()
	recorder := tracetest.NewSpanRecorder()
	provider := trace.NewTracerProvider(trace.WithSpanProcessor(recorder))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	return recorder
}

// echo is a service whose calls log a line, and call next if it is set.
type echo struct {
	pb.UnimplementedTestServiceServer

	log  *slog.Logger
	next pb.TestServiceClient
}

func (e echo) UnaryCall(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	e.log.InfoContext(ctx, "in the handler")
	if e.next != nil {
		return e.next.UnaryCall(ctx, &pb.SimpleRequest{})
	}
	return &pb.SimpleResponse{}, nil
}

// TestSpansOfCalls proves that a request is one trace through a service of the same process to another one over the network, that each of
// its log lines has the id of the trace, and that health checks have no span.
func TestSpansOfCalls(t *testing.T) {
	spans := record(t)
	var out bytes.Buffer
	log := obs.NewLogger(&out, slog.LevelInfo)

	far := grpcx.NewServer(grpcx.ServerConfig{Options: []grpc.ServerOption{collected.Served()}}, log, telemetry.LogCalls)
	pb.RegisterTestServiceServer(far, echo{log: log})
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = far.Serve(listener) }()
	defer far.Stop()
	network, err := grpcx.Dialer(collected.Sent()).Dial(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer network.Close()

	near := grpcx.NewInProc(log, telemetry.LogCalls)
	near.Observe()
	pb.RegisterTestServiceServer(near, echo{log: log, next: pb.NewTestServiceClient(network)})
	client := pb.NewTestServiceClient(near)
	handler := mw.Chain(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := client.UnaryCall(r.Context(), &pb.SimpleRequest{}); err != nil {
			t.Error(err)
		}
	}), mw.RequestID, mw.Observe, mw.AccessLog(log))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))

	plain, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	if _, err := grpc_health_v1.NewHealthClient(plain).Check(t.Context(), &grpc_health_v1.HealthCheckRequest{}); err != nil {
		t.Fatal(err)
	}
	far.GracefulStop() // after which the spans have ended

	parents := map[string]string{}
	names := map[string]string{}
	for _, s := range spans.Ended() {
		names[s.SpanContext().SpanID().String()] = s.SpanKind().String() + " " + s.Name()
	}
	for _, s := range spans.Ended() {
		parents[s.SpanKind().String()+" "+s.Name()] = names[s.Parent().SpanID().String()]
	}
	const call = "grpc.testing.TestService/UnaryCall"
	chain := spans.Ended()
	if len(chain) != 4 || parents["client "+call] != "server "+call {
		t.Errorf("got spans %v below %v", names, parents)
	}
	traceID := chain[0].SpanContext().TraceID().String()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for _, line := range lines {
		var fields struct {
			Msg, Method string
			TraceID     string `json:"trace_id"`
			SpanID      string `json:"span_id"`
			RequestID   string `json:"request_id"`
		}
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(fields.Method, "grpc.health") {
			continue
		}
		if fields.TraceID != traceID || fields.SpanID == "" || fields.RequestID == "" {
			t.Errorf("the line has not the ids of its request: %s", line)
		}
	}
	if len(lines) != 6 { // two of each call, one of the request, one of the health check
		t.Errorf("got lines %s", out.String())
	}
}

// TestUntracedCalls proves that a call whose caller has decided against a trace has no span, but the trace's id in its log lines, and that it
// is measured as others are.
func TestUntracedCalls(t *testing.T) {
	started, err := telemetry.Start(t.Context(), "test", telemetry.Config{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer started.Close()
	spans := tracetest.NewSpanRecorder()
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(spans), trace.WithSampler(trace.ParentBased(trace.NeverSample()))))
	var out bytes.Buffer
	log := obs.NewLogger(&out, slog.LevelInfo)
	far := grpcx.NewServer(grpcx.ServerConfig{Options: []grpc.ServerOption{collected.Served()}}, log, telemetry.LogCalls)
	pb.RegisterTestServiceServer(far, echo{log: log})
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = far.Serve(listener) }()
	network, err := grpcx.Dialer(collected.Sent()).Dial(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer network.Close()
	ctx, span := otel.Tracer("test").Start(t.Context(), "request")
	if _, err := pb.NewTestServiceClient(network).UnaryCall(ctx, &pb.SimpleRequest{}); err != nil {
		t.Fatal(err)
	}
	far.GracefulStop()
	if len(spans.Ended()) > 0 {
		t.Errorf("got %d spans", len(spans.Ended()))
	}
	if want := `"trace_id":"` + span.SpanContext().TraceID().String(); strings.Count(out.String(), want) != 2 {
		t.Errorf("the lines lack %s:\n%s", want, out.String())
	}
	admin := http.NewServeMux()
	started.Component().Admin(admin)
	answer := httptest.NewRecorder()
	admin.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	want := `rpc_server_call_duration_seconds_count{rpc_method="grpc.testing.TestService/UnaryCall",rpc_response_status_code="OK",rpc_system_name="grpc"} 1`
	if !strings.Contains(answer.Body.String(), want) {
		t.Errorf("the metrics lack the call:\n%s", answer.Body)
	}
}

// TestWithoutCollector proves that a process without a collector measures its calls and does nothing for spans.
func TestWithoutCollector(t *testing.T) {
	started, err := telemetry.Start(t.Context(), "test", telemetry.Config{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer started.Close()
	spans := record(t)
	if options := (telemetry.Config{}).Sent(); len(options) > 0 {
		t.Errorf("connections have %d options", len(options))
	}
	log := slog.New(slog.DiscardHandler)
	server := grpcx.NewServer(grpcx.ServerConfig{Options: []grpc.ServerOption{telemetry.Config{}.Served()}}, log)
	pb.RegisterTestServiceServer(server, echo{log: log})
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	conn, err := grpcx.Dialer(nil).Dial(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := grpc_health_v1.NewHealthClient(conn).Check(t.Context(), &grpc_health_v1.HealthCheckRequest{}); err != nil {
		t.Fatal(err)
	}
	if _, err := pb.NewTestServiceClient(conn).UnaryCall(t.Context(), &pb.SimpleRequest{}); err != nil {
		t.Fatal(err)
	}
	server.GracefulStop()
	if ended := spans.Ended(); len(ended) > 0 {
		t.Errorf("got %d spans", len(ended))
	}
	admin := http.NewServeMux()
	started.Component().Admin(admin)
	answer := httptest.NewRecorder()
	admin.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	want := `rpc_server_call_duration_seconds_count{rpc_method="grpc.testing.TestService/UnaryCall",rpc_response_status_code="OK",rpc_system_name="grpc"} 1`
	if !strings.Contains(answer.Body.String(), want) || strings.Contains(answer.Body.String(), "grpc.health") {
		t.Errorf("got\n%s", answer.Body)
	}
}

// TestRoute proves that the span and the metrics of a request have its route, and nothing that clients choose freely.
func TestRoute(t *testing.T) {
	otel.SetTracerProvider(trace.NewTracerProvider())
	started, err := telemetry.Start(t.Context(), "test", telemetry.Config{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer started.Close()
	spans := record(t)

	api := runtime.NewServeMux(runtime.WithMiddlewares(mw.Route))
	err = api.HandlePath(http.MethodGet, "/v1/things/{id}", func(http.ResponseWriter, *http.Request, map[string]string) {})
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodGet, "http://chosen.example/v1/things/marker", nil)
	mw.Chain(api, mw.RequestID, mw.Observe).ServeHTTP(httptest.NewRecorder(), request)
	if ended := spans.Ended(); len(ended) != 1 || ended[0].Name() != "GET /v1/things/{id}" {
		t.Errorf("got %v", ended)
	}

	admin := http.NewServeMux()
	started.Component().Admin(admin)
	answer := httptest.NewRecorder()
	admin.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	metrics, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(metrics), `http_server_request_duration_seconds_count{http_request_method="GET",`+
		`http_response_status_code="200",http_route="/v1/things/{id}"} 1`) {
		t.Errorf("the metrics lack the route:\n%s", metrics)
	}
	for _, unwanted := range []string{"chosen.example", "marker", "body_size"} {
		if strings.Contains(string(metrics), unwanted) {
			t.Errorf("the metrics have %q:\n%s", unwanted, metrics)
		}
	}
	if !strings.Contains(string(metrics), "go_goroutine_count") {
		t.Error("the metrics lack those of the Go runtime")
	}
}

// TestConfig proves that a wrong setting is named.
func TestConfig(t *testing.T) {
	for name, value := range map[string]string{
		"OTEL_EXPORTER_OTLP_ENDPOINT": "localhost:4317",
		"OTEL_TRACES_SAMPLER_ARG":     "1.5",
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			_, err := config.Load[struct {
				Telemetry telemetry.Config `shared:"true"`
			}]("CATALOG_")
			if err == nil || !strings.HasPrefix(err.Error(), name+" must be") {
				t.Errorf("got %v", err)
			}
		})
	}
}
