package inbox

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// TakeOver gives the consumer the events and the places of its previous name. It is called before events are received, in the one process
// that receives them.
func (i *Inbox) TakeOver(ctx context.Context) error {
	if i.Formerly == "" {
		return nil
	}
	return pg.InTx(ctx, i.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE inbox_places SET consumer = $1 WHERE consumer = $2", i.Name(), i.Formerly); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "UPDATE inbox SET consumer = $1 WHERE consumer = $2", i.Name(), i.Formerly)
		return err
	})
}
