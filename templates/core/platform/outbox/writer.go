package outbox

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
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
// with the COMMIT, or not at all if fn returns an error.
func (w *Writer[E]) InTx(ctx context.Context, begin func(func(pgx.Tx) error) error, fn func(pgx.Tx, *Writer[E]) error) error {
	var pending []event.Message
	err := begin(func(tx pgx.Tx) error {
		pending = nil // a transaction that is retried begins anew
		if err := fn(tx, &Writer[E]{out: w.out, to: tx, pending: &pending}); err != nil || w.pending != nil {
			return err
		}
		if len(pending) == 0 {
			return nil
		}
		last := &pgx.Batch{}
		for _, m := range pending {
			last.Queue(insert, argsOf(m)...)
		}
		return pg.CommitWith(ctx, tx, last)
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
