package telemetry_test

import (
	"context"
	"log/slog"
	"net"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace/noop"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/test/bufconn"

	"github.com/svcgen/svcgen/templates/core/platform/telemetry"
)

// BenchmarkCall measures what telemetry costs a call between two processes, both ends: metrics, and traces of each tenth.
func BenchmarkCall(b *testing.B) {
	for name, observed := range map[string]bool{"plain": false, "observed": true} {
		b.Run(name, func(b *testing.B) {
			var serve []grpc.ServerOption
			dial := []grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}
			if observed {
				started, err := telemetry.Start(b.Context(), "test", telemetry.Config{}, slog.New(slog.DiscardHandler))
				if err != nil {
					b.Fatal(err)
				}
				defer started.Close()
				otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSampler(trace.ParentBased(trace.TraceIDRatioBased(0.1)))))
				defer otel.SetTracerProvider(noop.NewTracerProvider())
				serve, dial = append(serve, collected.Served()), append(dial, collected.Sent()...)
			}
			listener := bufconn.Listen(1 << 16)
			server := grpc.NewServer(serve...)
			pb.RegisterTestServiceServer(server, quick{})
			go func() { _ = server.Serve(listener) }() // its end is the test's
			defer server.Stop()
			dial = append(dial, grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
			conn, err := grpc.NewClient("passthrough:///test", dial...)
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			client := pb.NewTestServiceClient(conn)
			tracer := otel.Tracer("test")
			b.ReportAllocs()
			for b.Loop() {
				ctx, span := tracer.Start(b.Context(), "request")
				if _, err := client.UnaryCall(ctx, &pb.SimpleRequest{}); err != nil {
					b.Error(err)
				}
				span.End()
			}
		})
	}
}
