package jobrun_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/job"
	"github.com/svcgen/svcgen/templates/core/platform/jobrun"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

var migrations = fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE job_runs (
	job text NOT NULL,
	due_time timestamptz NOT NULL,
	start_time timestamptz NOT NULL,
	end_time timestamptz,
	step integer NOT NULL DEFAULT 0,
	next text NOT NULL DEFAULT '',
	error text NOT NULL DEFAULT '',
	CONSTRAINT job_runs_pkey PRIMARY KEY (job, due_time)
);
CREATE TABLE done (number integer NOT NULL);
-- +goose Down
DROP TABLE done, job_runs;
`)}}

var tick = time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC)

func runner(pool *pgxpool.Pool) *jobrun.Runner {
	return jobrun.New(pool, nil, slog.New(slog.DiscardHandler))
}

func named(name string, do func(context.Context, *job.Run) error) job.Job {
	return job.Job{Name: name, Timeout: time.Minute, Do: do}
}

// counting is a job that does ten batches, twice. It notes each in the transaction that also stores where to go on. fail is called in each.
func counting(pool *pgxpool.Pool, fail func(batch int) error) job.Job {
	return named("count", func(ctx context.Context, r *job.Run) error {
		for call := range 2 {
			err := r.Each(ctx, func(ctx context.Context, after string) (next string, err error) {
				n, _ := strconv.Atoi(after)
				err = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
					if _, err := tx.Exec(ctx, "INSERT INTO done VALUES ($1)", 10*call+n); err != nil {
						return err
					}
					if err := fail(10*call + n); err != nil {
						return err
					}
					if next = ""; n < 9 {
						next = strconv.Itoa(n + 1)
					}
					return jobrun.SaveNext(ctx, tx, r, next)
				})
				return next, err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func numbers(t *testing.T, pool *pgxpool.Pool) []int {
	t.Helper()
	rows, _ := pool.Query(t.Context(), "SELECT number FROM done ORDER BY number")
	all, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func wantOnce(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	for i, n := range numbers(t, pool) {
		if i != n {
			t.Fatalf("%d is missing, or there twice", i)
		}
	}
	if n := len(numbers(t, pool)); n != 20 {
		t.Errorf("%d of 20 are done", n)
	}
}

// TestOneTick starts one tick in many processes at once: one of them does the work.
func TestOneTick(t *testing.T) {
	pool := pgtest.New(t, migrations)
	var calls atomic.Int32
	j := named("once", func(context.Context, *job.Run) error { calls.Add(1); time.Sleep(100 * time.Millisecond); return nil })
	var starting sync.WaitGroup
	var mu sync.Mutex
	outcomes := map[jobrun.Outcome]int{}
	for range 5 {
		starting.Go(func() {
			outcome, err := runner(pool).Tick(t.Context(), j, tick)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			outcomes[outcome]++
			mu.Unlock()
		})
	}
	starting.Wait()
	if calls.Load() != 1 || outcomes[jobrun.Done] != 1 {
		t.Errorf("%d calls, %v", calls.Load(), outcomes)
	}
	if outcome, err := runner(pool).Tick(t.Context(), j, tick); outcome != jobrun.Already || err != nil {
		t.Errorf("afterwards: %v, %v", outcome, err)
	}
	if outcome, err := runner(pool).Tick(t.Context(), j, tick.Add(time.Hour)); outcome != jobrun.Done || err != nil {
		t.Errorf("the next tick: %v, %v", outcome, err)
	}
	if outcome, err := runner(pool).Now(t.Context(), j); outcome != jobrun.Done || err != nil || calls.Load() != 3 {
		t.Errorf("by hand: %v, %v", outcome, err)
	}
}

// TestGoesOn lets a job fail in every batch, the first one, the last one and all others: each is done once in the end.
func TestGoesOn(t *testing.T) {
	pool := pgtest.New(t, migrations)
	failed := map[int]bool{}
	var due []time.Time
	j := counting(pool, func(batch int) error {
		if !failed[batch] {
			failed[batch] = true
			return errs.Precondition("NO", "not now")
		}
		return nil
	})
	do := j.Do
	j.Do = func(ctx context.Context, r *job.Run) error {
		due = append(due, r.Due)
		if !r.Due.Equal(tick) {
			return nil
		}
		return do(ctx, r)
	}
	for i := range 21 {
		at := tick
		if i > 10 {
			at = tick.AddDate(0, 0, 1) // the run of the day before ends first
		}
		if _, err := runner(pool).Tick(t.Context(), j, at); err != nil && !strings.Contains(err.Error(), "not now") {
			t.Fatal(err)
		}
	}
	wantOnce(t, pool)
	if len(due) != 22 || !due[20].Equal(tick) || !due[21].Equal(tick.AddDate(0, 0, 1)) {
		t.Errorf("due at %v", due)
	}
}

// TestKilled ends the connections of a job in its third batch, with its lock: another process goes on there.
func TestKilled(t *testing.T) {
	pool := pgtest.New(t, migrations)
	kill := true
	j := counting(pool, func(batch int) error {
		if batch == 2 && kill {
			kill = false
			_, err := pool.Exec(context.Background(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
			return err
		}
		return nil
	})
	if outcome, err := runner(pool).Tick(t.Context(), j, tick); err == nil {
		t.Errorf("it was not killed: %v", outcome)
	}
	if n := numbers(t, pool); !slices.Equal(n, []int{0, 1}) {
		t.Errorf("done: %v", n)
	}
	outcome, err := runner(pool).Now(t.Context(), j) // by hand goes on, too
	for err == nil && outcome == jobrun.Running {    // PostgreSQL has not ended the session that has the lock yet
		time.Sleep(10 * time.Millisecond)
		outcome, err = runner(pool).Now(t.Context(), j)
	}
	if err != nil {
		t.Error(err)
	}
	wantOnce(t, pool)
}

// TestOvertaken lets another process go on with a run while the first one believes to be alone: what the first one does is undone.
func TestOvertaken(t *testing.T) {
	pool := pgtest.New(t, migrations)
	overtaken := false
	j := counting(pool, func(batch int) error {
		if batch == 3 && !overtaken {
			overtaken = true
			_, err := pool.Exec(context.Background(), "UPDATE job_runs SET next = '7'")
			return err
		}
		return nil
	})
	if _, err := runner(pool).Tick(t.Context(), j, tick); err == nil {
		t.Error("no error")
	}
	if n := numbers(t, pool); !slices.Equal(n, []int{0, 1, 2}) {
		t.Errorf("done: %v", n)
	}
}

// TestFailures checks what the table says of a failure, and that the next start of the tick runs the job again.
func TestFailures(t *testing.T) {
	pool := pgtest.New(t, migrations)
	stop, end := context.WithCancel(t.Context())
	for name, c := range map[string]struct {
		do   func(ctx context.Context, r *job.Run) error
		want string
	}{
		"secret": {func(context.Context, *job.Run) error { return errors.New("key (mail)=(a@b.c) exists") }, "see the log"},
		"told":   {func(context.Context, *job.Run) error { return fmt.Errorf("x: %w", errs.Precondition("NO", "not now")) }, "not now"},
		"panics": {func(context.Context, *job.Run) error { panic("secret") }, "it panicked"},
		"slow":   {func(ctx context.Context, _ *job.Run) error { <-ctx.Done(); return ctx.Err() }, "it did not end in time: the next start goes on"},
		"stops": {func(ctx context.Context, r *job.Run) error {
			return r.Each(ctx, func(ctx context.Context, after string) (string, error) {
				end()
				return after + "x", jobrun.SaveNext(ctx, pool, r, after+"x")
			})
		}, "the process ends: the next start goes on here"},
		"stays": {func(ctx context.Context, r *job.Run) error {
			return r.Each(ctx, func(ctx context.Context, _ string) (string, error) {
				return "same", jobrun.SaveNext(ctx, pool, r, "same")
			})
		}, "see the log"},
	} {
		j := named(name, c.do)
		if name == "slow" {
			j.Timeout = 50 * time.Millisecond
		}
		ctx := t.Context()
		if name == "stops" {
			ctx = stop
		}
		if outcome, err := runner(pool).Tick(ctx, j, tick); err == nil {
			t.Errorf("%s: %v", name, outcome)
		}
		var told string
		var ended bool
		err := pool.QueryRow(t.Context(), "SELECT error, end_time IS NOT NULL FROM job_runs WHERE job = $1", name).Scan(&told, &ended)
		if err != nil || told != c.want || !ended {
			t.Errorf("%s: %q, %v, %v", name, told, ended, err)
		}
		j.Do = func(context.Context, *job.Run) error { return nil }
		if outcome, err := runner(pool).Tick(t.Context(), j, tick); outcome != jobrun.Done || err != nil {
			t.Errorf("%s again: %v, %v", name, outcome, err)
		}
	}
}

// TestRetention checks that runs are forgotten after 90 days, those of jobs that are no more among them, and the last one of a job never.
func TestRetention(t *testing.T) {
	pool := pgtest.New(t, migrations)
	fine := func(context.Context, *job.Run) error { return nil }
	yearly, rare, gone := named("yearly", fine), named("rare", fine), named("gone", fine)
	run := func(j job.Job, days int, jobs ...job.Job) {
		t.Helper()
		r := jobrun.New(pool, jobs, slog.New(slog.DiscardHandler))
		if outcome, err := r.Tick(t.Context(), j, tick.AddDate(0, 0, days)); outcome != jobrun.Done || err != nil {
			t.Fatal(outcome, err)
		}
	}
	run(rare, 0, yearly, rare, gone)
	run(gone, 0, yearly, rare, gone)
	run(gone, 60, yearly, rare, gone)
	for _, days := range []int{0, 60, 100} {
		run(yearly, days, yearly, rare)
	}
	rows, _ := pool.Query(t.Context(), "SELECT job || ' ' || due_time::date - $1::date FROM job_runs ORDER BY 1", tick)
	kept, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if want := []string{"gone 60", "rare 0", "yearly 100", "yearly 60"}; err != nil || !slices.Equal(kept, want) {
		t.Errorf("%q are kept, %v", kept, err)
	}
}
