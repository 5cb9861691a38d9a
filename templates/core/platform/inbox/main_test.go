package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

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
	"github.com/svcgen/svcgen/templates/core/platform/worker"
)

// migrations make the tables as svcgen does, one of things that change, and one of effects.
var migrations = fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE outbox (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event uuid NOT NULL, topic text NOT NULL, key text NOT NULL, type text NOT NULL,
	time timestamptz NOT NULL, attributes jsonb NOT NULL, data bytea NOT NULL, error text
);
CREATE TABLE inbox (
	id bigint GENERATED ALWAYS AS IDENTITY, consumer text, event uuid, key text NOT NULL, type text NOT NULL, time timestamptz NOT NULL,
	attributes jsonb NOT NULL, data bytea NOT NULL, attempts integer NOT NULL DEFAULT 0, due_time timestamptz NOT NULL DEFAULT now(),
	done_time timestamptz, dead_time timestamptz, error text, PRIMARY KEY (consumer, event)
);
CREATE INDEX inbox_pending_idx ON inbox (consumer, key, id) WHERE done_time IS NULL AND dead_time IS NULL;
CREATE INDEX inbox_dead_idx ON inbox (consumer, dead_time) WHERE dead_time IS NOT NULL;
CREATE TABLE inbox_places (consumer text, source text, place bigint NOT NULL, PRIMARY KEY (consumer, source));
CREATE TABLE things (key text PRIMARY KEY, version integer NOT NULL);
CREATE TABLE effects (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL, version integer NOT NULL);
`)}}

const topic = "shop.catalog.thing"

// The test binary runs as a worker, or as what changes things, if one of the first two is set; that of a worker says how often it tries. The
// others are the URLs of the databases of the service and of the bus.
const (
	workerVariable  = "INBOX_TEST_WORKER"
	writerVariable  = "INBOX_TEST_WRITER"
	serviceVariable = "INBOX_TEST_SERVICE"
	busVariable     = "INBOX_TEST_BUS"
)

func TestMain(m *testing.M) {
	url := os.Getenv(serviceVariable)
	var err error
	switch {
	case os.Getenv(workerVariable) != "":
		err = work(context.Background(), url, os.Getenv(busVariable))
	case os.Getenv(writerVariable) != "":
		var pool *pgxpool.Pool
		if pool, err = pg.Open(context.Background(), pg.Config{URL: url}); err == nil {
			err = write(context.Background(), pool)
		}
	default:
		os.Exit(m.Run())
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// work moves and handles events until the process is killed.
func work(ctx context.Context, url, busURL string) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	pool, err := pg.Open(ctx, pg.Config{URL: url})
	if err != nil {
		return err
	}
	b, err := openBus(ctx, busURL, log)
	if err != nil {
		return err
	}
	cfg := config
	if cfg.MaxAttempts, err = strconv.Atoi(os.Getenv(workerVariable)); err != nil {
		return err
	}
	return newWorker(pool, b, cfg, log, consumer("effects", recordOrDie)).Run(ctx)
}

var config = inbox.Config{Workers: 4, Timeout: 5 * time.Second, MaxAttempts: 3}

func newWorker(pool *pgxpool.Pool, b bus.Bus, cfg inbox.Config, log *slog.Logger, consumers ...inbox.Consumer) *worker.Worker {
	return &worker.Worker{Pool: pool, Bus: b, Topics: []string{topic}, Consumers: consumers, Config: cfg, Retention: time.Hour, Log: log}
}

func consumer(name string, handle func(context.Context, pgx.Tx, event.Delivery) error) inbox.Consumer {
	return inbox.Consumer{
		Subscription: bus.Subscription{Consumer: name, Topics: []string{topic}},
		Types:        []string{"changed"}, OnError: inbox.DeadLetter, Handle: handle,
	}
}

func recordEffect(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
	_, err := tx.Exec(ctx, "INSERT INTO effects (key, version) VALUES ($1, $2::int)", d.Key, d.Attributes["version"])
	return err
}

// recordOrDie ends the process if an event is poison, but not before the event of another key is handled: that would count an attempt, too.
func recordOrDie(ctx context.Context, tx pgx.Tx, d event.Delivery) error {
	if d.Key == "poison" && d.Attributes["version"] == "1" {
		for handled := false; !handled && ctx.Err() == nil; time.Sleep(10 * time.Millisecond) {
			_ = tx.QueryRow(ctx, "SELECT count(*) > 0 FROM effects WHERE key = 'other'").Scan(&handled)
		}
		os.Exit(1)
	}
	return recordEffect(ctx, tx, d)
}

// change gives a thing its next version and tells of it.
func change(ctx context.Context, pool *pgxpool.Pool, out *outbox.Outbox[event.Message], key string) error {
	begin := func(fn func(pgx.Tx) error) error { return pg.InTx(ctx, pool, fn) }
	return outbox.NewWriter(out, pool).InTx(ctx, begin, func(tx pgx.Tx, events *outbox.Writer[event.Message]) error {
		var version int
		err := tx.QueryRow(ctx, `INSERT INTO things VALUES ($1, 1)
			ON CONFLICT (key) DO UPDATE SET version = things.version + 1 RETURNING version`, key).Scan(&version)
		if err != nil {
			return err
		}
		return events.Publish(ctx, changed(key, version))
	})
}

// write changes things until ctx ends. The clocks of its events are up to an hour wrong. A change that fails, as the database does, did not happen.
func write(ctx context.Context, pool *pgxpool.Pool) error {
	out := outbox.New(pool, outbox.Config{MaxBytes: 1000}, func(_ context.Context, m event.Message) (event.Message, error) {
		m.Time = m.Time.Add(rand.N(2*time.Hour) - time.Hour)
		return m, nil
	})
	for ctx.Err() == nil {
		if err := change(ctx, pool, out, fmt.Sprint("thing ", rand.N(20))); err != nil {
			time.Sleep(20 * time.Millisecond)
		}
		time.Sleep(5 * time.Millisecond)
	}
	return ctx.Err()
}

func newOutbox(pool *pgxpool.Pool) *outbox.Outbox[event.Message] {
	return outbox.New(pool, outbox.Config{MaxBytes: 1000}, func(_ context.Context, m event.Message) (event.Message, error) { return m, nil })
}

func changed(key string, version int) event.Message {
	return event.Message{
		ID: ids.New(), Topic: topic, Key: key, Type: "changed", Time: time.Now(),
		Attributes: map[string]string{"version": strconv.Itoa(version)}, Data: []byte("data"),
	}
}

// start runs a worker with consumers in this process until the test ends.
func start(t *testing.T, pool *pgxpool.Pool, b bus.Bus, cfg inbox.Config, consumers ...inbox.Consumer) {
	t.Helper()
	t.Cleanup(run(t, newWorker(pool, b, cfg, slog.New(slog.DiscardHandler), consumers...)))
}

// run runs a worker in this process until stop.
func run(t *testing.T, w *worker.Worker) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := w.Run(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("the worker ended: %v", err)
		}
	}()
	return func() { cancel(); <-done }
}

// databases returns a database for a service, with tables, and a bus.
func databases(t *testing.T) (*pgxpool.Pool, bus.Bus) {
	t.Helper()
	pool := pgtest.New(t, migrations)
	b, err := pgbus.Open(t.Context(), pgbus.Config{URL: pgtest.New(t, empty).Config().ConnString(), Retention: time.Hour}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return pool, b
}

var empty = fstest.MapFS{"00001_init.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}}

// checkEffects wants each version of each thing in effects once, in ascending order.
func checkEffects(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	var things, effects, wrong int
	err := pool.QueryRow(t.Context(), `SELECT (SELECT sum(version) FROM things), (SELECT count(*) FROM effects),
		(SELECT count(*) FROM (SELECT version, row_number() OVER (PARTITION BY key ORDER BY id) AS n FROM effects) AS e WHERE version <> n)`).
		Scan(&things, &effects, &wrong)
	if err != nil || things != effects || wrong > 0 {
		t.Errorf("%d changes, %d effects, %d out of order, %v", things, effects, wrong, err)
	}
}

// eventually waits until sql returns true.
func eventually(t *testing.T, pool *pgxpool.Pool, sql string, args ...any) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		var ok bool
		if err := pool.QueryRow(t.Context(), sql, args...).Scan(&ok); err != nil {
			t.Fatal(err)
		}
		if ok {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("never true: %s", sql)
		}
	}
}
