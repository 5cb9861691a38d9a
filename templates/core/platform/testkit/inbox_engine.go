package testkit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
)

// CheckInbox holds that a consumer handles each event once, in the order of its key, through failures, and that of two receivers one stores.
// pool is the service's database.
func CheckInbox(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	var mu sync.Mutex
	var seen []string // in the order in which they were tried
	failures := map[string]int{"retried 1": 1, "given up 1": 2}
	consumer := inbox.Consumer{
		Subscription: bus.Subscription{Consumer: "engine_test", Topics: []string{"notes"}}, Types: []string{"note"}, OnError: inbox.DeadLetter,
		Handle: func(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
			name := d.Attributes["name"]
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, name)
			if _, err := tx.Exec(ctx, "INSERT INTO inbox_places VALUES ('effects', $1, 1)", name); err != nil { // twice is an error
				return err
			}
			if failures[name] > 0 {
				failures[name]--
				return errors.New("not now")
			}
			return nil
		},
	}
	in := inbox.New(pool, consumer, inbox.Config{Workers: 2, Timeout: 10 * time.Second, MaxAttempts: 2}, slog.New(slog.DiscardHandler))

	var batch []event.Message
	for _, key := range []string{"retried", "given up"} {
		for n := range 2 {
			m := note(key)
			m.Attributes["name"] = fmt.Sprint(key, " ", n+1)
			batch = append(batch, m)
		}
	}
	at := func(place int64) map[string]int64 { return map[string]int64{"notes": place} }
	if err := in.Store(t.Context(), batch, nil, at(4)); err != nil {
		t.Fatal(err)
	}
	late := note("late")
	late.Attributes["name"] = "late"
	if err := in.Store(t.Context(), []event.Message{late}, at(3), at(5)); !errors.Is(err, bus.ErrMoved) {
		t.Errorf("a receiver stored events from a place where another one was before: %v", err)
	}
	junk := note("junk\x00") // which PostgreSQL refuses
	if err := in.Store(t.Context(), []event.Message{junk}, at(4), at(5)); err == nil {
		t.Error("junk was stored")
	}
	if places, err := in.Places(t.Context()); err != nil || places["notes"] != 4 {
		t.Errorf("what was not stored has moved the place: %v, %v", places, err)
	}

	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { in.Run(ctx) })
	wait(t, pool, "SELECT count(*) = 0 FROM inbox WHERE done_time IS NULL AND dead_time IS NULL")
	stop()
	running.Wait()
	for key, want := range map[string][]string{
		"retried": {"retried 1", "retried 1", "retried 2"}, "given up": {"given up 1", "given up 1", "given up 2"},
	} {
		var got []string
		for _, name := range seen {
			if slices.Contains(want, name) {
				got = append(got, name)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: handled %v, want %v", key, got, want)
		}
	}
	var dead, effects int
	err := pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM inbox WHERE dead_time IS NOT NULL AND attempts = 2),
		(SELECT count(*) FROM inbox_places WHERE consumer = 'effects')`).Scan(&dead, &effects)
	if err != nil || dead != 1 || effects != 3 {
		t.Errorf("%d dead after two attempts and %d effects, want 1 and 3: %v", dead, effects, err)
	}
}
