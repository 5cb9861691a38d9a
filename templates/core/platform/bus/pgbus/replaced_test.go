package pgbus_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/bus/pgbus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

const topic = "shop.catalog.product"

// publish publishes n messages.
func publish(t *testing.T, b bus.Bus, n int) {
	t.Helper()
	var batch []event.Message
	for i := range n {
		batch = append(batch, event.Message{ID: ids.New(), Topic: topic, Key: "a", Type: fmt.Sprint(i), Time: time.Now(), Data: []byte{}})
	}
	if err := b.Publish(t.Context(), topic, batch); err != nil {
		t.Fatal(err)
	}
}

// receive receives until n messages are in the inbox.
func receive(t *testing.T, b bus.Bus, in *bustest.Inbox, n int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.Receive(ctx, bus.Subscription{Consumer: "count", Topics: []string{topic}}, in)
	}()
	in.Wait(t, n)
	cancel()
	<-done
}

func open(t *testing.T, url string, log slog.Handler) bus.Bus {
	t.Helper()
	b, err := pgbus.Open(t.Context(), pgbus.Config{URL: url, Retention: time.Hour}, slog.New(log))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// TestReplaced goes on in another database, which has more events than were received from the one before: all of them come, and the log
// says once what happened.
func TestReplaced(t *testing.T) {
	t.Parallel()
	for _, more := range []int{1, 20} {
		in, log := bustest.NewInbox(), &bytes.Buffer{}
		before := open(t, pgtest.New(t, empty).Config().ConnString(), slog.DiscardHandler)
		publish(t, before, 5)
		receive(t, before, in, 5)
		after := open(t, pgtest.New(t, empty).Config().ConnString(), slog.NewTextHandler(log, nil))
		publish(t, after, more)
		receive(t, after, in, 5+more)
		receive(t, after, in, 5+more)
		if strings.Count(log.String(), "the topic is another one than events were received from") != 1 {
			t.Errorf("the log has:\n%s", log)
		}
	}
}

// TestFormerTables goes on with tables of a release whose places began with 1.
func TestFormerTables(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t, empty)
	in := bustest.NewInbox()
	publish(t, open(t, pool.Config().ConnString(), slog.DiscardHandler), 5)
	for _, sql := range []string{
		"UPDATE bus SET place = place - (SELECT first FROM bus_topics)",
		"UPDATE bus_topics SET last = last - first",
		"ALTER TABLE bus_topics DROP COLUMN first",
	} {
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	log := &bytes.Buffer{}
	b := open(t, pool.Config().ConnString(), slog.NewTextHandler(log, nil))
	receive(t, b, in, 5)
	publish(t, b, 5)
	receive(t, b, in, 10)
	if places, _ := in.Places(t.Context()); places[topic] != 10 || log.Len() > 0 {
		t.Errorf("place %d, log:\n%s", places[topic], log)
	}
}
