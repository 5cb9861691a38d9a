package outbox

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// Waiting is what an outbox holds.
type Waiting struct {
	Events  int64     `json:"waiting"`         // MaxWaiting at most
	Oldest  time.Time `json:"oldest,omitzero"` // when the oldest event happened that waits
	Refused int64     `json:"refused"`         // events that the bus will never take; MaxWaiting at most
}

// MaxWaiting is up to where events are counted: so a full outbox is not read at each look.
const MaxWaiting = 10_001

// WaitingIn returns what the outbox in a database holds.
func WaitingIn(ctx context.Context, pool *pgxpool.Pool) (w Waiting, err error) {
	var oldest *time.Time // by its place: that is the next one to be published
	err = pool.QueryRow(ctx, `SELECT (SELECT count(*) FROM (SELECT FROM outbox WHERE error IS NULL LIMIT $1) AS waiting),
  (SELECT time FROM outbox WHERE error IS NULL ORDER BY id LIMIT 1),
  (SELECT count(*) FROM (SELECT FROM outbox WHERE error IS NOT NULL LIMIT $1) AS refused)`, MaxWaiting).Scan(&w.Events, &oldest, &w.Refused)
	if oldest != nil {
		w.Oldest = *oldest
	}
	return w, pg.Error(err, "outbox")
}
