package outbox_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// TestTooLarge holds that a change whose event has one byte more than is allowed is refused as a whole, and that one byte less is fine.
func TestTooLarge(t *testing.T) {
	const most = 1000
	pool := pgtest.New(t, os.DirFS("../../../../testdata/golden/diary/want/services/diary/migrations"))
	if _, err := pool.Exec(t.Context(), "CREATE TABLE things (size integer NOT NULL)"); err != nil {
		t.Fatal(err)
	}
	out := outbox.New(pool, outbox.Config{MaxBytes: most}, func(_ context.Context, size int) (event.Message, error) {
		return event.Message{ID: ids.New(), Topic: "t", Key: "k", Type: "sized", Time: time.Now(), Data: make([]byte, size)}, nil
	})
	begin := func(fn func(pgx.Tx) error) error { return pg.InTx(t.Context(), pool, fn) }
	for size, want := range map[int]string{most: "", most + 1: "TOO_LARGE"} {
		err := outbox.NewWriter(out, pool).InTx(t.Context(), begin, func(tx pgx.Tx, events *outbox.Writer[int]) error {
			if _, err := tx.Exec(t.Context(), "INSERT INTO things VALUES ($1)", size); err != nil {
				return err
			}
			return events.Publish(t.Context(), size)
		})
		reason := ""
		if refused, ok := errors.AsType[*errs.Error](err); ok {
			reason = refused.Reason
		}
		if reason != want || (err == nil) != (want == "") {
			t.Errorf("an event of %d bytes: %v", size, err)
		}
	}
	var things, events int
	err := pool.QueryRow(t.Context(), "SELECT (SELECT count(*) FROM things), (SELECT count(*) FROM outbox WHERE octet_length(data) = $1)", most).Scan(&things, &events)
	if err != nil || things != 1 || events != 1 {
		t.Errorf("%d changes and %d events, %v", things, events, err)
	}
}
