package pg

import (
	"cmp"
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/txn"
)

// inTx runs fn in a transaction that begins with its first statement. Both go to the server together: that is one round trip less of
// three that a create takes.
func inTx(ctx context.Context, pool *pgxpool.Pool, options pgx.TxOptions, fn func(pgx.Tx) error) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return Error(err, "transaction")
	}
	defer conn.Release()
	return begin(ctx, late{&lateTx{conn: conn.Conn(), options: options}}, fn)
}

// late is the beginner of a transaction.
type late struct{ tx *lateTx }

func (l late) Begin(context.Context) (pgx.Tx, error) { return l.tx, nil }

// lateTx is a transaction that begins with its first statement, and ends with the one that txn.Last says is the last.
type lateTx struct {
	conn      *pgx.Conn
	options   pgx.TxOptions
	tx        pgx.Tx // nil before the first statement
	err       error  // why it cannot begin or go on
	committed bool   // with its last statement
}

// isNew reports whether no statement has run yet.
func (t *lateTx) isNew() bool { return t.tx == nil && t.err == nil }

// begun returns the transaction. It begins one, in a round trip of its own, if no statement has.
func (t *lateTx) begun(ctx context.Context) (pgx.Tx, error) {
	if t.isNew() {
		t.tx, t.err = t.conn.BeginTx(ctx, t.options)
	}
	return t.tx, t.err
}

// beginWith begins the transaction together with a statement. The caller reads the result of the statement, and closes the results.
func (t *lateTx) beginWith(ctx context.Context, sql string, args []any) pgx.BatchResults {
	batch := &pgx.Batch{}
	batch.BeginTx(t.options)
	batch.Queue(sql, args...)
	results := t.conn.SendBatch(ctx, batch)
	t.tx = results.Tx()
	_, _ = results.Exec() // of BEGIN; if it fails, so does the statement
	return results
}

// joins reports whether BEGIN or COMMIT can go together with a statement. They cannot if the statement has options of pgx. Text without
// parameters may hold several statements.
func joins(args []any) bool {
	if len(args) == 0 {
		return false
	}
	switch args[0].(type) {
	case pgx.QueryExecMode, pgx.QueryResultFormats, pgx.QueryResultFormatsByOID:
		return false
	default:
		return true
	}
}

// commitWith executes the last statements, in one round trip with the COMMIT, and returns the tag of the first. PostgreSQL does not come to
// COMMIT if one of them fails. Statements that are sent at once are a transaction even without BEGIN and COMMIT, but one without options.
func (t *lateTx) commitWith(ctx context.Context, last *pgx.Batch) (pgconn.CommandTag, error) {
	alone := t.isNew() && t.options == (pgx.TxOptions{})
	var tag pgconn.CommandTag
	var err error
	if only := last.QueuedQueries[0]; alone && last.Len() == 1 {
		tag, err = t.conn.Exec(ctx, only.SQL, only.Arguments...)
	} else {
		tag, err = t.sendLast(ctx, last, alone)
	}
	if t.conn.PgConn().TxStatus() == 'I' && t.err == nil {
		t.tx, t.err, t.committed = closedTx(), cmp.Or(err, pgx.ErrTxClosed), err == nil
	}
	return tag, err
}

func (t *lateTx) sendLast(ctx context.Context, last *pgx.Batch, alone bool) (pgconn.CommandTag, error) {
	send := t.conn.SendBatch
	if !alone {
		tx, err := t.begun(ctx)
		if err != nil {
			return pgconn.CommandTag{}, err
		}
		last.Queue("commit")
		send = tx.SendBatch
	}
	results := send(ctx, last)
	tag, err := results.Exec()
	return tag, cmp.Or(err, results.Close())
}

// failed returns the results of statements that were not sent.
func failed(err error) pgx.BatchResults { return pgx.FailedBatchResults(&pgx.Batch{}, err) }

func (t *lateTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	if joins(args) && txn.IsLast(ctx) {
		last := &pgx.Batch{}
		last.Queue(sql, args...)
		return t.commitWith(ctx, last)
	}
	if t.isNew() && joins(args) {
		results := t.beginWith(ctx, sql, args)
		tag, err := results.Exec()
		return tag, cmp.Or(err, results.Close())
	}
	tx, err := t.begun(ctx)
	if err != nil {
		return failed(err).Exec()
	}
	return tx.Exec(ctx, sql, args...)
}

func (t *lateTx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	if t.isNew() && joins(args) {
		return firstRow{t.beginWith(ctx, sql, args)}
	}
	tx, err := t.begun(ctx)
	if err != nil {
		return failed(err).QueryRow()
	}
	return tx.QueryRow(ctx, sql, args...)
}

// firstRow is the row of the first statement.
type firstRow struct{ results pgx.BatchResults }

func (r firstRow) Scan(dest ...any) error {
	err := r.results.QueryRow().Scan(dest...)
	return cmp.Or(err, r.results.Close())
}

func (t *lateTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	tx, err := t.begun(ctx)
	if err != nil {
		return failed(err).Query()
	}
	return tx.Query(ctx, sql, args...)
}

func (t *lateTx) Begin(ctx context.Context) (pgx.Tx, error) {
	tx, err := t.begun(ctx)
	if err != nil {
		return nil, err
	}
	return tx.Begin(ctx)
}

func (t *lateTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	tx, err := t.begun(ctx)
	if err != nil {
		return 0, err
	}
	return tx.CopyFrom(ctx, table, columns, rows)
}

func (t *lateTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	tx, err := t.begun(ctx)
	if err != nil {
		return pgx.FailedBatchResults(b, err)
	}
	return tx.SendBatch(ctx, b)
}

func (t *lateTx) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	tx, err := t.begun(ctx)
	if err != nil {
		return nil, err
	}
	return tx.Prepare(ctx, name, sql)
}

func (t *lateTx) LargeObjects() pgx.LargeObjects {
	tx, err := t.begun(context.Background())
	if err != nil {
		tx = closedTx()
	}
	return tx.LargeObjects()
}

func (t *lateTx) Conn() *pgx.Conn {
	_, _ = t.begun(context.Background()) // else its statements would be outside; if it fails, so do they
	return t.conn
}

func (t *lateTx) Commit(ctx context.Context) error {
	if t.committed {
		return nil
	}
	tx, err := t.begun(ctx)
	if err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func (t *lateTx) Rollback(ctx context.Context) error {
	if t.tx == nil {
		t.tx = closedTx()
	}
	return t.tx.Rollback(ctx)
}

// closedTx returns a transaction that has ended.
func closedTx() pgx.Tx {
	batch := &pgx.Batch{}
	batch.BeginTx(pgx.TxOptions{})
	return pgx.FailedBatchResults(batch, pgx.ErrTxClosed).Tx()
}
