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

// InTx runs fn in a transaction, which is committed unless fn returns an error. If the transaction conflicts with another one, it
// is rolled back and fn runs again, so fn must have no effects outside of the transaction.
func InTx(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	for attempt := 1; ; attempt++ {
		var failed error
		err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
			failed = fn(tx)
			return failed
		})
		err = cmp.Or(failed, Error(err, "transaction")) // the rollback may have failed as well
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
