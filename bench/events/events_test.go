// Package events measures what events cost: a change that is told, the way to a consumer, and its handling, beside the same written by hand, on
// one PostgreSQL. `make bench-events` prints the table.
//
// The machine runs the database, too, so only ratios mean something. Both sides of a row take turns, five times, and medians are shown.
// EVENTS_SECONDS says how long each round of a change takes.
package events

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"text/tabwriter"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/pgbus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
	"github.com/svcgen/svcgen/templates/core/platform/txn"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
	"github.com/svcgen/svcgen/templates/core/platform/worker"
)

const (
	rounds = 5
	topic  = "shop.catalog.thing"
	many   = 9000 // events: as many as an inbox takes before it holds back
)

// stage is the databases of a service and of a bus.
type stage struct {
	*testing.B

	pool *pgxpool.Pool
	bus  *pgbus.Bus
	out  *outbox.Outbox[event.Message]
}

// row is a line of the table: how many a second, on our side and on the other one.
type row struct {
	name         string
	ours, theirs func() float64 // theirs may be nil
	goal         string
}

// BenchmarkEvents runs everything once, whatever b.N is.
func BenchmarkEvents(b *testing.B) {
	began := time.Now()
	s := setUp(b)
	var handlers []func() float64 // made early: a consumer is more careful in its first minute
	for range rounds {
		handlers = append(handlers, s.handling(many, 500), s.handling(2000, 1))
	}
	next := func() float64 {
		time.Sleep(time.Until(began.Add(70 * time.Second)))
		h := handlers[0]
		handlers = append(handlers[1:], h)
		return h()
	}
	received := 0
	table := []row{
		{"changes with an event / without, 8 clients", s.changes(8, true), s.changes(8, false), "0.85"},
		{"changes with an event / without, 32 clients", s.changes(32, true), s.changes(32, false), "0.85"},
		{"relay to the bus / the same batches published by hand", s.relay, s.publish, "0.8"},
		{"receive into an inbox", func() float64 { received++; return s.receive(fmt.Sprint("receiver ", received)) }, nil, "20000 a second"},
		{"handle, 4 workers, 500 keys / a marker written by hand", next, s.marker, "0.8"},
		{"handle, one key", next, nil, "1000 a second"},
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "WHAT\tOURS/s\tBY HAND/s\tRATIO\tGOAL")
	results := make([][2][]float64, len(table))
	for range rounds { // rows take turns as well, so that handlers are used in the order in which they were made
		for i, r := range table {
			results[i][0] = append(results[i][0], r.ours())
			if r.theirs != nil {
				results[i][1] = append(results[i][1], r.theirs())
			}
		}
	}
	for i, r := range table {
		ours, theirs := median(results[i][0]), median(results[i][1])
		if r.theirs == nil {
			fmt.Fprintf(out, "%s\t%.0f\t\t\t%s\n", r.name, ours, r.goal)
			continue
		}
		fmt.Fprintf(out, "%s\t%.0f\t%.0f\t%.2f\t%s\n", r.name, ours, theirs, ours/theirs, r.goal)
	}
	_ = out.Flush()
	delays := s.delays(200)
	fmt.Printf("from a commit to its handler, idle: p50 %s (goal 10ms), p99 %s (goal 50ms)\n", delays[len(delays)/2], delays[len(delays)*99/100])
	fmt.Printf("%d cores, %s\n", runtime.NumCPU(), runtime.Version())
}

func setUp(b *testing.B) *stage {
	b.Helper()
	pool := pgtest.New(b, os.DirFS("../../testdata/golden/diary/want/services/diary/migrations"))
	cfg := pool.Config().Copy()
	cfg.MaxConns = 40
	wide, err := pgxpool.NewWithConfig(b.Context(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(wide.Close)
	s := &stage{B: b, pool: wide}
	s.exec(`CREATE TABLE effects (id uuid PRIMARY KEY, key text NOT NULL, data bytea NOT NULL)`)
	s.exec(`CREATE TABLE markers (event uuid PRIMARY KEY)`)
	empty := pgtest.New(b, fstest.MapFS{"00001_init.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}})
	s.bus, err = pgbus.Open(b.Context(), pgbus.Config{URL: empty.Config().ConnString(), Retention: time.Hour}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.bus.Close)
	s.out = outbox.New(s.pool, outbox.Config{MaxBytes: 1 << 20}, func(_ context.Context, m event.Message) (event.Message, error) { return m, nil })
	return s
}

func (s *stage) exec(sql string, args ...any) {
	s.Helper()
	if _, err := s.pool.Exec(s.Context(), sql, args...); err != nil {
		s.Fatal(err)
	}
}

// thing returns an event of the size of a usual resource.
func thing(key string) event.Message {
	return event.Message{
		ID: ids.New(), Topic: topic, Key: key, Type: "changed", Time: time.Now(),
		Attributes: map[string]string{"version": "1", "requestid": "01980000-0000-7000-8000-000000000000"}, Data: make([]byte, 300),
	}
}

func things(n, keys int) []event.Message {
	all := make([]event.Message, n)
	for i := range all {
		all[i] = thing(fmt.Sprint("key ", i%keys))
	}
	return all
}

const insertEffect = "INSERT INTO effects (id, key, data) VALUES ($1, $2, $3)"

// changes returns what measures transactions that insert a row and, if told, an event about it.
func (s *stage) changes(clients int, told bool) func() float64 {
	seconds, err := strconv.ParseFloat(cmp.Or(os.Getenv("EVENTS_SECONDS"), "2"), 64)
	if err != nil {
		s.Fatal(err)
	}
	return func() float64 {
		var done atomic.Int64
		ctx, stop := context.WithTimeout(s.Context(), time.Duration(seconds*float64(time.Second)))
		defer stop()
		var running sync.WaitGroup
		begin := func(fn func(pgx.Tx) error) error { return pg.InTx(ctx, s.pool, fn) }
		events := outbox.NewWriter(s.out, s.pool)
		for range clients {
			running.Go(func() {
				for ctx.Err() == nil {
					m := thing("key")
					insert := func(tx pgx.Tx) error {
						_, err := tx.Exec(txn.Last(ctx), insertEffect, m.ID, m.Key, m.Data)
						return err
					}
					var err error
					if told {
						err = events.InTx(ctx, begin, func(tx pgx.Tx, events *outbox.Writer[event.Message]) error {
							return cmp.Or(events.Publish(ctx, m), insert(tx))
						})
					} else {
						err = begin(insert)
					}
					switch {
					case err == nil:
						done.Add(1)
					case ctx.Err() == nil:
						s.Error(err)
						return
					}
				}
			})
		}
		running.Wait()
		s.exec("TRUNCATE outbox, effects")
		return float64(done.Load()) / seconds
	}
}

// relay sends what is in an outbox.
func (s *stage) relay() float64 {
	for batch := range slices.Chunk(things(many, 500), 500) {
		begin := func(fn func(pgx.Tx) error) error { return pg.InTx(s.Context(), s.pool, fn) }
		err := outbox.NewWriter(s.out, s.pool).InTx(s.Context(), begin, func(_ pgx.Tx, events *outbox.Writer[event.Message]) error {
			for _, m := range batch {
				if err := events.Publish(s.Context(), m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			s.Fatal(err)
		}
	}
	counted := &counter{Bus: s.bus}
	r := &outbox.Relay{Pool: s.pool, Bus: counted, Bell: wake.NewBell(), Log: slog.New(slog.DiscardHandler)}
	return s.until(r.Run, &counted.n, many)
}

// counter is a bus and an inbox that count what goes through them.
type counter struct {
	bus.Bus
	bus.Inbox

	n atomic.Int64
}

// Publish implements bus.Bus.
func (c *counter) Publish(ctx context.Context, topic string, batch []event.Message) error {
	err := c.Bus.Publish(ctx, topic, batch)
	if err == nil {
		c.n.Add(int64(len(batch)))
	}
	return err
}

// Store implements bus.Inbox.
func (c *counter) Store(ctx context.Context, batch []event.Message, from, to map[string]int64) error {
	err := c.Inbox.Store(ctx, batch, from, to)
	if err == nil {
		c.n.Add(int64(len(batch)))
	}
	return err
}

// publish sends the same batches without an outbox.
func (s *stage) publish() float64 {
	all := things(many, 500)
	began := time.Now()
	for batch := range slices.Chunk(all, 500) {
		if err := s.bus.Publish(s.Context(), topic+".by-hand", batch); err != nil {
			s.Fatal(err)
		}
	}
	return float64(many) / time.Since(began).Seconds()
}

// receive moves events from the bus to an inbox.
func (s *stage) receive(name string) float64 {
	in := s.inbox(name, name, nil)
	if err := s.bus.Publish(s.Context(), name, things(many, 500)); err != nil {
		s.Fatal(err)
	}
	counted := &counter{Inbox: in}
	rate := s.until(func(ctx context.Context) { s.bus.Receive(ctx, in.Subscription, counted) }, &counted.n, many)
	s.exec("DELETE FROM inbox WHERE consumer = $1", name)
	return rate
}

func (s *stage) inbox(name, from string, handle func(context.Context, pgx.Tx, event.Delivery) error) *inbox.Inbox {
	return inbox.New(s.pool, inbox.Consumer{
		Subscription: bus.Subscription{Consumer: name, Topics: []string{from}}, Types: []string{"changed"}, OnError: inbox.DeadLetter, Handle: handle,
	}, inbox.Config{Workers: 4, Timeout: 30 * time.Second, MaxAttempts: 10}, slog.New(slog.DiscardHandler))
}

// handling returns what handles events of some keys, each of which inserts a row.
func (s *stage) handling(n, keys int) func() float64 {
	name := fmt.Sprint("handler ", ids.New())
	in := s.inbox(name, name, func(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
		_, err := tx.Exec(ctx, insertEffect, d.ID, d.Key, d.Data)
		return err
	})
	return func() float64 {
		for batch := range slices.Chunk(things(n, keys), 500) {
			if err := in.Store(s.Context(), batch, nil, nil); err != nil {
				s.Fatal(err)
			}
		}
		s.exec("VACUUM ANALYZE inbox")
		var done atomic.Int64
		in.Handled = func() { done.Add(1) }
		rate := s.until(in.Run, &done, n)
		s.exec("DELETE FROM inbox WHERE consumer = $1", name)
		return rate
	}
}

// marker handles events as a consumer written by hand does that notes what it has handled. They come from memory.
func (s *stage) marker() float64 {
	work := make(chan event.Message)
	began := time.Now()
	var running sync.WaitGroup
	for range 4 {
		running.Go(func() {
			for m := range work {
				err := pg.InTx(s.Context(), s.pool, func(tx pgx.Tx) error {
					tag, err := tx.Exec(s.Context(), "INSERT INTO markers VALUES ($1) ON CONFLICT DO NOTHING", m.ID)
					if err != nil || tag.RowsAffected() == 0 {
						return err
					}
					_, err = tx.Exec(s.Context(), insertEffect, m.ID, m.Key, m.Data)
					return err
				})
				if err != nil {
					s.Error(err)
				}
			}
		})
	}
	for _, m := range things(many, 500) {
		work <- m
	}
	close(work)
	running.Wait()
	return float64(many) / time.Since(began).Seconds()
}

// until runs something until it has done n, and returns how many a second that was.
func (s *stage) until(run func(context.Context), done *atomic.Int64, n int) float64 {
	ctx, stop := context.WithCancel(s.Context())
	var running sync.WaitGroup
	began := time.Now()
	running.Go(func() { run(ctx) })
	for done.Load() < int64(n) {
		time.Sleep(time.Millisecond)
	}
	took := time.Since(began)
	stop()
	running.Wait()
	return float64(n) / took.Seconds()
}

// delays returns how long events take from the commit to their handler if nothing else happens, in ascending order.
func (s *stage) delays(n int) []time.Duration {
	handled := make(chan time.Time)
	w := &worker.Worker{
		Pool: s.pool, Bus: s.bus, Topics: []string{topic + ".idle"}, Retention: time.Hour, Log: slog.New(slog.DiscardHandler),
		Config: inbox.Config{Workers: 4, Timeout: 30 * time.Second, MaxAttempts: 10},
		Consumers: []inbox.Consumer{{
			Subscription: bus.Subscription{Consumer: "idle", Topics: []string{topic + ".idle"}}, Types: []string{"changed"}, OnError: inbox.DeadLetter,
			Handle: func(context.Context, pgx.Tx, event.Delivery) error { handled <- time.Now(); return nil },
		}},
	}
	ctx, stop := context.WithCancel(s.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = w.Run(ctx) })
	defer running.Wait()
	defer stop()
	var all []time.Duration
	for i := range n + 20 {
		time.Sleep(20 * time.Millisecond)
		m := thing(uuid.NewString())
		m.Topic = topic + ".idle"
		if err := outbox.NewWriter(s.out, s.pool).Publish(s.Context(), m); err != nil {
			s.Fatal(err)
		}
		committed := time.Now()
		if at := <-handled; i >= 20 { // the first ones find everything cold
			all = append(all, at.Sub(committed).Round(10*time.Microsecond))
		}
	}
	slices.Sort(all)
	return all
}

func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}
