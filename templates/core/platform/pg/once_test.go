package pg_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/once"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

var keyMigrations fs.FS = fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE idempotency_keys (
	caller text NOT NULL,
	key text NOT NULL,
	method text NOT NULL,
	digest bytea NOT NULL,
	answer bytea,
	create_time timestamptz NOT NULL,
	CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key)
);
-- +goose Down
DROP TABLE idempotency_keys;
`)}}

func keyed(key string) *once.Request {
	return &once.Request{Caller: "alice", Key: key, Method: "/Create", Digest: []byte("body")}
}

// answer runs a request in a transaction of its own. fn gives the answer.
func answer(ctx context.Context, pool *pgxpool.Pool, r *once.Request, fn func() ([]byte, error)) (got []byte, err error) {
	err = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		got, err = pg.Once(ctx, tx, r, fn)
		return err
	})
	return got, err
}

// TestOnce checks what a request with a key that was there before gets.
func TestOnce(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t, keyMigrations)
	failed := errors.New("failed")
	calls := 0
	do := func(r *once.Request, text []byte, failure error) ([]byte, error) {
		return answer(t.Context(), pool, r, func() ([]byte, error) { calls++; return text, failure })
	}
	if _, err := do(keyed("k"), nil, failed); !errors.Is(err, failed) {
		t.Errorf("got %v, want the error of the function", err)
	}
	for _, text := range []string{"first", "second"} { // an error has left the key free
		if got, err := do(keyed("k"), []byte(text), nil); err != nil || string(got) != "first" {
			t.Errorf("got %q, %v", got, err)
		}
	}
	for range 2 { // an empty message is an answer
		if got, err := do(keyed("empty"), nil, nil); err != nil || len(got) != 0 {
			t.Errorf("got %q, %v", got, err)
		}
	}
	if calls != 3 {
		t.Errorf("the function ran %d times, want 3", calls)
	}

	stranger, method, body := keyed("k"), keyed("k"), keyed("k")
	stranger.Caller, method.Method, body.Digest = "bob", "/Delete", []byte("another")
	if got, err := do(stranger, []byte("his own"), nil); err != nil || string(got) != "his own" {
		t.Errorf("another caller got %q, %v", got, err)
	}
	for _, r := range []*once.Request{method, body} {
		_, err := do(r, []byte("wrong"), nil)
		if e, ok := errors.AsType[*errs.Error](err); !ok || e.Reason != "IDEMPOTENCY_KEY_REUSED" || e.Kind != errs.KindPrecondition {
			t.Errorf("got %v", err)
		}
	}
}

// TestOnceAtATime has requests with one key come at the same time, at each level of isolation. One has an effect; another gets its answer, or
// has to try again.
func TestOnceAtATime(t *testing.T) {
	t.Parallel()
	for name, inTx := range map[string]func(context.Context, *pgxpool.Pool, func(pgx.Tx) error) error{
		"read committed": pg.InTx, "serializable": pg.InSerializableTx,
	} {
		pool := pgtest.New(t, keyMigrations)
		var effects, waiting atomic.Int32
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				var got []byte
				err := inTx(t.Context(), pool, func(tx pgx.Tx) (err error) {
					got, err = pg.Once(t.Context(), tx, keyed("k"), func() ([]byte, error) {
						effects.Add(1)
						_, err := tx.Exec(t.Context(), "SELECT pg_sleep(0.05)")
						return []byte("answer"), err
					})
					return err
				})
				if errs.KindOf(err) == errs.KindConflict {
					waiting.Add(1)
				} else if err != nil || !bytes.Equal(got, []byte("answer")) {
					t.Errorf("%s: got %q, %v", name, got, err)
				}
			})
		}
		all.Wait()
		if n := effects.Load(); n != 1 || waiting.Load() == 4 {
			t.Errorf("%s: %d requests had an effect, %d have to try again", name, n, waiting.Load())
		}
		if got, err := answer(t.Context(), pool, keyed("k"), nil); err != nil || string(got) != "answer" {
			t.Errorf("%s: the next try got %q, %v", name, got, err)
		}
	}
}

// TestForgetAnswers checks that keys end after a day, whether their rows are there or not.
func TestForgetAnswers(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t, keyMigrations)
	do := func(key, text string) string {
		got, err := answer(t.Context(), pool, keyed(key), func() ([]byte, error) { return []byte(text), nil })
		if err != nil {
			t.Fatal(err)
		}
		return string(got)
	}
	for _, key := range []string{"old", "older", "new"} {
		do(key, "first")
	}
	if _, err := pool.Exec(t.Context(), "UPDATE idempotency_keys SET create_time = now() - interval '25 hours' WHERE key <> 'new'"); err != nil {
		t.Fatal(err)
	}
	if got := do("old", "again"); got != "again" {
		t.Errorf("an old key has the answer %q", got)
	}
	if got := do("old", "once more"); got != "again" {
		t.Errorf("its second life has the answer %q", got)
	}

	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- pg.ForgetAnswers(ctx, pool, slog.New(slog.DiscardHandler)) }()
	left := func() (n int) {
		if err := pool.QueryRow(t.Context(), "SELECT count(*) FROM idempotency_keys").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for deadline := time.Now().Add(time.Minute); left() != 2 && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	if err := <-done; err != nil || left() != 2 {
		t.Errorf("%d keys are left, %v", left(), err)
	}
}
