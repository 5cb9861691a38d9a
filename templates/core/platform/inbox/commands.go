package inbox

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// Status is how far a consumer is.
type Status struct {
	Consumer string    `json:"consumer"`
	Pending  int64     `json:"pending"`
	Oldest   time.Time `json:"oldest,omitzero"` // when the oldest pending event happened
	Failing  int64     `json:"failing"`         // pending events of which an attempt has failed
	Dead     int64     `json:"dead"`
}

// statusOf looks at what is pending and what is dead through an index each, and never at what is done.
const statusOf = `SELECT p.*, (SELECT count(*) FROM inbox WHERE consumer = $1 AND dead_time IS NOT NULL) FROM (
  SELECT count(*), min(time), count(*) FILTER (WHERE attempts > 0) FROM inbox WHERE consumer = $1 AND done_time IS NULL AND dead_time IS NULL
) AS p`

// StatusOf returns the status of a consumer.
func StatusOf(ctx context.Context, pool *pgxpool.Pool, consumer string) (Status, error) {
	s := Status{Consumer: consumer}
	var oldest *time.Time
	err := pool.QueryRow(ctx, statusOf, consumer).Scan(&s.Pending, &oldest, &s.Failing, &s.Dead)
	if oldest != nil {
		s.Oldest = *oldest
	}
	return s, pg.Error(err, "events")
}

// Dead is an event that was put aside.
type Dead struct {
	event.Message
	Consumer string
	Attempts int
	Error    string
	DeadTime time.Time
}

const (
	// chosen are the dead events of the consumer $1, or of all if it is empty, and the event $2, or all if it is NULL.
	chosen = ` dead_time IS NOT NULL AND ($1 = '' OR consumer = $1) AND ($2::uuid IS NULL OR event = $2)`

	deadLetters = `SELECT consumer, attempts, coalesce(error, ''), dead_time, event, key, type, time, attributes, data FROM inbox
WHERE` + chosen + ` ORDER BY dead_time, id LIMIT 1000`
)

// Choice says which dead events a command is about.
type Choice struct {
	Consumer string     // "": of all consumers
	ID       *uuid.UUID // nil: all
}

// DeadLetters returns dead events, the oldest first: at most 1000.
func DeadLetters(ctx context.Context, pool *pgxpool.Pool, c Choice) ([]Dead, error) {
	rows, err := pool.Query(ctx, deadLetters, c.Consumer, c.ID)
	if err != nil {
		return nil, pg.Error(err, "events")
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Dead, err error) {
		err = row.Scan(&d.Consumer, &d.Attempts, &d.Error, &d.DeadTime, &d.ID, &d.Key, &d.Type, &d.Time, &d.Attributes, &d.Data)
		return d, err
	})
}

// Retry lets dead events be handled again, as if they had just come, and returns how many there are.
func Retry(ctx context.Context, pool *pgxpool.Pool, c Choice) (int64, error) {
	tag, err := pool.Exec(ctx, "UPDATE inbox SET dead_time = NULL, attempts = 0, error = NULL, due_time = now() WHERE"+chosen, c.Consumer, c.ID)
	if err == nil && tag.RowsAffected() > 0 {
		_, err = pool.Exec(ctx, "SELECT pg_notify($1, '')", Channel)
	}
	return tag.RowsAffected(), pg.Error(err, "events")
}

// DropDead gives dead events up, and returns how many there are.
func DropDead(ctx context.Context, pool *pgxpool.Pool, c Choice) (int64, error) {
	tag, err := pool.Exec(ctx, "UPDATE inbox SET dead_time = NULL, done_time = now(), data = '', attributes = '{}' WHERE"+chosen, c.Consumer, c.ID)
	return tag.RowsAffected(), pg.Error(err, "events")
}

// Skip gives up an event that is pending, so that what follows it under its key is handled. It returns errs.NotFound if it is not pending.
func Skip(ctx context.Context, pool *pgxpool.Pool, consumer string, id uuid.UUID) error {
	tag, err := pool.Exec(ctx, `UPDATE inbox SET done_time = now(), data = '', attributes = '{}'
WHERE consumer = $1 AND event = $2 AND done_time IS NULL AND dead_time IS NULL`, consumer, id)
	if err == nil && tag.RowsAffected() == 0 {
		return errs.NotFound("pending event")
	}
	return pg.Error(err, "events")
}

// Rewind lets a consumer handle again what it has handled of the events that happened since a time, as far as the bus still has
// them, and returns how many it had handled. It receives from the beginning, and passes over what it still knows.
func Rewind(ctx context.Context, pool *pgxpool.Pool, consumer string, since time.Time) (forgotten int64, err error) {
	err = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE inbox_places SET place = 0 WHERE consumer = $1", consumer); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, "DELETE FROM inbox WHERE consumer = $1 AND done_time IS NOT NULL AND time >= $2", consumer, since)
		forgotten = tag.RowsAffected()
		return err
	})
	return forgotten, pg.Error(err, "events")
}
