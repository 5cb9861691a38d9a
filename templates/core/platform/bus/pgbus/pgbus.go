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

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

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
func (b *Bus) Ready(ctx context.Context) error { return b.prepare(ctx) }

const tables = `
CREATE TABLE IF NOT EXISTS bus_topics (
  topic text PRIMARY KEY,
  last bigint NOT NULL DEFAULT 0,
  swept bigint NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS bus (
  topic text NOT NULL,
  place bigint NOT NULL,
  event uuid NOT NULL,
  key text NOT NULL,
  type text NOT NULL,
  time timestamptz NOT NULL,
  attributes jsonb NOT NULL,
  data bytea NOT NULL,
  publish_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, place),
  UNIQUE (topic, event)
)`

// prepare makes the tables unless they are there.
func (b *Bus) prepare(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ready {
		return nil
	}
	var missing bool
	if err := b.pool.QueryRow(ctx, "SELECT to_regclass('bus') IS NULL").Scan(&missing); err != nil {
		return pg.Error(err, "events")
	}
	if missing {
		err := pg.InTx(ctx, b.pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", "bus"); err != nil { // IF NOT EXISTS alone is not safe
				return err
			}
			_, err := tx.Exec(ctx, tables)
			return err
		})
		if err != nil {
			return err
		}
	}
	b.ready = true
	return nil
}

// channel is the channel on which receivers are told of new messages.
const channel = "bus"

// ring wakes all receivers.
func (b *Bus) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for bell := range b.bells {
		bell.Ring()
	}
}

// subscribe returns a bell that rings when there may be messages.
func (b *Bus) subscribe() (bell wake.Bell, cancel func()) {
	b.listens.Do(func() {
		b.listening.Go(func() { pg.Listen(b.closed, b.pool, b.ring, channel) })
	})
	bell = wake.NewBell()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bells[bell] = true
	return bell, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.bells, bell)
	}
}
