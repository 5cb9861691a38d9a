// Package pgbus is a bus in a PostgreSQL database: a table of messages, in which the places of a topic are taken in the order of their
// commits. So a reader who goes on from a place misses none.
package pgbus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

// Config says where the database is. All services have the same.
type Config struct {
	URL       string        `env:"EVENTS_DATABASE_URL"`                                // postgres://user:password@host:5432/database
	PgBouncer bool          `env:"EVENTS_DB_PGBOUNCER" envDefault:"false"`             // the URL leads to a pooler that shares connections between transactions
	Retention time.Duration `env:"EVENTS_RETENTION" envDefault:"168h" positive:"true"` // how long events can be received
}

// Bus is the bus. Its tables are made when it is first used.
type Bus struct {
	pool      *pgxpool.Pool
	retention time.Duration
	log       *slog.Logger
	closed    context.Context    //nolint:containedctx // it ends with the bus
	stop      context.CancelFunc // ends closed
	listens   sync.Once
	listening sync.WaitGroup

	mu    sync.Mutex
	ready bool // the tables are there
	bells map[wake.Bell]bool
}

// connections is how many a process uses of the database: the relay, one that listens, and receivers take turns.
const connections = 4

// Open returns the bus. It does not wait for the database.
func Open(ctx context.Context, c Config, log *slog.Logger) (*Bus, error) {
	if c.URL == "" {
		return nil, errors.New("EVENTS_DATABASE_URL is not set")
	}
	pool, err := pg.Open(ctx, pg.Config{URL: c.URL, MaxConns: connections, StatementTimeout: 30 * time.Second, PgBouncer: c.PgBouncer})
	if err != nil {
		return nil, fmt.Errorf("EVENTS_%w", err)
	}
	b := &Bus{pool: pool, retention: c.Retention, log: log, bells: map[wake.Bell]bool{}}
	if b.closed, b.stop = context.WithCancel(context.WithoutCancel(ctx)); c.PgBouncer {
		b.listens.Do(func() {}) // in vain
	}
	return b, nil
}

// Check says what is wrong with the settings, for package config.
func (c Config) Check() error {
	if c.URL == "" {
		return nil // programs that use no bus need none
	}
	if err := (pg.Config{URL: c.URL}).Check(); err != nil {
		return fmt.Errorf("EVENTS_%w", err)
	}
	return nil
}

// Close ends the bus, when nobody uses it any more.
func (b *Bus) Close() {
	b.stop()
	b.listening.Wait()
	b.pool.Close()
}

// Ready implements bus.Bus.
func (b *Bus) Ready(ctx context.Context) error { return b.prepareTables(ctx) }

// Publish implements bus.Bus.
func (b *Bus) Publish(ctx context.Context, topic string, batch []event.Message) error {
	if err := b.prepareTables(ctx); err != nil {
		return err
	}
	err := b.publishBatch(ctx, topic, batch)
	if !isBadValue(err) {
		return err
	}
	if len(batch) == 1 {
		return &bus.RefusedError{ID: batch[0].ID, Err: err}
	}
	for _, m := range batch { // one of them is to blame
		if err := b.Publish(ctx, topic, []event.Message{m}); err != nil {
			return err
		}
	}
	return nil
}

// Receive implements bus.Bus.
func (b *Bus) Receive(ctx context.Context, s bus.Subscription, in bus.Inbox) {
	bell, cancel := b.subscribeBell()
	defer cancel()
	for ctx.Err() == nil {
		err := b.receiveFor(ctx, s, in, bell)
		if ctx.Err() != nil || err == nil || errors.Is(err, bus.ErrMoved) {
			continue
		}
		b.log.WarnContext(ctx, "events cannot be received", slog.String("consumer", s.Consumer), slog.String("error", err.Error()))
		select {
		case <-ctx.Done():
		case <-time.After(backoff):
		}
	}
}

// sweep deletes the oldest messages of a topic and remembers up to where.
const sweep = `WITH old AS (
  SELECT place, publish_time FROM bus WHERE topic = $1 ORDER BY place LIMIT 1000
), gone AS (
  DELETE FROM bus WHERE topic = $1 AND place IN (SELECT place FROM old WHERE publish_time < now() - $2::interval) RETURNING place
)
UPDATE bus_topics SET swept = (SELECT max(place) FROM gone) WHERE topic = $1 AND EXISTS (SELECT FROM gone)`

// Sweep implements bus.Bus.
func (b *Bus) Sweep(ctx context.Context, topics []string) error {
	if err := b.prepareTables(ctx); err != nil {
		return err
	}
	for _, topic := range topics {
		for {
			tag, err := b.pool.Exec(ctx, sweep, topic, b.retention)
			if err != nil {
				return err
			}
			if tag.RowsAffected() == 0 {
				break
			}
		}
	}
	return nil
}
