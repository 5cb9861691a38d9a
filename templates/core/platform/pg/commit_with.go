package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// CommitWith runs the last statements of a transaction of InTx and commits it, in one round trip. PostgreSQL does not come to COMMIT if one
// of them fails. Nothing but the return of fn may follow. Within a savepoint the statements run, and nothing is committed.
func CommitWith(ctx context.Context, tx pgx.Tx, last *pgx.Batch) error {
	t, ok := tx.(*lateTx)
	if !ok {
		return Error(tx.SendBatch(ctx, last).Close(), "transaction")
	}
	begun, err := t.begun(ctx)
	if err != nil {
		return Error(err, "transaction")
	}
	last.Queue("commit")
	err = begun.SendBatch(ctx, last).Close()
	if t.conn.PgConn().TxStatus() == 'I' {
		t.tx = endedTx{closedTx(), err}
	}
	return Error(err, "transaction")
}

// endedTx is a transaction that has been committed, or could not be.
type endedTx struct {
	pgx.Tx

	err error
}

// Commit tells how the transaction ended.
func (t endedTx) Commit(context.Context) error { return t.err }
