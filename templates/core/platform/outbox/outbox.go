// Package outbox keeps the events of a service in its database, in the transactions that they tell about, until the bus has them.
package outbox

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// Config is the settings of all publishers.
type Config struct {
	MaxBytes int `env:"EVENTS_MAX_BYTES" envDefault:"524288" positive:"true"` // of an event; a change with a larger one is refused
}

// Outbox writes events to a database.
type Outbox struct {
	pool     *pgxpool.Pool
	maxBytes int

	mu       sync.Mutex
	wakened  time.Time // when the relay was last told
	awaiting bool      // it will be told
}

// New returns an outbox in the database of pool.
func New(pool *pgxpool.Pool, c Config) *Outbox { return &Outbox{pool: pool, maxBytes: c.MaxBytes} }

// Fits returns errs.Invalid if an event is too large to be published. A larger one would have to be passed over on its way.
func (o *Outbox) Fits(m event.Message) error {
	if len(m.Data) <= o.maxBytes {
		return nil
	}
	return &errs.Error{
		Kind: errs.KindInvalid, Reason: "TOO_LARGE",
		Message: fmt.Sprintf("the event about it has %d bytes, and may have %d", len(m.Data), o.maxBytes),
	}
}

// execer is a pool or a transaction.
type execer interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// insert draws the ids in the order of the events. Transactions that change the same row do so one after the other, so that events of
// one key have ascending ids.
const insert = `INSERT INTO outbox (event, topic, key, type, time, attributes, data)
SELECT e.event, e.topic, e.key, e.type, e.time, e.attributes::jsonb, e.data
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::bytea[])
  WITH ORDINALITY AS e (event, topic, key, type, time, attributes, data, n)
ORDER BY e.n`

// Write stores events, in one statement. It should be the last one of a transaction.
func Write(ctx context.Context, tx execer, events []event.Message) error {
	if len(events) == 0 {
		return nil
	}
	c, err := event.ColumnsOf(events)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, insert, c.IDs, c.Topics, c.Keys, c.Types, c.Times, c.Attributes, c.Data)
	return pg.Error(err, "events")
}
