package testkit

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
)

// Consumers hands events to the consumers of a service that runs alone.
type Consumers struct {
	pool *pgxpool.Pool // of the service's database
	all  map[string]inbox.Consumer
}

// NewConsumers returns consumers whose service has the database of pool.
func NewConsumers(pool *pgxpool.Pool, all ...inbox.Consumer) *Consumers {
	c := &Consumers{pool: pool, all: map[string]inbox.Consumer{}}
	for _, consumer := range all {
		c.all[consumer.Consumer] = consumer
	}
	return c
}

// Handle hands events to a consumer, twice each, as a bus may, and wants it to handle them.
func (c *Consumers) Handle(tb testing.TB, consumer string, events []event.Message) {
	tb.Helper()
	for range 2 {
		c.deliver(tb, consumer, events)
		for _, e := range events {
			if state := c.settled(tb, consumer, e.ID); state != "done" {
				tb.Fatalf("%s is %s: %s", e.Type, state, e.JSON())
			}
		}
	}
}

// WantUnreadable wants each consumer to put aside what it cannot read, and again after somebody has it handled anew.
func (c *Consumers) WantUnreadable(tb testing.TB) {
	tb.Helper()
	for name, consumer := range c.all {
		if consumer.Types[0] == consumer.Topics[0] {
			continue // it gets what others write, as it is
		}
		junk := event.Message{ID: ids.New(), Topic: consumer.Topics[0], Key: "junk", Type: consumer.Types[0], Time: time.Now(), Data: []byte{0xff}}
		c.deliver(tb, name, []event.Message{junk})
		if state := c.settled(tb, name, junk.ID); state != "dead" {
			tb.Errorf("%s: what it cannot read is %s", name, state)
		}
		n, err := inbox.Retry(tb.Context(), c.pool, inbox.Choice{Consumer: name, ID: &junk.ID})
		if err != nil || n != 1 {
			tb.Errorf("%s: %d events are handled anew, %v", name, n, err)
		}
		c.deliver(tb, name, nil)
		if state := c.settled(tb, name, junk.ID); state != "dead" {
			tb.Errorf("%s: what it still cannot read is %s", name, state)
		}
	}
}

// deliver stores events in the inbox of a consumer, and lets it handle them until none is due.
func (c *Consumers) deliver(tb testing.TB, name string, events []event.Message) {
	tb.Helper()
	consumer, ok := c.all[name]
	if !ok {
		tb.Fatalf("the service has no consumer %q", name)
	}
	in := inbox.New(c.pool, consumer, inbox.Config{Workers: 2, Timeout: 10 * time.Second, MaxAttempts: 10}, Logger(tb))
	if err := in.Store(tb.Context(), events, nil, nil); err != nil {
		tb.Fatal(err)
	}
	ctx, stop := context.WithCancel(tb.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		in.Run(ctx)
	}()
	const busy = "SELECT count(*) > 0 FROM inbox WHERE consumer = $1 AND done_time IS NULL AND dead_time IS NULL AND error IS NULL"
	waiting := true
	for deadline := time.Now().Add(time.Minute); waiting && time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if err := c.pool.QueryRow(tb.Context(), busy, name).Scan(&waiting); err != nil {
			tb.Error(err)
			break
		}
	}
	stop()
	<-done
}

// settled returns what became of an event: done, dead or failed, with the reason.
func (c *Consumers) settled(tb testing.TB, consumer string, id uuid.UUID) (state string) {
	tb.Helper()
	err := c.pool.QueryRow(tb.Context(), `SELECT CASE WHEN dead_time IS NOT NULL THEN 'dead' WHEN done_time IS NOT NULL THEN 'done'
		ELSE 'not handled: ' || coalesce(error, 'what is before it under its key is not') END FROM inbox WHERE consumer = $1 AND event = $2`, consumer, id).Scan(&state)
	if err != nil {
		tb.Fatal(err)
	}
	return state
}
