package inbox

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// idle is how long new events may go unnoticed if a notification is lost.
const idle = time.Second

// dispatch gives keys with events to workers, each key in its turn.
func (i *Inbox) dispatch(ctx context.Context, keys chan<- string, handled *atomic.Int64) {
	after, before := "", handled.Load()
	for ctx.Err() == nil {
		due, err := i.dueKeys(ctx, after)
		if err != nil && ctx.Err() == nil {
			i.log.WarnContext(ctx, "events cannot be handled", slog.String("error", err.Error()))
		}
		for _, key := range due {
			if !i.claimKey(key) {
				continue
			}
			select {
			case keys <- key:
			case <-ctx.Done():
				return
			}
		}
		if len(due) == keysAtOnce {
			after = due[len(due)-1]
			continue
		}
		after = "" // all keys had their turn
		if now := handled.Load(); now != before {
			before = now
			continue
		}
		i.bell.Wait(ctx, idle) // other replicas have the keys, or nothing is due
	}
}

// keysAtOnce is how many keys are looked for at a time.
const keysAtOnce = 64

// dueKeys are keys after one whose first pending event is due. It looks at one event of each key, however many there are.
const dueKeys = `WITH RECURSIVE heads AS (
  (SELECT key, due_time FROM inbox
    WHERE consumer = $1 AND key > $2 AND done_time IS NULL AND dead_time IS NULL ORDER BY key, id LIMIT 1)
  UNION ALL
  SELECT next.key, next.due_time FROM heads, LATERAL (
    SELECT key, due_time FROM inbox
    WHERE consumer = $1 AND key > heads.key AND done_time IS NULL AND dead_time IS NULL ORDER BY key, id LIMIT 1) AS next
)
SELECT key FROM heads WHERE due_time <= now() LIMIT $3`

func (i *Inbox) dueKeys(ctx context.Context, after string) ([]string, error) {
	rows, err := i.pool.Query(ctx, dueKeys, i.Name(), after, keysAtOnce)
	if err != nil {
		return nil, pg.Error(err, "events")
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// claimKey reports whether nobody in this process handles the key yet. Whoever does looks again.
func (i *Inbox) claimKey(key string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if _, ok := i.busy[key]; ok {
		i.busy[key] = true
		return false
	}
	i.busy[key] = false
	return true
}

func (i *Inbox) releaseKey(key string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.busy[key] {
		i.bell.Ring()
	}
	delete(i.busy, key)
}
