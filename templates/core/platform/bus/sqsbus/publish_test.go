package sqsbus_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/bus/sqsbus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// TestRefused publishes a message that is larger than the server allows.
func TestRefused(t *testing.T) {
	t.Parallel()
	server := fakesqs.New()
	server.MaxBytes = 100_000
	b := open(t, configOf(serve(t, server)), "shop.orders")
	const topic = "shop.catalog.product"
	var batch []event.Message
	for i := range 20 { // together they are too large, but only one is alone
		m := event.Message{ID: ids.New(), Topic: topic, Key: strconv.Itoa(i), Type: "x", Time: time.Now(), Data: make([]byte, 20_000)}
		if i == 7 {
			m.Data = make([]byte, 200_000)
		}
		batch = append(batch, m)
	}
	refused, ok := errors.AsType[*bus.RefusedError](b.Publish(t.Context(), topic, batch))
	if !ok || refused.ID != batch[7].ID || !strings.Contains(refused.Error(), "shop-orders-test.fifo") {
		t.Fatalf("got %v", refused)
	}
	in := bustest.NewInbox() // the others are not held up
	stop := receive(t, b, bus.Subscription{Consumer: "test", Topics: []string{topic}}, in)
	in.Wait(t, 19)
	stop()
	if err := b.Publish(t.Context(), topic, append(batch[:7:7], batch[8:]...)); err != nil {
		t.Error(err)
	}
}

// TestManyReaders wants each event in the queues of all consumers of its topic, and in no other.
func TestManyReaders(t *testing.T) {
	t.Parallel()
	url := serve(t, fakesqs.New())
	publisher, err := sqsbus.Open(t.Context(), configOf(url), "shop.catalog", func(topic string) []string {
		return map[string][]string{"shop.catalog.product": {"shop.orders.a", "shop.orders.b"}, "shop.catalog.brand": {"shop.orders.b"}}[topic]
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range []string{"shop.catalog.product", "shop.catalog.brand", "shop.catalog.nobody"} {
		if err := publisher.Publish(t.Context(), topic, []event.Message{{ID: ids.New(), Key: "a", Type: "x", Time: time.Now()}}); err != nil {
			t.Fatal(err)
		}
	}
	for consumer, want := range map[string][]string{"a": {"shop.catalog.product"}, "b": {"shop.catalog.product", "shop.catalog.brand"}} {
		in := bustest.NewInbox()
		b := open(t, configOf(url), "shop.orders")
		stop := receive(t, b, bus.Subscription{Consumer: consumer, Topics: want}, in)
		for i, m := range in.Wait(t, len(want)) {
			if m.Topic != want[i] {
				t.Errorf("%s: topic %s, want %s", consumer, m.Topic, want[i])
			}
		}
		stop()
	}
}

// few is SQS with one queue that is away, and one that takes small messages only.
type few struct {
	http.Handler

	away atomic.Bool
}

func (f *few) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	isSent := strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".SendMessageBatch")
	switch {
	case isSent && bytes.Contains(body, []byte("shop-orders-away.fifo")) && f.away.Load():
		http.Error(w, `{"__type":"ServiceUnavailable"}`, http.StatusServiceUnavailable)
	case isSent && bytes.Contains(body, []byte("shop-orders-small.fifo")) && len(body) > 100_000:
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"__type":"com.amazonaws.sqs#BatchRequestTooLong"}`)
	default:
		f.Handler.ServeHTTP(w, r)
	}
}

// TestRefusedByOne holds that an event which one queue refuses is not given up before all others have it.
func TestRefusedByOne(t *testing.T) {
	t.Parallel()
	server := &few{Handler: fakesqs.New()}
	b, err := sqsbus.Open(t.Context(), configOf(serve(t, server)), "shop.orders", func(string) []string {
		return []string{"shop.orders.small", "shop.orders.away"}
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	large := published()
	large[0].Data = make([]byte, 100_000)
	server.away.Store(true)
	if err := b.Publish(t.Context(), topic, large); err == nil || isRefused(err) || !strings.Contains(err.Error(), "shop-orders-away.fifo") {
		t.Errorf("while a queue is away: %v", err)
	}
	server.away.Store(false)
	if err := b.Publish(t.Context(), topic, large); !isRefused(err) || !strings.Contains(err.Error(), "shop-orders-small.fifo") {
		t.Errorf("when it is back: %v", err)
	}
	in := bustest.NewInbox()
	stop := receive(t, b, bus.Subscription{Consumer: "away", Topics: []string{topic}}, in)
	in.Wait(t, 1)
	stop()
}

func isRefused(err error) bool {
	_, refused := errors.AsType[*bus.RefusedError](err)
	return refused
}

// TestNobodyListens publishes what no consumer of the workspace gets.
func TestNobodyListens(t *testing.T) {
	t.Parallel()
	b, err := sqsbus.Open(t.Context(), configOf(serve(t, fakesqs.New())), "shop.catalog", nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.Sweep(t.Context(), []string{topic}), b.Publish(t.Context(), topic, published())); err != nil {
		t.Error(err)
	}
}
