package sqsbus_test

import (
	"cmp"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/bus/sqsbus"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// serve starts a server with SQS's API, and returns its URL.
func serve(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections)
	return server.URL
}

// configOf is what a service has whose queues are at a URL.
func configOf(url string) sqsbus.Config {
	return sqsbus.Config{Region: cmp.Or(os.Getenv("AWS_REGION"), "eu-central-1"), Endpoint: url, KeyID: "test", Key: "test", CreateQueues: true, Retention: time.Hour, MaxBytes: 512 << 10}
}

// open opens the bus of a service of which the consumer test gets all events.
func open(t *testing.T, cfg sqsbus.Config, name string) *sqsbus.Bus {
	t.Helper()
	b, err := sqsbus.Open(t.Context(), cfg, name, func(string) []string { return []string{name + ".test"} }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// newName returns the name of a service that has no queues yet.
func newName() string { return "test." + strings.ReplaceAll(ids.New().String(), "-", "") }

// TestBus runs with the server of SQS_TEST_URL, or one in this process.
func TestBus(t *testing.T) {
	t.Parallel()
	bustest.RunQueue(t, func(t *testing.T) func() bus.Bus {
		t.Helper()
		url := os.Getenv("SQS_TEST_URL")
		if url == "" {
			url = serve(t, fakesqs.New())
		}
		name := newName()
		return func() bus.Bus { return open(t, configOf(url), name) }
	})
}
