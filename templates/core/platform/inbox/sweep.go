package inbox

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// sweep forgets events of all consumers, some at a time. Those before an id are old, since ids begin with a time.
const sweep = `DELETE FROM inbox WHERE (consumer, event) IN (
  SELECT consumer, event FROM inbox WHERE event < $1 AND done_time < $2 LIMIT 1000
)`

// Sweep forgets events that were handled before a time: as long ago as the bus keeps events, so that none of them can come again.
func Sweep(ctx context.Context, pool *pgxpool.Pool, before time.Time) error {
	for {
		tag, err := pool.Exec(ctx, sweep, firstID(before), before)
		if err != nil || tag.RowsAffected() == 0 {
			return pg.Error(err, "events")
		}
	}
}

// firstID returns the lowest UUID of version 7 of a time.
func firstID(t time.Time) (id uuid.UUID) {
	ms := t.UnixMilli()
	for i := range 6 {
		id[i] = byte(ms >> (8 * (5 - i)) & 0xff)
	}
	return id
}
