package outbox

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/txn"
)

// Writer writes events of type E, on a pool or within a transaction.
type Writer[E any] struct {
	out     *Outbox[E]
	to      execer
	pending *[]event.Message // that are written before the commit; nil if they are written at once
}

// NewWriter returns a writer that writes events to a pool or a transaction at once.
func NewWriter[E any](out *Outbox[E], to execer) *Writer[E] { return &Writer[E]{out: out, to: to} }

// Publish writes an event: within InTx right before the commit, when the rows that it is about are locked, otherwise at once.
func (w *Writer[E]) Publish(ctx context.Context, e E) error {
	m, err := w.out.message(ctx, e)
	if err != nil {
		return err
	}
	if w.pending != nil {
		*w.pending = append(*w.pending, m)
		return nil
	}
	if _, err := w.to.Exec(ctx, insert, argsOf(m)...); err != nil {
		return pg.Error(err, "event")
	}
	w.out.Wake()
	return nil
}

// InTx runs fn in a transaction, or savepoint, that begin makes, with a writer of its own. Its events go to the server together
// with the statement of txn.Last or with the COMMIT, or not at all if fn returns an error.
func (w *Writer[E]) InTx(ctx context.Context, begin func(func(pgx.Tx) error) error, fn func(pgx.Tx, *Writer[E]) error) error {
	var pending []event.Message
	err := begin(func(tx pgx.Tx) error {
		pending = nil // a transaction that is retried begins anew
		if w.pending != nil {
			return fn(tx, &Writer[E]{out: w.out, to: tx, pending: &pending})
		}
		t := &tellingTx{Tx: tx, pending: &pending}
		if err := fn(t, &Writer[E]{out: w.out, to: tx, pending: &pending}); err != nil || t.sent == len(pending) {
			return err
		}
		_, err := t.commitWith(ctx, &pgx.Batch{})
		return pg.Error(err, "transaction")
	})
	switch {
	case err != nil || len(pending) == 0:
		return err
	case w.pending != nil:
		*w.pending = append(*w.pending, pending...)
	default:
		w.out.Wake()
	}
	return nil
}

// tellingTx is a transaction whose last statement takes the events along.
type tellingTx struct {
	pgx.Tx

	pending *[]event.Message
	sent    int // how many of them
}

// Exec implements pgx.Tx.
func (t *tellingTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	if !txn.IsLast(ctx) {
		return t.Tx.Exec(ctx, sql, args...)
	}
	last := &pgx.Batch{}
	last.Queue(sql, args...)
	return t.commitWith(ctx, last)
}

func (t *tellingTx) commitWith(ctx context.Context, last *pgx.Batch) (pgconn.CommandTag, error) {
	for _, m := range (*t.pending)[t.sent:] {
		last.Queue(insert, argsOf(m)...)
	}
	t.sent = len(*t.pending)
	return pg.CommitWith(ctx, t.Tx, last)
}
