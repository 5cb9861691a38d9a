package outbox

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// Waiting is what an outbox holds.
type Waiting struct {
	Events  int64     `json:"waiting"`
	Oldest  time.Time `json:"oldest,omitzero"` // when the oldest event happened that waits
	Refused int64     `json:"refused"`         // events that the bus will never take
}

// WaitingIn returns what the outbox in a database holds.
func WaitingIn(ctx context.Context, pool *pgxpool.Pool) (w Waiting, err error) {
	var oldest *time.Time
	err = pool.QueryRow(ctx, `SELECT count(*) FILTER (WHERE error IS NULL), min(time) FILTER (WHERE error IS NULL),
  count(*) FILTER (WHERE error IS NOT NULL) FROM outbox`).Scan(&w.Events, &oldest, &w.Refused)
	if oldest != nil {
		w.Oldest = *oldest
	}
	return w, pg.Error(err, "outbox")
}
