package worker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/app"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// Announced is a resource whose rows can be announced: to a consumer that came after them, and after the bus has forgotten their events.
type Announced struct {
	Name  string // in the spec: product
	Table string // as SQL has it
	Where string // the condition of those that are announced; "": all

	// Publish publishes the state of a row, which it locks, so that no later change is told before it.
	Publish func(ctx context.Context, tx pgx.Tx, id uuid.UUID) error
}

// announceAtOnce is how many rows a transaction announces.
const announceAtOnce = 500

// AnnounceCommand returns the command that announces rows. names are the resources that open returns, with the database that they are in.
func AnnounceCommand[C any](names []string, open func(context.Context, C, *slog.Logger) (pool *pgxpool.Pool, all []Announced, closed func(), err error)) app.Command[C] {
	return app.Command[C]{
		Name: "announce", Args: strings.Join(names, "|") + " [AFTER]", Help: "publish the state of all rows, or of those after an id, as an update that may have changed everything",
		Check: func(args []string) error {
			if len(args) == 0 || len(args) > 2 || !slices.Contains(names, args[0]) {
				return fmt.Errorf("announce takes a resource (%s), and the id after which it begins", strings.Join(names, ", "))
			}
			if _, err := uuid.Parse(args[len(args)-1]); len(args) == 2 && err != nil {
				return fmt.Errorf("%q is not an id", args[1])
			}
			return nil
		},
		Run: func(ctx context.Context, cfg C, log *slog.Logger, args []string) error {
			pool, all, closed, err := open(ctx, cfg, log)
			if err != nil {
				return err
			}
			defer closed()
			var after uuid.UUID
			if len(args) == 2 {
				after = uuid.MustParse(args[1])
			}
			resource := all[slices.IndexFunc(all, func(a Announced) bool { return a.Name == args[0] })]
			n, last, err := announce(ctx, pool, resource, after)
			fmt.Printf("%d announced\n", n)
			if err != nil && n > 0 {
				return fmt.Errorf("%w; announce %s %s goes on", err, resource.Name, last)
			}
			return err
		},
	}
}

// announce announces the rows after an id. It returns how many there were, and the last one, even if it fails.
func announce(ctx context.Context, pool *pgxpool.Pool, a Announced, after uuid.UUID) (n int, last uuid.UUID, err error) {
	for last = after; ; {
		var ids []uuid.UUID
		err := pg.InTx(ctx, pool, func(tx pgx.Tx) error {
			rows, err := tx.Query(ctx, "SELECT id FROM "+a.Table+" WHERE id > $1 AND "+cmp.Or(a.Where, "true")+" ORDER BY id LIMIT $2", last, announceAtOnce)
			if err != nil {
				return err
			}
			if ids, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID]); err != nil {
				return err
			}
			for _, id := range ids {
				if err := a.Publish(ctx, tx, id); err != nil && !isGone(err) {
					return fmt.Errorf("%s: %w", id, err)
				}
			}
			return nil
		})
		if err != nil || len(ids) == 0 {
			return n, last, err
		}
		n, last = n+len(ids), ids[len(ids)-1]
	}
}

// isGone reports whether an error says that a row was deleted meanwhile.
func isGone(err error) bool {
	e, ok := errors.AsType[*errs.Error](err)
	return ok && e.Kind == errs.KindNotFound
}
