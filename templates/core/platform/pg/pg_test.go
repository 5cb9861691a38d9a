package pg_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

var migrations = fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE groups (id uuid PRIMARY KEY);
CREATE TABLE things (
	id uuid PRIMARY KEY,
	"group" uuid CONSTRAINT things_group_fkey REFERENCES groups (id) ON DELETE RESTRICT,
	title text NOT NULL CONSTRAINT things_title_key UNIQUE,
	stock integer NOT NULL DEFAULT 0 CONSTRAINT things_stock_check CHECK (stock >= 0),
	views bigint NOT NULL DEFAULT 0,
	rating double precision NOT NULL DEFAULT 0,
	featured boolean NOT NULL DEFAULT false,
	weight numeric(10,3) NOT NULL DEFAULT 0,
	made timestamptz NOT NULL DEFAULT '2026-01-01Z',
	day date NOT NULL DEFAULT '2026-01-01',
	took interval NOT NULL DEFAULT '0',
	note text,
	tags text[] NOT NULL DEFAULT '{}',
	numbers integer[] NOT NULL DEFAULT '{}',
	weights numeric(10,3)[] NOT NULL DEFAULT '{}',
	times timestamptz[] NOT NULL DEFAULT '{}',
	days date[] NOT NULL DEFAULT '{}',
	splits interval[] NOT NULL DEFAULT '{}',
	ids uuid[] NOT NULL DEFAULT '{}',
	delete_time timestamptz
);
CREATE INDEX things_stock_idx ON things (stock, id);
CREATE INDEX things_title_prefix_idx ON things (title text_pattern_ops);
CREATE INDEX things_tags_idx ON things USING gin (tags);
CREATE INDEX things_search_idx ON things USING gin (to_tsvector('simple', title));
-- +goose Down
DROP TABLE things;
`)}}

func TestInTx(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx := t.Context()
	insert := func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO groups VALUES (gen_random_uuid())")
		return err
	}
	count := func() (n int) {
		if err := pool.QueryRow(ctx, "SELECT count(*) FROM groups").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}

	failure := errors.New("no")
	err := pg.InTx(ctx, pool, func(tx pgx.Tx) error { return errors.Join(insert(tx), failure) })
	if !errors.Is(err, failure) || count() != 0 {
		t.Errorf("%v, %d rows, want what fn returned and none", err, count())
	}
	if err := pg.InTx(ctx, pool, insert); err != nil || count() != 1 {
		t.Errorf("%v, %d rows, want one", err, count())
	}

	attempts := 0
	conflict := pg.Error(&pgconn.PgError{Code: "40001"}, "thing", nil)
	err = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		attempts++
		if err := insert(tx); err != nil || attempts == 3 {
			return err
		}
		return conflict
	})
	if err != nil || attempts != 3 || count() != 2 {
		t.Errorf("%v after %d attempts, %d rows, want two", err, attempts, count())
	}
	attempts = 0
	err = pg.InTx(ctx, pool, func(pgx.Tx) error { attempts++; return conflict })
	if errs.KindOf(err) != errs.KindConflict || attempts != 5 {
		t.Errorf("%v after %d attempts, want a conflict after 5", err, attempts)
	}
}

// TestSavepoint proves that a transaction goes on after an error of PostgreSQL, without what was done since the savepoint.
func TestSavepoint(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx := t.Context()
	insert := func(tx pgx.Tx, id int) error {
		_, err := tx.Exec(ctx, "INSERT INTO groups VALUES (lpad($1::text, 32, '0')::uuid)", fmt.Sprint(id))
		return pg.Error(err, "group", []pg.Constraint{{Name: "groups_pkey", Field: "id"}})
	}
	err := pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		if err := insert(tx, 1); err != nil {
			return err
		}
		err := pg.Savepoint(ctx, tx, func(tx pgx.Tx) error { return errors.Join(insert(tx, 2), insert(tx, 1)) })
		if errs.KindOf(err) != errs.KindExists {
			t.Errorf("got %v, want what fn returned", err)
		}
		return pg.Savepoint(ctx, tx, func(tx pgx.Tx) error { return insert(tx, 3) })
	})
	if err != nil {
		t.Fatal(err)
	}
	var ids string
	if err := pool.QueryRow(ctx, "SELECT string_agg(right(id::text, 1), ' ' ORDER BY id) FROM groups").Scan(&ids); err != nil || ids != "1 3" {
		t.Errorf("there are %q, want 1 and 3; %v", ids, err)
	}
}

// TestInTxDeadlock has two transactions take two rows in opposite order.
func TestInTxDeadlock(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := pool.Exec(ctx, "INSERT INTO things (id, title) VALUES (gen_random_uuid(), 'a'), (gen_random_uuid(), 'b')"); err != nil {
		t.Fatal(err)
	}
	var attempts atomic.Int32
	var wg, both sync.WaitGroup
	both.Add(2)
	for _, titles := range [][]string{{"a", "b"}, {"b", "a"}} {
		wg.Go(func() {
			first := true
			err := pg.InTx(ctx, pool, func(tx pgx.Tx) error {
				attempts.Add(1)
				for i, title := range titles {
					if i == 1 && first {
						first = false
						both.Done()
						both.Wait()
					}
					if _, err := tx.Exec(ctx, "UPDATE things SET stock = stock + 1 WHERE title = $1", title); err != nil {
						return pg.Error(err, "thing", nil)
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := attempts.Load(); n < 3 {
		t.Errorf("%d attempts: there was no deadlock to resolve", n)
	}
}

func TestError(t *testing.T) {
	pool := pgtest.New(t, migrations)
	constraints := []pg.Constraint{
		{Name: "things_title_key", Field: "title"}, {Name: "things_group_fkey", Field: "group"}, {Name: "things_stock_check", Field: "stock"},
	}
	const (
		group = "00000000-0000-0000-0000-000000000001"
		other = "00000000-0000-0000-0000-000000000002"
		long  = "(SELECT string_agg(sha512(i::text::bytea)::text, '') FROM generate_series(1, 60) i)" // does not compress
	)
	exec(t, pool, "INSERT INTO groups VALUES ('"+group+"')")
	exec(t, pool, "INSERT INTO things (id, title, \"group\") VALUES ('"+group+"', 'a', '"+group+"')")
	tests := []struct {
		sql         string
		constraints []pg.Constraint
		kind        errs.Kind
		field       string
	}{
		{"INSERT INTO things (id, title) VALUES ('" + other + "', 'a')", constraints, errs.KindExists, "title"},
		{"INSERT INTO things (id, title) VALUES ('" + other + "', 'a')", nil, errs.KindExists, "things_title_key"},
		{"INSERT INTO things (id, title, \"group\") VALUES ('" + other + "', 'b', '" + other + "')", constraints, errs.KindInvalid, "group"},
		{"INSERT INTO things (id, title, stock) VALUES ('" + other + "', 'b', -1)", constraints, errs.KindInvalid, "stock"},
		{"INSERT INTO things (id, title) VALUES ('" + other + "', E'\\x41' || convert_from('\\x4100', 'UTF8'))", constraints, errs.KindInvalid, ""},
		{"INSERT INTO things (id, title) VALUES ('" + other + "', " + long + ")", constraints, errs.KindInvalid, "title"},
		{"INSERT INTO things (id, title, tags) VALUES ('" + other + "', 'b', ARRAY[" + long + "])", constraints, errs.KindInvalid, ""},
		{"DELETE FROM groups", nil, errs.KindPrecondition, ""},
		{"SELECT nothing", nil, errs.KindInternal, ""},
	}
	for _, tt := range tests {
		_, err := pool.Exec(t.Context(), tt.sql)
		err = pg.Error(err, "thing", tt.constraints)
		if errs.KindOf(err) != tt.kind {
			t.Errorf("%s: %v", tt.sql, err)
		}
		e, _ := errors.AsType[*errs.Error](err)
		if tt.field != "" && (len(e.Violations) != 1 || e.Violations[0].Field != tt.field) || tt.field == "" && e != nil && e.Violations != nil {
			t.Errorf("%s: %+v, want %s", tt.sql, e.Violations, tt.field)
		}
		if _, ok := errors.AsType[*pgconn.PgError](err); !ok {
			t.Errorf("%s: the cause is lost", tt.sql)
		}
	}
	_, err := pool.Exec(t.Context(), "DELETE FROM groups")
	if e, ok := errors.AsType[*errs.Error](pg.Error(err, "group", nil)); !ok || e.Message != "group is still in use by things" {
		t.Errorf("%v, want the name of what uses it", e)
	}
	if err := pg.Error(fmt.Errorf("get: %w", pgx.ErrNoRows), "thing", nil); errs.KindOf(err) != errs.KindNotFound {
		t.Error(err)
	}
	if err := pg.Error(nil, "thing", nil); err != nil {
		t.Error(err)
	}
	if err := pg.Error(&pgconn.PgError{Code: "40P01"}, "thing", nil); errs.KindOf(err) != errs.KindConflict {
		t.Errorf("a deadlock that no attempt resolved: %v", err)
	}
	if err := pg.Error(context.Canceled, "thing", nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestNoDatabase(t *testing.T) {
	if _, err := pg.Open(t.Context(), pg.Config{URL: "postgres://%zz"}); err == nil {
		t.Error("took a URL that is none")
	}
	pool, err := pg.Open(t.Context(), pg.Config{URL: "postgres://x@127.0.0.1:1/x"})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	_, err = pool.Exec(t.Context(), "SELECT 1")
	if err = pg.Error(err, "thing", nil); errs.KindOf(err) != errs.KindUnavailable {
		t.Error(err)
	}
	err = pg.InTx(t.Context(), pool, func(pgx.Tx) error { return nil })
	if errs.KindOf(err) != errs.KindUnavailable {
		t.Error(err)
	}
}

func TestOpenSettings(t *testing.T) {
	url := pgtest.New(t, migrations).Config().ConnString()
	pool, err := pg.Open(t.Context(), pg.Config{URL: url, MaxConns: 3, StatementTimeout: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if n := pool.Config().MaxConns; n != 3 {
		t.Errorf("at most %d connections, want 3", n)
	}
	_, err = pool.Exec(t.Context(), "SELECT pg_sleep(5)")
	if err = pg.Error(err, "thing", nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want a time-out", err)
	}
	for suffix, want := range map[string]int32{"?pool_max_conns=7": 7, "": int32(4 * runtime.GOMAXPROCS(0))} {
		pool, err := pg.Open(t.Context(), pg.Config{URL: "postgres://x@127.0.0.1:1/x" + suffix})
		if err != nil {
			t.Fatal(err)
		}
		if n := pool.Config().MaxConns; n != want {
			t.Errorf("%s: at most %d connections, want %d", suffix, n, want)
		}
		pool.Close()
	}
}

// TestLostConnection ends sessions while they are in use and while they are not.
func TestLostConnection(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx := t.Context()
	const others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
	killer, err := pgx.ConnectConfig(ctx, pool.Config().ConnConfig)
	if err != nil {
		t.Fatal(err)
	}
	defer killer.Close(ctx)
	kill := func() {
		if _, err := killer.Exec(ctx, others); err != nil {
			t.Fatal(err)
		}
	}
	_, err = pool.Exec(ctx, "SELECT pg_terminate_backend(pg_backend_pid())")
	if err = pg.Error(err, "thing", nil); errs.KindOf(err) != errs.KindUnavailable {
		t.Errorf("a session that is ended while it is busy: %v", err)
	}
	err = pg.InTx(ctx, pool, func(pgx.Tx) error { kill(); return nil })
	if errs.KindOf(err) != errs.KindUnavailable {
		t.Errorf("a commit in a session that has ended: %v", err)
	}
	err = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		kill()
		_, err := tx.Exec(ctx, "SELECT 1")
		first := pg.Error(err, "thing", nil)
		if errs.KindOf(first) != errs.KindUnavailable {
			t.Errorf("a statement in a session that has ended: %v", err)
		}
		_, err = tx.Exec(ctx, "SELECT 1")
		if err := pg.Error(err, "thing", nil); errs.KindOf(err) != errs.KindUnavailable {
			t.Errorf("a statement after that: %v", err)
		}
		return first
	})
	if errs.KindOf(err) != errs.KindUnavailable {
		t.Error(err)
	}
	var rule error = errs.Precondition("CLOSED", "the shop is closed")
	if err := pg.InTx(ctx, pool, func(tx pgx.Tx) error { _, err := tx.Exec(ctx, "SELECT 1"); kill(); return cmp.Or(err, rule) }); !errors.Is(err, rule) || errs.KindOf(err) != errs.KindPrecondition {
		t.Errorf("%v, want what fn returned although the way back failed", err)
	}
	if err := pg.InTx(ctx, pool, func(pgx.Tx) error { return io.EOF }); !errors.Is(err, io.EOF) || errs.KindOf(err) == errs.KindUnavailable {
		t.Errorf("%v, want what fn returned: it is not of the database", err)
	}
	for _, err := range []error{io.ErrUnexpectedEOF, &net.OpError{Op: "write", Err: errors.New("broken pipe")}, &pgconn.PgError{Code: "08006"}, &pgconn.PgError{Code: "53300"}, &pgconn.PgError{Code: "25P03"}} {
		if err := pg.Error(err, "thing", nil); errs.KindOf(err) != errs.KindUnavailable {
			t.Error(err)
		}
	}
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	_, err = pool.Exec(short, "SELECT pg_sleep(5)")
	if err = pg.Error(err, "thing", nil); !errors.Is(err, context.DeadlineExceeded) || errs.KindOf(err) == errs.KindUnavailable {
		t.Errorf("%v, want a time-out", err)
	}
}

func exec(t *testing.T, pool *pgxpool.Pool, sql string, args ...any) {
	t.Helper()
	if _, err := pool.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// What a CHECK between fields says is the caller's.
func TestErrorText(t *testing.T) {
	cause := &pgconn.PgError{Code: "23514", ConstraintName: "trips_period_check"}
	err := pg.Error(cause, "trip", []pg.Constraint{{Name: "trips_period_check", Field: "ends_at", Text: "must be after startsAt"}})
	e, _ := errors.AsType[*errs.Error](err)
	if want := (errs.Violation{Field: "ends_at", Description: "must be after startsAt"}); e.Kind != errs.KindInvalid || len(e.Violations) != 1 || e.Violations[0] != want {
		t.Errorf("got %+v", e)
	}
}
