package testkit

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

// CheckOutbox holds that a service's events exist if and only if their transaction was committed, and that none is lost or overtaken while
// the bus is away. pool is the service's database.
func CheckOutbox(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	out := outbox.New(pool, outbox.Config{MaxBytes: 1 << 20}, func(_ context.Context, key string) (event.Message, error) { return note(key), nil })
	events := outbox.NewWriter(out, pool)
	begin := func(fn func(pgx.Tx) error) error { return pg.InTx(t.Context(), pool, fn) }
	undone := errors.New("undone")
	err := events.InTx(t.Context(), begin, func(tx pgx.Tx, events *outbox.Writer[string]) error {
		savepoint := func(fn func(pgx.Tx) error) error { return pg.Savepoint(t.Context(), tx, fn) }
		err := events.InTx(t.Context(), savepoint, func(_ pgx.Tx, events *outbox.Writer[string]) error {
			return errors.Join(events.Publish(t.Context(), "undone in a savepoint"), undone)
		})
		if !errors.Is(err, undone) {
			return err
		}
		return errors.Join(events.Publish(t.Context(), "first"), events.Publish(t.Context(), "second"))
	})
	if err != nil {
		t.Fatal(err)
	}
	err = events.InTx(t.Context(), begin, func(_ pgx.Tx, events *outbox.Writer[string]) error {
		return errors.Join(events.Publish(t.Context(), "undone"), undone)
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}

	b := &failingBus{fails: 2}
	relay := &outbox.Relay{Pool: pool, Bus: b, Bell: wake.NewBell(), Log: slog.New(slog.DiscardHandler)}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { relay.Run(ctx) })
	wait(t, pool, "SELECT count(*) = 0 FROM outbox")
	stop()
	running.Wait()
	if want := []string{"first", "second"}; !slices.Equal(b.keys, want) {
		t.Errorf("the bus got %v, want %v", b.keys, want)
	}
}

// note returns an event for tests of the engine.
func note(key string) event.Message {
	return event.Message{ID: ids.New(), Topic: "notes", Key: key, Type: "note", Time: time.Now(), Attributes: map[string]string{}, Data: []byte("data")}
}

// failingBus is a bus that takes nothing at first.
type failingBus struct {
	bus.Bus

	fails int
	keys  []string
}

// Publish implements bus.Bus.
func (b *failingBus) Publish(_ context.Context, _ string, batch []event.Message) error {
	if b.fails--; b.fails >= 0 {
		return errors.New("the bus is away")
	}
	for _, m := range batch {
		b.keys = append(b.keys, m.Key)
	}
	return nil
}

// wait waits until sql returns true.
func wait(tb testing.TB, pool *pgxpool.Pool, sql string, args ...any) {
	tb.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		var ok bool
		if err := pool.QueryRow(tb.Context(), sql, args...).Scan(&ok); err != nil {
			tb.Fatal(err)
		}
		if ok {
			return
		}
		if time.Now().After(deadline) {
			tb.Fatalf("never true: %s", sql)
		}
	}
}
