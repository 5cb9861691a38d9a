// Package inbox keeps the events that a service receives in its database, and handles each of them once: in a transaction that also
// notes that it is handled. Events of one key are handled in their order, through retries and restarts.
package inbox

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

// Config has the settings of the consumers of a service.
type Config struct {
	Workers     int           `env:"CONSUMER_WORKERS" envDefault:"4" positive:"true"` // keys that a consumer handles at a time, in each process
	Timeout     time.Duration `env:"HANDLER_TIMEOUT" envDefault:"30s" positive:"true"`
	MaxAttempts int           `env:"MAX_ATTEMPTS" envDefault:"10" positive:"true"` // before an event is dead, dropped or blocks its key
}

// OnError is what becomes of an event after the last attempt.
type OnError string

// What becomes of an event that cannot be handled.
const (
	DeadLetter OnError = "dlq"   // it is put aside, and what follows it is handled
	Block      OnError = "block" // it is tried every ten minutes, and what follows it under its key waits
	Drop       OnError = "drop"  // it counts as handled
)

// Consumer is what handles events.
type Consumer struct {
	bus.Subscription

	Types   []string // full names of the messages that it handles; others are passed over
	OnError OnError

	Formerly string // its previous name, whose events and places it takes over; "" if there is none

	// Handle has its effects through tx, and returns an error to undo them. Nothing that tx cannot undo happens only once.
	Handle func(ctx context.Context, tx pgx.Tx, d event.Delivery) error

	Handled func() // called after each commit; may be nil
}

// Inbox handles the events of a consumer.
type Inbox struct {
	Consumer

	pool    *pgxpool.Pool
	cfg     Config
	log     *slog.Logger
	bell    wake.Bell // rings when there are events
	started time.Time

	mu   sync.Mutex
	busy map[string]bool // keys that are being handled; true if there may be more to handle then
}

// New returns the inbox of a consumer in the database of pool.
func New(pool *pgxpool.Pool, c Consumer, cfg Config, log *slog.Logger) *Inbox {
	i := &Inbox{Consumer: c, pool: pool, cfg: cfg, bell: wake.NewBell(), started: time.Now(), busy: map[string]bool{}}
	i.log = log.With(slog.String("consumer", i.Name()))
	return i
}

// Name is the name of the consumer.
func (i *Inbox) Name() string { return i.Subscription.Consumer }

// Run handles events until ctx ends. Those that are being handled then are finished.
func (i *Inbox) Run(ctx context.Context) {
	var working sync.WaitGroup
	var handled atomic.Int64
	keys := make(chan string)
	for range i.cfg.Workers {
		working.Go(func() {
			for key := range keys {
				handled.Add(i.handleKey(ctx, key))
				i.releaseKey(key)
			}
		})
	}
	i.dispatch(ctx, keys, &handled)
	close(keys)
	working.Wait()
}

// Channel is the channel on which the replicas of a service are told of new events.
const Channel = "inbox"

// Bell returns the bell to ring if there may be events to handle.
func (i *Inbox) Bell() wake.Bell { return i.bell }

// maxPending is how many events wait in an inbox at most before no more are received.
const maxPending = 10_000

// Places implements bus.Inbox.
func (i *Inbox) Places(ctx context.Context) (map[string]int64, error) {
	rows, err := i.pool.Query(ctx, "SELECT source, place FROM inbox_places WHERE consumer = $1", i.Name())
	if err != nil {
		return nil, pg.Error(err, "places")
	}
	places := map[string]int64{}
	var source string
	var place int64
	_, err = pgx.ForEachRow(rows, []any{&source, &place}, func() error {
		places[source] = place
		return nil
	})
	return places, pg.Error(err, "places")
}

const (
	firstPlace = `INSERT INTO inbox_places (consumer, source, place) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
	movePlace  = `UPDATE inbox_places SET place = $3 WHERE consumer = $1 AND source = $2 AND place = $4`

	insert = `INSERT INTO inbox (consumer, event, key, type, time, attributes, data)
SELECT $1, e.event, e.key, e.type, e.time, e.attributes::jsonb, e.data
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::bytea[])
  WITH ORDINALITY AS e (event, key, type, time, attributes, data, n)
ORDER BY e.n
ON CONFLICT (consumer, event) DO NOTHING`
)

// Store implements bus.Inbox. It moves the places first: whoever comes second waits there and stores nothing, so that ids ascend in
// the order of the bus.
func (i *Inbox) Store(ctx context.Context, batch []event.Message, from, to map[string]int64) error {
	batch = slices.DeleteFunc(slices.Clone(batch), func(m event.Message) bool { return !slices.Contains(i.Types, m.Type) })
	c, err := event.ColumnsOf(batch)
	if err != nil {
		return err
	}
	err = pg.InTx(ctx, i.pool, func(tx pgx.Tx) error {
		for source, place := range to {
			sql, args := firstPlace, []any{i.Name(), source, place}
			if was, known := from[source]; known {
				sql, args = movePlace, append(args, was)
			}
			moved, err := tx.Exec(ctx, sql, args...)
			if err != nil {
				return err
			}
			if moved.RowsAffected() == 0 {
				return bus.ErrMoved
			}
		}
		if len(batch) == 0 {
			return nil
		}
		_, err := tx.Exec(ctx, insert, i.Name(), c.IDs, c.Keys, c.Types, c.Times, c.Attributes, c.Data)
		return err
	})
	if err != nil || len(batch) == 0 {
		return err
	}
	i.bell.Ring()
	_, _ = i.pool.Exec(ctx, "SELECT pg_notify($1, '')", Channel) // if it is lost, replicas look a second later
	return nil
}

// Room implements bus.Inbox.
func (i *Inbox) Room(ctx context.Context) error {
	const many = `SELECT count(*) = $2 FROM (
	  SELECT FROM inbox WHERE consumer = $1 AND done_time IS NULL AND dead_time IS NULL LIMIT $2
	) AS i`
	for {
		var full bool
		if err := i.pool.QueryRow(ctx, many, i.Name(), maxPending).Scan(&full); err != nil || !full {
			return pg.Error(err, "events")
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}
