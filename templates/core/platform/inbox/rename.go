package inbox

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// TakeOver gives the consumer the events and the places of its previous name. It is called before events are received, in the one process
// that receives them. Both have received the same events if the release before the rename has run again: the places of the new name lack none of them.
func (i *Inbox) TakeOver(ctx context.Context) error {
	if i.Formerly == "" {
		return nil
	}
	return pg.InTx(ctx, i.pool, func(tx pgx.Tx) error {
		for _, sql := range []string{
			`DELETE FROM inbox_places AS former USING inbox_places AS own WHERE former.consumer = $2 AND own.consumer = $1 AND own.source = former.source`,
			`UPDATE inbox_places SET consumer = $1 WHERE consumer = $2`,
			`DELETE FROM inbox AS former USING inbox AS own WHERE former.consumer = $2 AND own.consumer = $1 AND own.event = former.event`,
			`UPDATE inbox SET consumer = $1 WHERE consumer = $2`,
		} {
			if _, err := tx.Exec(ctx, sql, i.Name(), i.Formerly); err != nil {
				return err
			}
		}
		return nil
	})
}
