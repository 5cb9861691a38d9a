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
)

// Config has the settings of all publishers.
type Config struct {
	MaxBytes int          `env:"EVENTS_MAX_BYTES" envDefault:"524288" positive:"true"` // of an event; a change with a larger one is refused
	Format   event.Format `env:"EVENTS_FORMAT" envDefault:"protobuf"`
}

// Check says what is wrong with the settings, for package config.
func (c Config) Check() error { return c.Format.Check() }

// Outbox writes the events of a service, of type E, to its database.
type Outbox[E any] struct {
	pool     *pgxpool.Pool
	maxBytes int
	encode   func(context.Context, E) (event.Message, error)

	mu     sync.Mutex
	told   time.Time // when the relay was last told
	timing bool      // it will be told
}

// New returns an outbox in the database of pool. encode makes the messages.
func New[E any](pool *pgxpool.Pool, c Config, encode func(context.Context, E) (event.Message, error)) *Outbox[E] {
	return &Outbox[E]{pool: pool, maxBytes: c.MaxBytes, encode: encode}
}

// message returns the message of an event. One that is too large would have to be passed over on its way, so it is an error here.
func (o *Outbox[E]) message(ctx context.Context, e E) (event.Message, error) {
	m, err := o.encode(ctx, e)
	if err == nil && len(m.Data) > o.maxBytes {
		return m, &errs.Error{
			Kind: errs.KindInvalid, Reason: "TOO_LARGE",
			Message: fmt.Sprintf("the event about it would have %d bytes, %d are allowed", len(m.Data), o.maxBytes),
		}
	}
	return m, err
}

// execer is a pool or a transaction.
type execer interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// insert draws an id. Transactions that change the same row do so one after the other, so that events of one key have ascending ids.
const insert = "INSERT INTO outbox (event, topic, key, type, time, attributes, data) VALUES ($1, $2, $3, $4, $5, COALESCE($6::jsonb, '{}'), $7)"

// argsOf returns the parameters of insert.
func argsOf(m event.Message) []any {
	return []any{m.ID, m.Topic, m.Key, m.Type, m.Time, m.Attributes, m.Data}
}

// Channel is the channel on which relays are told of new events.
const Channel = "outbox"

// wakeEvery is how often relays are told, at most.
const wakeEvery = 20 * time.Millisecond

// Wake tells the relay that there are events. It is called after the commit, and does not wait: notifications within transactions would
// let these commit only one after the other. If one is lost, the relay finds the events a second later.
func (o *Outbox[E]) Wake() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.timing {
		return
	}
	o.timing = true
	time.AfterFunc(time.Until(o.told.Add(wakeEvery)), o.notify)
}

func (o *Outbox[E]) notify() {
	o.mu.Lock()
	o.timing, o.told = false, time.Now()
	o.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, _ = o.pool.Exec(ctx, "SELECT pg_notify($1, '')", Channel)
}
