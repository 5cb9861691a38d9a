package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

func startWorker(t *testing.T, pool *pgxpool.Pool, busURL string) *exec.Cmd {
	t.Helper()
	return startProcess(t, workerVariable+"=3", pool, busURL)
}

// startProcess starts this test binary in the role of a variable that is set.
func startProcess(t *testing.T, role string, pool *pgxpool.Pool, busURL string) *exec.Cmd {
	t.Helper()
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), role, serviceVariable+"="+pool.Config().ConnString(), busVariable+"="+busURL)
	process.Stderr = os.Stderr
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	return process
}

func kill(worker *exec.Cmd) {
	_ = worker.Process.Kill()
	_ = worker.Wait()
}

// TestPoison checks that an event that ends its process is dead after some attempts, and that what is behind it is handled then.
func TestPoison(t *testing.T) {
	t.Parallel()
	pool, busURL := pgtest.New(t, migrations), pgtest.New(t, empty).Config().ConnString()
	for _, key := range []string{"poison", "poison", "other"} {
		if err := change(t.Context(), pool, newOutbox(pool), key); err != nil {
			t.Fatal(err)
		}
	}
	began, ends := time.Now(), 0
	for dead := false; !dead; ends++ {
		if ends > 2*config.MaxAttempts {
			t.Fatalf("the process ended %d times", ends)
		}
		worker := startWorker(t, pool, busURL)
		ended := make(chan struct{})
		go func() { defer close(ended); _ = worker.Wait() }()
		for !dead {
			select {
			case <-ended:
			case <-time.After(50 * time.Millisecond):
				if time.Since(began) > 5*time.Minute {
					t.Fatalf("the process ended %d times, and not everything is handled", ends)
				}
				if err := pool.QueryRow(t.Context(), "SELECT count(*) = 2 FROM effects").Scan(&dead); err != nil {
					t.Fatal(err)
				}
				continue
			}
			break
		}
		_ = worker.Process.Kill()
		<-ended
	}
	if ends != config.MaxAttempts+1 {
		t.Errorf("the process ended %d times", ends)
	}
	dead, err := inbox.DeadLetters(t.Context(), pool, inbox.Choice{})
	if err != nil || len(dead) != 1 || dead[0].Error != "the process ended while it was handled" {
		t.Errorf("dead: %+v, %v", dead, err)
	}
}

// TestMoved checks that of two receivers one stores, and that what comes twice is stored once.
func TestMoved(t *testing.T) {
	t.Parallel()
	pool, _ := databases(t)
	in := inbox.New(pool, consumer("effects", recordEffect), config, slog.New(slog.DiscardHandler))
	one, two := changed("a", 1), changed("a", 2)
	if err := in.Store(t.Context(), []event.Message{one}, nil, map[string]int64{topic: 1}); err != nil {
		t.Fatal(err)
	}
	for _, from := range []map[string]int64{nil, {topic: 7}} {
		if err := in.Store(t.Context(), []event.Message{two}, from, map[string]int64{topic: 2}); !errors.Is(err, bus.ErrMoved) {
			t.Errorf("from %v: %v", from, err)
		}
	}
	eventually(t, pool, "SELECT count(*) = 1 FROM inbox")
	if err := in.Store(t.Context(), []event.Message{one, two}, map[string]int64{topic: 1}, map[string]int64{topic: 2}); err != nil {
		t.Fatal(err)
	}
	eventually(t, pool, "SELECT count(*) = 2 FROM inbox")
}

// TestRetry lets an event fail twice: it waits, those behind it wait, and other keys go on.
func TestRetry(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	var failures atomic.Int32
	fails := func(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
		if err := recordEffect(ctx, tx, d); err != nil {
			return err
		}
		if d.Key == "a" && d.Attributes["version"] == "1" && d.Attempt <= 2 {
			failures.Add(1)
			if d.Attempt == 2 {
				panic("now")
			}
			return errors.New("not yet")
		}
		return nil
	}
	out := newOutbox(pool)
	for _, key := range []string{"a", "a", "b", "a"} {
		if err := change(t.Context(), pool, out, key); err != nil {
			t.Fatal(err)
		}
	}
	start(t, pool, b, config, consumer("effects", fails))
	eventually(t, pool, "SELECT count(*) = 4 FROM effects")
	checkEffects(t, pool)
	var first string
	if err := pool.QueryRow(t.Context(), "SELECT key FROM effects ORDER BY id LIMIT 1").Scan(&first); err != nil || first != "b" {
		t.Errorf("key %s was first: %v", first, err)
	}
	if failures.Load() != 2 {
		t.Errorf("%d failures", failures.Load())
	}
}

// TestOnError checks what becomes of an event that is rejected, and of what follows it.
func TestOnError(t *testing.T) {
	t.Parallel()
	for on, want := range map[inbox.OnError]string{
		inbox.DeadLetter: "dead: no money",
		inbox.Drop:       "done: no money",
		inbox.Block:      "pending: no money",
	} {
		t.Run(string(on), func(t *testing.T) {
			t.Parallel()
			pool, b := databases(t)
			c := consumer("effects", func(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
				if d.Attributes["version"] == "1" {
					return event.Reject(errs.Precondition("POOR", "no money"))
				}
				return recordEffect(ctx, tx, d)
			})
			c.OnError = on
			out := newOutbox(pool)
			for range 2 {
				if err := change(t.Context(), pool, out, "a"); err != nil {
					t.Fatal(err)
				}
			}
			start(t, pool, b, config, c)
			const state = `SELECT CASE WHEN dead_time IS NOT NULL THEN 'dead' WHEN done_time IS NOT NULL THEN 'done' ELSE 'pending' END || ': ' || error = $1
				FROM inbox WHERE attributes->>'version' = '1' OR data = '' ORDER BY id LIMIT 1`
			eventually(t, pool, "SELECT count(*) = 2 FROM inbox")
			eventually(t, pool, "SELECT coalesce(max(error), '') <> '' FROM inbox")
			eventually(t, pool, state, want)
			if on == inbox.Block {
				time.Sleep(100 * time.Millisecond)
				eventually(t, pool, "SELECT count(*) = 0 FROM effects")
				return
			}
			eventually(t, pool, "SELECT count(*) = 1 FROM effects WHERE version = 2")
		})
	}
}

// TestUnreadable checks that what cannot be decoded is put aside with its bytes, whatever the consumer says.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	c := consumer("effects", func(context.Context, pgx.Tx, event.Delivery) error {
		return &event.RejectedError{Cause: errors.New("no message"), Unreadable: true}
	})
	c.OnError = inbox.Drop
	if err := b.Publish(t.Context(), topic, []event.Message{changed("a", 1)}); err != nil {
		t.Fatal(err)
	}
	start(t, pool, b, config, c)
	eventually(t, pool, "SELECT count(*) = 1 FROM inbox WHERE dead_time IS NOT NULL AND data = 'data'")
	dead, err := inbox.DeadLetters(t.Context(), pool, inbox.Choice{})
	if err != nil || len(dead) != 1 || dead[0].Error != "cannot be decoded" || dead[0].Attributes["version"] != "1" {
		t.Errorf("%+v, %v", dead, err)
	}
	if status, err := inbox.StatusOf(t.Context(), pool, "effects"); err != nil || status.Dead != 1 || status.Pending != 0 {
		t.Errorf("%+v, %v", status, err)
	}
}

// TestForgivenFailure checks that a handler cannot go on after a statement that failed: its transaction has no effect.
func TestForgivenFailure(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	start(t, pool, b, config, consumer("effects", func(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
		if err := recordEffect(ctx, tx, d); err != nil {
			return err
		}
		_, _ = tx.Exec(ctx, "INSERT INTO things VALUES ('x', NULL)")
		return nil
	}))
	if err := b.Publish(t.Context(), topic, []event.Message{changed("a", 1)}); err != nil {
		t.Fatal(err)
	}
	eventually(t, pool, "SELECT count(*) = 1 FROM inbox WHERE attempts > 0 AND error <> '' AND done_time IS NULL")
	eventually(t, pool, "SELECT count(*) = 0 FROM effects")
}

// TestTwoWorkers lets two replicas handle the same keys.
func TestTwoWorkers(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	out := newOutbox(pool)
	start(t, pool, b, config, consumer("effects", recordEffect))
	start(t, pool, b, config, consumer("effects", recordEffect))
	for n := range 200 {
		if err := change(t.Context(), pool, out, fmt.Sprint(n%7)); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, pool, "SELECT count(*) = 200 FROM effects")
	checkEffects(t, pool)
}

// TestCommands retries a dead event, skips one, gives one up, and rewinds.
func TestCommands(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	var healed atomic.Bool
	start(t, pool, b, config, consumer("effects", func(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
		if d.Key == "sick" && !healed.Load() {
			return event.Reject(errors.New("sick"))
		}
		return recordEffect(ctx, tx, d)
	}))
	one, two := changed("sick", 1), changed("sick", 2)
	if err := b.Publish(t.Context(), topic, []event.Message{one, two, changed("well", 1)}); err != nil {
		t.Fatal(err)
	}
	eventually(t, pool, "SELECT count(*) = 2 FROM inbox WHERE dead_time IS NOT NULL AND error = 'internal error: see the log'")
	if n, err := inbox.DropDead(t.Context(), pool, inbox.Choice{Consumer: "effects", ID: &two.ID}); n != 1 || err != nil {
		t.Errorf("dropped %d, %v", n, err)
	}
	healed.Store(true)
	if n, err := inbox.Retry(t.Context(), pool, inbox.Choice{Consumer: "others"}); n != 0 || err != nil {
		t.Errorf("retried %d of others, %v", n, err)
	}
	if n, err := inbox.Retry(t.Context(), pool, inbox.Choice{}); n != 1 || err != nil {
		t.Errorf("retried %d, %v", n, err)
	}
	eventually(t, pool, "SELECT count(*) = 2 FROM effects") // of well, and of sick's first one
	if err := inbox.Skip(t.Context(), pool, "effects", one.ID); errs.KindOf(err) != errs.KindNotFound {
		t.Errorf("skip of what is done: %v", err)
	}
	n, err := inbox.Rewind(t.Context(), pool, "effects", time.Time{})
	if n != 3 || err != nil {
		t.Errorf("forgot %d, %v", n, err)
	}
	eventually(t, pool, "SELECT count(*) = 5 FROM effects") // the three are handled again
}

// TestRenamed lets a consumer under a new name go on where it was: nothing is handled again, and what waited is handled.
func TestRenamed(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	work := newWorker(pool, b, config, slog.New(slog.DiscardHandler), consumer("effects", recordEffect))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = work.Run(ctx) }()
	if err := b.Publish(t.Context(), topic, []event.Message{changed("a", 1)}); err != nil {
		t.Fatal(err)
	}
	eventually(t, pool, "SELECT count(*) = 1 FROM effects")
	stop()
	<-done
	if err := b.Publish(t.Context(), topic, []event.Message{changed("a", 2)}); err != nil {
		t.Fatal(err)
	}
	renamed := consumer("results", recordEffect)
	renamed.Formerly = "effects"
	start(t, pool, b, config, renamed)
	eventually(t, pool, "SELECT count(*) = 2 FROM effects WHERE version = id")
	eventually(t, pool, "SELECT count(*) = 2 FROM inbox WHERE consumer = 'results'")
}

// TestRenamedTwice goes back to the release before a rename and forth again, so that both names have received the same events: each release
// goes on, and the last one does not handle again what came meanwhile.
func TestRenamedTwice(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	effects, results := consumer("effects", recordEffect), consumer("results", recordEffect)
	results.Formerly = "effects"
	for n, release := range []inbox.Consumer{effects, results, effects, results} {
		if err := b.Publish(t.Context(), topic, []event.Message{changed("a", n+1)}); err != nil {
			t.Fatal(err)
		}
		stop := run(t, newWorker(pool, b, config, slog.New(slog.DiscardHandler), release))
		eventually(t, pool, "SELECT count(*) = 1 FROM effects WHERE version = $1", n+1)
		stop()
	}
	eventually(t, pool, "SELECT count(*) = 1 FROM effects WHERE version = 3")
	eventually(t, pool, "SELECT count(*) = 4 FROM inbox WHERE consumer = 'results' AND done_time IS NOT NULL")
	eventually(t, pool, "SELECT NOT EXISTS (SELECT FROM inbox WHERE consumer = 'effects') AND NOT EXISTS (SELECT FROM inbox_places WHERE consumer = 'effects')")
}

// busWithoutSweep cannot be reached when old events are to be deleted.
type busWithoutSweep struct{ bus.Bus }

func (busWithoutSweep) Sweep(context.Context, []string) error { return errors.New("away") }

// TestSweepWithoutBus forgets what was handled long ago while the bus is away.
func TestSweepWithoutBus(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	old := uuid.MustParse("01000000-0000-7000-8000-000000000000")
	_, err := pool.Exec(t.Context(), `INSERT INTO inbox (consumer, event, key, type, time, attributes, data, done_time)
VALUES ('effects', $1, 'a', 'changed', now() - interval '1 day', '{}', '', now() - interval '1 day')`, old)
	if err != nil {
		t.Fatal(err)
	}
	start(t, pool, busWithoutSweep{b}, config, consumer("effects", recordEffect))
	eventually(t, pool, "SELECT count(*) = 0 FROM inbox")
}

// TestSweep forgets what was handled long ago, and keeps what was handled lately though it happened long ago.
func TestSweep(t *testing.T) {
	t.Parallel()
	pool, b := databases(t)
	start(t, pool, b, config, consumer("effects", recordEffect))
	if err := b.Publish(t.Context(), topic, []event.Message{changed("a", 1), changed("a", 2)}); err != nil {
		t.Fatal(err)
	}
	eventually(t, pool, "SELECT count(*) = 2 FROM inbox WHERE done_time IS NOT NULL")
	if _, err := pool.Exec(t.Context(), "UPDATE inbox SET done_time = now() - interval '2 hours' WHERE id = (SELECT min(id) FROM inbox)"); err != nil {
		t.Fatal(err)
	}
	sweep := func(before time.Time, left int) {
		t.Helper()
		if err := inbox.Sweep(t.Context(), pool, before); err != nil {
			t.Fatal(err)
		}
		eventually(t, pool, "SELECT count(*) = $1 FROM inbox", left)
	}
	sweep(time.Now().Add(-time.Hour), 2) // it was handled before that, and happened after it
	sweep(time.Now().Add(-time.Second), 2)
	sweep(time.Now().Add(time.Minute), 0)
}
