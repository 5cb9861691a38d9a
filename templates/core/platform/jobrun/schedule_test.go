package jobrun

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/svcgen/svcgen/templates/core/platform/job"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

func TestLatest(t *testing.T) {
	for _, c := range []struct{ schedule, now, want string }{
		{"0 3 * * *", "2026-03-01T03:00:00Z", "2026-03-01T03:00:00Z"},
		{"0 3 * * *", "2026-03-01T02:59:59Z", "2026-02-28T03:00:00Z"},
		{"* * * * *", "2026-03-01T02:59:59Z", "2026-03-01T02:59:00Z"},
		{"*/15 9-17 * * 1-5", "2026-03-01T12:00:00Z", "2026-02-27T17:45:00Z"},
		{"0 0 1 1 *", "2026-03-01T12:00:00Z", "2026-01-01T00:00:00Z"},
		{"0 0 29 2 *", "2103-03-01T12:00:00Z", "2096-02-29T00:00:00Z"},
		{"30 2 * * *", "2026-03-29T04:00:00+02:00", "2026-03-28T02:30:00Z"}, // clocks of Europe skip 02:30 that night
		{"0 0 30 2 *", "2026-03-01T12:00:00Z", "0001-01-01T00:00:00Z"},
	} {
		clock, err := cron.ParseStandard(c.schedule)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := latest(clock, now).Format(time.RFC3339); got != c.want {
			t.Errorf("%s at %s: %s, want %s", c.schedule, c.now, got, c.want)
		}
	}
}

// TestSchedule checks that a missed tick is made up for once, but not one from before the job was there, and that the scheduler ends.
func TestSchedule(t *testing.T) {
	pool := pgtest.New(t, fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE job_runs (job text, due_time timestamptz, start_time timestamptz NOT NULL, end_time timestamptz, step integer DEFAULT 0,
	next text DEFAULT '', error text DEFAULT '', PRIMARY KEY (job, due_time));
-- +goose Down
DROP TABLE job_runs;
`)}})
	ran := make(chan *job.Run, 10)
	do := func(_ context.Context, r *job.Run) error { ran <- r; return nil }
	monthly := "0 0 1 * *"
	jobs := []job.Job{
		{Name: "fresh", Schedule: monthly, Timeout: time.Minute, Do: do},
		{Name: "late", Schedule: monthly, Timeout: time.Minute, Do: do},
		{Name: "by_hand", Timeout: time.Minute, Do: do},
	}
	clock, err := cron.ParseStandard(monthly)
	if err != nil {
		t.Fatal(err)
	}
	long := latest(clock, time.Now().AddDate(0, -2, 0))
	if _, err := pool.Exec(t.Context(), "INSERT INTO job_runs VALUES ('late', $1, $1, $1)", long); err != nil {
		t.Fatal(err)
	}
	for range 2 { // a scheduler, and one that starts after it
		r := New(pool, jobs, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- r.Schedule(ctx) }()
		for done := false; !done; time.Sleep(10 * time.Millisecond) {
			if err := pool.QueryRow(t.Context(), "SELECT count(*) = 2 FROM job_runs WHERE job = 'late' AND end_time IS NOT NULL").Scan(&done); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(500 * time.Millisecond) // in which nothing else runs
		cancel()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		case <-time.After(time.Minute):
			t.Fatal("it does not end")
		}
	}
	close(ran)
	var all []string
	for r := range ran {
		all = append(all, r.Job+" "+r.Due.Format(time.RFC3339))
	}
	if want := "late " + latest(clock, time.Now()).Format(time.RFC3339); len(all) != 1 || all[0] != want {
		t.Errorf("ran %q, want %q", all, want)
	}

	var out strings.Builder
	r := New(pool, jobs, slog.New(slog.DiscardHandler))
	for range 2 {
		if err := start(t.Context(), r, &out, "late", false); err != nil {
			t.Error(err)
		}
	}
	if err := list(t.Context(), r, &out); err != nil {
		t.Error(err)
	}
	for _, want := range []string{": ran already\n", "fresh    0 0 1 * *", "never ran", "by_hand  by hand", "done in"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
