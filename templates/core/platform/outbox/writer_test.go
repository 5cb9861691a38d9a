package outbox_test

import (
	"cmp"
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
	"github.com/svcgen/svcgen/templates/core/platform/txn"
)

// TestWithLast checks that events go with the last statement of a transaction or with its COMMIT, and only if both succeed.
func TestWithLast(t *testing.T) {
	pool := pgtest.New(t, os.DirFS("../../../../testdata/golden/diary/want/services/diary/migrations"))
	ctx := t.Context()
	if _, err := pool.Exec(ctx, "CREATE TABLE things (size integer PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	out := outbox.New(pool, outbox.Config{MaxBytes: 1000}, func(_ context.Context, size int) (event.Message, error) {
		return event.Message{ID: ids.New(), Topic: "t", Key: "k", Type: "sized", Time: time.Now(), Data: make([]byte, size)}, nil
	})
	insert := func(ctx context.Context, tx pgx.Tx, size int) error {
		_, err := tx.Exec(ctx, "INSERT INTO things VALUES ($1)", size)
		return err
	}
	failure := errors.New("no")
	type writer = outbox.Writer[int]
	last := txn.Last(ctx)
	for name, c := range map[string]struct {
		fn             func(pgx.Tx, *writer) error
		things, events int
	}{
		"one statement": {func(tx pgx.Tx, w *writer) error {
			return cmp.Or(w.Publish(ctx, 1), insert(last, tx, 1))
		}, 1, 1},
		"two statements and events": {func(tx pgx.Tx, w *writer) error {
			return cmp.Or(insert(ctx, tx, 1), w.Publish(ctx, 1), w.Publish(ctx, 2), insert(last, tx, 2))
		}, 2, 2},
		"no last statement": {func(tx pgx.Tx, w *writer) error {
			return cmp.Or(insert(ctx, tx, 1), w.Publish(ctx, 1))
		}, 1, 1},
		"the statement fails": {func(tx pgx.Tx, w *writer) error {
			return cmp.Or(w.Publish(ctx, 1), insert(ctx, tx, 1), insert(last, tx, 1))
		}, 0, 0},
		"the only statement fails": {func(tx pgx.Tx, w *writer) error {
			_, err := tx.Exec(last, "INSERT INTO things VALUES ($1)", nil)
			return cmp.Or(w.Publish(ctx, 1), err)
		}, 0, 0},
		"an event after the last statement": {func(tx pgx.Tx, w *writer) error {
			return cmp.Or(insert(last, tx, 1), w.Publish(ctx, 1))
		}, 1, 0},
		"a savepoint is undone": {func(tx pgx.Tx, w *writer) error {
			savepoint := func(fn func(pgx.Tx) error) error { return pg.Savepoint(ctx, tx, fn) }
			err := w.InTx(ctx, savepoint, func(tx pgx.Tx, w *writer) error {
				return cmp.Or(w.Publish(ctx, 1), insert(last, tx, 1), failure)
			})
			if !errors.Is(err, failure) {
				return err
			}
			return w.InTx(ctx, savepoint, func(tx pgx.Tx, w *writer) error {
				return cmp.Or(w.Publish(ctx, 2), insert(last, tx, 2))
			})
		}, 1, 1},
		"undone with what is around a savepoint": {func(tx pgx.Tx, w *writer) error {
			savepoint := func(fn func(pgx.Tx) error) error { return pg.Savepoint(ctx, tx, fn) }
			return cmp.Or(w.InTx(ctx, savepoint, func(tx pgx.Tx, w *writer) error {
				return cmp.Or(w.Publish(ctx, 1), insert(last, tx, 1))
			}), failure)
		}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			begin := func(fn func(pgx.Tx) error) error { return pg.InTx(ctx, pool, fn) }
			err := outbox.NewWriter(out, pool).InTx(ctx, begin, c.fn)
			var things, events int
			const count = "SELECT (SELECT count(*) FROM things), (SELECT count(*) FROM outbox)"
			if err := pool.QueryRow(ctx, count).Scan(&things, &events); err != nil {
				t.Fatal(err)
			}
			if things != c.things || events != c.events || (err == nil) != (c.events > 0) {
				t.Errorf("%d things and %d events, want %d and %d; %v", things, events, c.things, c.events, err)
			}
			if _, err := pool.Exec(ctx, "TRUNCATE things, outbox"); err != nil {
				t.Fatal(err)
			}
		})
	}
}
