//go:build unix

package inbox_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/sqsbus"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
)

func openQueues(ctx context.Context, url string, log *slog.Logger) (bus.Bus, error) {
	cfg := sqsbus.Config{Region: "eu-central-1", Endpoint: url, KeyID: "test", Key: "test", CreateQueues: true, Retention: time.Hour}
	return sqsbus.Open(ctx, cfg, "shop.catalog", func(string) []string { return []string{"shop.catalog.effects"} }, log)
}

// startQueues starts a server with the API of SQS.
func startQueues(t *testing.T) (url string) {
	t.Helper()
	server := httptest.NewServer(fakesqs.New())
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections)
	return server.URL
}

// TestWorkersKilledWithSQS is TestWorkersKilled with SQS as bus.
func TestWorkersKilledWithSQS(t *testing.T) {
	s := newScene(t)
	s.bus = startQueues(t)
	s.killWorkers(share(200))
}

// TestWorkersStoppedWithSQS holds that a worker which sleeps for longer than its messages are hidden from others does no harm when it wakes.
func TestWorkersStoppedWithSQS(t *testing.T) {
	s := newScene(t)
	s.bus = startQueues(t)
	s.play(func() {
		for _, worker := range s.workers {
			pause()
			if err := worker.Process.Signal(syscall.SIGSTOP); err != nil {
				t.Error(err)
			}
			time.Sleep(12 * time.Second)
			if err := worker.Process.Signal(syscall.SIGCONT); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestNoLocksWithSQS(t *testing.T) {
	s := newScene(t)
	s.bus = startQueues(t)
	s.forgoLocks()
}
