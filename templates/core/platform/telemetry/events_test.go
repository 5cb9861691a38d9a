package telemetry_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/pgbus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
	"github.com/svcgen/svcgen/templates/core/platform/telemetry"
	"github.com/svcgen/svcgen/templates/core/platform/worker"
)

// lines is what a logger has written, for several goroutines.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// TestEvents proves that a consumer continues the trace of the request that led to its event, that the line about its failure has the ids of
// the request and of the trace, and that metrics say what was published, handled, failed and waits.
func TestEvents(t *testing.T) {
	measured, err := telemetry.Start(t.Context(), "test", telemetry.Config{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(measured.Close)
	spans := record(t)
	pool := pgtest.New(t, os.DirFS("../../../../testdata/golden/diary/want/services/diary/migrations"))
	empty := pgtest.New(t, fstest.MapFS{"00001_init.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}})
	var out lines
	log := obs.NewLogger(&out, slog.LevelInfo)
	b, err := pgbus.Open(t.Context(), pgbus.Config{URL: empty.Config().ConnString(), Retention: time.Hour}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)

	events := outbox.New(pool, outbox.Config{MaxBytes: 1000}, telemetry.Traced(func(_ context.Context, key string) (event.Message, error) {
		return event.Message{
			ID: ids.New(), Topic: "shop.catalog.thing", Key: key, Type: "changed", Time: time.Now().Add(-time.Hour),
			Attributes: map[string]string{event.RequestID: "request 1"}, Data: []byte("data"),
		}, nil
	}))
	ctx, request := otel.Tracer("").Start(t.Context(), "request")
	for _, key := range []string{"bad", "good"} {
		if err := outbox.NewWriter(events, pool).Publish(ctx, key); err != nil {
			t.Fatal(err)
		}
	}
	request.End()

	handled := make(chan trace.SpanContext, 2)
	w := &worker.Worker{
		Pool: pool, Bus: telemetry.Published(b, pool, "catalog"), Topics: []string{"shop.catalog.thing"}, Retention: time.Hour, Log: log,
		Config: inbox.Config{Workers: 2, Timeout: time.Minute, MaxAttempts: 3},
		Consumers: []inbox.Consumer{telemetry.Handled(inbox.Consumer{
			Subscription: bus.Subscription{Consumer: "index", Topics: []string{"shop.catalog.thing"}},
			Types:        []string{"changed"}, OnError: inbox.DeadLetter,
			Handle: func(ctx context.Context, _ pgx.Tx, d event.Delivery) error {
				handled <- trace.SpanContextFromContext(ctx)
				if d.Key == "bad" {
					return event.Reject(errors.New("bad"))
				}
				return nil
			},
		}, pool)},
	}
	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	working.Go(func() { _ = w.Run(ctx) })
	for range 2 {
		if span := <-handled; span.TraceID() != request.SpanContext().TraceID() {
			t.Errorf("an event of the trace %s is handled in %s", request.SpanContext().TraceID(), span.TraceID())
		}
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		var ended bool
		err := pool.QueryRow(t.Context(), "SELECT count(*) = 2 FROM inbox WHERE done_time IS NOT NULL OR dead_time IS NOT NULL").Scan(&ended)
		if err != nil || ended {
			break
		}
	}
	stop()
	working.Wait()

	for _, span := range spans.Ended() {
		if span.Name() != "handle index" {
			continue
		}
		parent := request.SpanContext().SpanID()
		if span.Parent().SpanID() != parent || len(span.Links()) != 1 || span.Links()[0].SpanContext.SpanID() != parent {
			t.Errorf("a span of the consumer is below %s and linked to %v, not %s", span.Parent().SpanID(), span.Links(), parent)
		}
	}
	for line := range strings.Lines(out.String()) {
		if !strings.Contains(line, "event is dead") {
			continue
		}
		for _, want := range []string{`"request_id":"request 1"`, `"trace_id":"` + request.SpanContext().TraceID().String(), `"consumer":"index"`} {
			if strings.Count(line, want) != 1 {
				t.Errorf("not once %s in %s", want, line)
			}
		}
	}
	if !strings.Contains(out.String(), "event is dead") {
		t.Errorf("got %s", out.String())
	}

	mux := http.NewServeMux()
	measured.Component().Admin(mux)
	answer := httptest.NewRecorder()
	mux.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`events_published_total{topic="shop.catalog.thing"} 2`,
		`events_handle_duration_seconds_count{consumer="index",outcome="handled"} 1`,
		`events_handle_duration_seconds_count{consumer="index",outcome="failed"} 1`,
		`outbox_waiting{service="catalog"} 0`, `outbox_oldest_seconds{service="catalog"} 0`, `outbox_refused{service="catalog"} 0`,
		`inbox_pending{consumer="index"} 0`, `inbox_oldest_seconds{consumer="index"} 0`, `inbox_dead{consumer="index"} 1`,
	} {
		if !strings.Contains(answer.Body.String(), "\n"+want+"\n") {
			t.Errorf("no %s in:\n%s", want, answer.Body)
		}
	}

	if err := outbox.NewWriter(events, pool).Publish(t.Context(), "late"); err != nil {
		t.Fatal(err)
	}
	answer = httptest.NewRecorder()
	mux.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if body := answer.Body.String(); !strings.Contains(body, `outbox_waiting{service="catalog"} 1`) || !strings.Contains(body, `outbox_oldest_seconds{service="catalog"} 36`) {
		t.Errorf("an event that has waited for an hour is not seen:\n%s", body)
	}
}
