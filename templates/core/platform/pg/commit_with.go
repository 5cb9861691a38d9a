package pg

import (
	"cmp"
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// CommitWith executes the last statements of a transaction of InTx and commits it, in one round trip, and returns the tag of the first.
// PostgreSQL does not come to COMMIT if one of them fails. Nothing but the return of fn may follow. In a savepoint they are executed, and
// nothing is committed.
func CommitWith(ctx context.Context, tx pgx.Tx, last *pgx.Batch) (pgconn.CommandTag, error) {
	if t, ok := tx.(*lateTx); ok {
		return t.commitWith(ctx, last)
	}
	results := tx.SendBatch(ctx, last)
	tag, err := results.Exec()
	return tag, cmp.Or(err, results.Close())
}
