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
// is rolled back and fn runs again, so fn must have no effect outside of the transaction. The fifth conflict is an errs.Conflict.
func InTx(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	return retry(ctx, func() error { return inTx(ctx, pool, pgx.TxOptions{}, fn) })
}

// retry runs a transaction again while it conflicts with others.
func retry(ctx context.Context, transaction func() error) error {
	for attempt := 1; ; attempt++ {
		err := transaction()
		if attempt == maxAttempts || !retryable(err) {
			return err
		}
		select {
		case <-time.After(rand.N(10 * time.Millisecond << attempt)): // #nosec G404 -- a pause is no secret
		case <-ctx.Done():
			return err
		}
	}
}

// Savepoint calls fn within tx. If fn returns an error, what fn did is undone and tx can go on. It takes two round trips.
func Savepoint(ctx context.Context, tx pgx.Tx, fn func(pgx.Tx) error) error {
	return begin(ctx, tx, fn)
}

// beginner begins a transaction, or makes a savepoint if it is one.
type beginner interface {
	Begin(ctx context.Context) (pgx.Tx, error)
}

func begin(ctx context.Context, b beginner, fn func(pgx.Tx) error) error {
	var failed error
	err := pgx.BeginFunc(ctx, b, func(tx pgx.Tx) error {
		failed = fn(tx)
		return failed
	})
	return cmp.Or(failed, Error(err, "transaction")) // the rollback may have failed as well
}

// retryable reports whether err is a failed serialization or a deadlock.
func retryable(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == serializationFailure || e.Code == deadlockDetected)
}
