package pg

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/once"
)

const (
	// claimKey inserts a key, unless a transaction that has not ended holds it: to wait for that would take a connection. A key that is too
	// old begins anew.
	claimKey = `WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text, 0)) AS mine)
INSERT INTO idempotency_keys AS k (caller, key, method, digest, create_time) SELECT $1, $2, $3, $4, now() FROM turn WHERE mine
ON CONFLICT (caller, key) DO UPDATE SET method = excluded.method, digest = excluded.digest, answer = NULL, create_time = excluded.create_time
WHERE k.create_time < now() - interval '24 hours'`

	findAnswer = `SELECT method, digest, answer FROM idempotency_keys WHERE caller = $1 AND key = $2 AND create_time >= now() - interval '24 hours'`

	storeAnswer = `UPDATE idempotency_keys SET answer = $3 WHERE caller = $1 AND key = $2`

	forgetKeys = `DELETE FROM idempotency_keys WHERE (caller, key) IN (
  SELECT caller, key FROM idempotency_keys WHERE create_time < now() - interval '24 hours' ORDER BY create_time LIMIT 1000 FOR UPDATE SKIP LOCKED
)`
)

// keyedTx is the transaction of a request with a key.
type keyedTx interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// Once returns the answer of fn to a request, and stores it in the same transaction. If one with the same key has been answered in the last 24
// hours, it returns that answer, or an errs.Precondition if it was another request. If one is being answered, that is an error of KindConflict: the
// caller tries again. Call it before anything else in the transaction.
func Once(ctx context.Context, tx keyedTx, r *once.Request, fn func() (answer []byte, err error)) ([]byte, error) {
	claimed, err := tx.Exec(ctx, claimKey, r.Caller, r.Key, r.Method, r.Digest)
	if err != nil {
		return nil, Error(err, once.Header)
	}
	if claimed.RowsAffected() == 0 {
		return answered(ctx, tx, r)
	}
	answer, err := fn()
	if err != nil {
		return nil, err
	}
	if answer == nil {
		answer = []byte{} // an empty message; NULL is for no answer
	}
	_, err = tx.Exec(ctx, storeAnswer, r.Caller, r.Key, answer)
	return answer, Error(err, once.Header)
}

// answered returns the answer to an earlier request with the key of r.
func answered(ctx context.Context, tx keyedTx, r *once.Request) ([]byte, error) {
	var first once.Request
	var answer []byte
	err := tx.QueryRow(ctx, findAnswer, r.Caller, r.Key).Scan(&first.Method, &first.Digest, &answer)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, &errs.Error{Kind: errs.KindConflict, Reason: errs.ReasonConflict, Message: "a request with the same " + once.Header + " is being answered: try again"}
	case err != nil:
		return nil, Error(err, once.Header)
	case first.Method != r.Method || !bytes.Equal(first.Digest, r.Digest):
		return nil, errs.Precondition("IDEMPOTENCY_KEY_REUSED", "another request had the same "+once.Header)
	}
	return answer, nil
}

// ForgetAnswers deletes keys and answers that are older than 24 hours, every ten minutes until ctx ends. Any number of processes may do that.
func ForgetAnswers(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) error {
	ticker := time.NewTicker(10 * time.Minute)
	defer ticker.Stop()
	for {
		if err := forgetAnswers(ctx, pool); err != nil {
			log.LogAttrs(ctx, slog.LevelWarn, "old idempotency keys stay", slog.String("error", err.Error()))
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return nil
		}
	}
}

func forgetAnswers(ctx context.Context, pool *pgxpool.Pool) error {
	for {
		tag, err := pool.Exec(ctx, forgetKeys)
		if err != nil || tag.RowsAffected() == 0 {
			return err
		}
	}
}
