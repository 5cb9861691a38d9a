package pg

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const maxAttempts = 5

// InTx calls fn in a transaction, which is committed unless fn returns an error. Where PostgreSQL gave up on the transaction for
// the sake of another one, everything is tried again: fn must have no effect outside of it.
func InTx(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	for attempt := 1; ; attempt++ {
		var failed error
		err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
			failed = fn(tx)
			return failed
		})
		err = cmp.Or(failed, Error(err, "transaction")) // to roll back may have failed as well
		if attempt == maxAttempts || !retryable(err) {
			return err
		}
		select {
		case <-time.After(rand.N(10 * time.Millisecond << attempt)):
		case <-ctx.Done():
			return err
		}
	}
}

// retryable reports whether err is a failed serialization or a deadlock.
func retryable(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == serializationFailure || e.Code == deadlockDetected)
}
