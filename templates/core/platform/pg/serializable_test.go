package pg_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// TestInSerializableTx has transactions count rows at the same time and insert one if there is none. At READ COMMITTED all of them do.
func TestInSerializableTx(t *testing.T) {
	const writers = 4
	full := errors.New("full")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, tt := range []struct {
		name string
		inTx func(context.Context, *pgxpool.Pool, func(pgx.Tx) error) error
		want int
	}{{"read committed", pg.InTx, writers}, {"serializable", pg.InSerializableTx, 1}} {
		pool := pgtest.New(t, migrations)
		count := func(q interface {
			QueryRow(context.Context, string, ...any) pgx.Row
		},
		) (n int, err error) {
			err = q.QueryRow(ctx, "SELECT count(*) FROM groups").Scan(&n)
			return n, err
		}
		var all, counted sync.WaitGroup
		counted.Add(writers)
		for range writers {
			all.Go(func() {
				first := true
				err := tt.inTx(ctx, pool, func(tx pgx.Tx) error {
					n, err := count(tx)
					if first {
						first = false
						counted.Done()
						counted.Wait()
					}
					if err != nil {
						return pg.Error(err, "group")
					}
					if n > 0 {
						return full
					}
					_, err = tx.Exec(ctx, "INSERT INTO groups VALUES (gen_random_uuid())")
					return pg.Error(err, "group")
				})
				if err != nil && !errors.Is(err, full) {
					t.Errorf("%s: %v", tt.name, err)
				}
			})
		}
		all.Wait()
		if n, err := count(pool); n != tt.want || err != nil {
			t.Errorf("%s: %d rows, want %d, %v", tt.name, n, tt.want, err)
		}
	}
}
