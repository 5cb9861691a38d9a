package telemetry_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace/noop"
	pb "google.golang.org/grpc/interop/grpc_testing"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
	"github.com/svcgen/svcgen/templates/core/platform/telemetry"
)

type quick struct {
	pb.UnimplementedTestServiceServer
}

func (quick) UnaryCall(context.Context, *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	return &pb.SimpleResponse{}, nil
}

// BenchmarkRequest measures what telemetry costs a request that calls a service of its process: metrics, and traces of each tenth.
func BenchmarkRequest(b *testing.B) {
	log := slog.New(slog.DiscardHandler)
	for name, observed := range map[string]bool{"plain": false, "observed": true} {
		b.Run(name, func(b *testing.B) {
			var routes []runtime.ServeMuxOption
			middleware := []func(http.Handler) http.Handler{mw.RequestID}
			near := grpcx.NewInProc(log)
			client := pb.NewTestServiceClient(near)
			if observed {
				started, err := telemetry.Start(b.Context(), "test", telemetry.Config{}, log)
				if err != nil {
					b.Fatal(err)
				}
				defer started.Close()
				otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSampler(trace.ParentBased(trace.TraceIDRatioBased(0.1)))))
				defer otel.SetTracerProvider(noop.NewTracerProvider())
				routes = append(routes, runtime.WithMiddlewares(mw.Route))
				middleware = append(middleware, mw.Observe)
				near = grpcx.NewInProc(log, telemetry.LogCalls)
				near.Observe()
				client = pb.NewTestServiceClient(near)
			}
			pb.RegisterTestServiceServer(near, quick{})
			api := runtime.NewServeMux(routes...)
			err := api.HandlePath(http.MethodGet, "/v1/things/{id}", func(_ http.ResponseWriter, r *http.Request, _ map[string]string) {
				if _, err := client.UnaryCall(r.Context(), &pb.SimpleRequest{}); err != nil {
					b.Error(err)
				}
			})
			if err != nil {
				b.Fatal(err)
			}
			handler := mw.Chain(api, middleware...)
			request := httptest.NewRequest(http.MethodGet, "/v1/things/1", nil)
			b.ReportAllocs()
			for b.Loop() {
				handler.ServeHTTP(httptest.NewRecorder(), request)
			}
		})
	}
}
