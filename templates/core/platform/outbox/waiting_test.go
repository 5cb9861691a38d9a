package outbox_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// TestWaitingIn counts an outbox that is nearly empty, and one with more events than are counted.
func TestWaitingIn(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t, fstest.MapFS{"00001_init.sql": {Data: []byte("-- +goose Up\n" +
		"CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, time timestamptz NOT NULL, error text);\n")}})
	began := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, tt := range []struct {
		add             int
		events, refused int64
		oldest          time.Time
	}{
		{0, 0, 0, time.Time{}},
		{1, 0, 1, time.Time{}},
		{2, 1, 2, began.Add(2 * time.Second)},
		{40_000, outbox.MaxWaiting, outbox.MaxWaiting, began.Add(2 * time.Second)},
	} {
		_, err := pool.Exec(t.Context(), `INSERT INTO outbox (time, error)
  SELECT $1::timestamptz + n * interval '1 second', CASE WHEN n % 2 = 1 THEN 'refused' END FROM generate_series(1, $2::int) AS n ORDER BY n`, began, tt.add)
		if err != nil {
			t.Fatal(err)
		}
		got, err := outbox.WaitingIn(t.Context(), pool)
		if err != nil || got.Events != tt.events || got.Refused != tt.refused || !got.Oldest.Equal(tt.oldest) {
			t.Errorf("after %d: %+v, %v", tt.add, got, err)
		}
	}
}
