// Package jobrun runs the jobs of a service: never twice at a time, once for each tick of their clocks, and on from where an earlier
// attempt was when it ended. The table job_runs in the database of the service remembers that.
package jobrun

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/job"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// stopGrace is how long a job may go on when the process ends: for the batch that is under way.
const stopGrace = 5 * time.Second

var (
	errTimeout = errors.New("it did not end in time: the next start goes on")
	errPanic   = errors.New("it panicked")
)

// Runner runs the jobs of a service. It is safe for concurrent use.
type Runner struct {
	jobs []job.Job
	pool *pgxpool.Pool
	log  *slog.Logger
}

// New returns a runner of jobs whose runs are in the database of pool.
func New(pool *pgxpool.Pool, jobs []job.Job, log *slog.Logger) *Runner {
	return &Runner{jobs: jobs, pool: pool, log: log}
}

// Outcome says what a start has led to.
type Outcome string

// The outcomes of a start without an error.
const (
	Done    Outcome = "done"
	Already Outcome = "ran already"
	Running Outcome = "is running"
)

// Tick runs a job for the tick of its clock that is due. First it finishes an earlier run that has done a part of its work. When stop ends, the
// job ends after its batch.
func (r *Runner) Tick(stop context.Context, j job.Job, due time.Time) (Outcome, error) {
	return r.alone(stop, j, func(ctx context.Context) (Outcome, error) {
		before, err := lastRun(ctx, r.pool, j.Name)
		if err != nil {
			return "", fmt.Errorf("job_runs: %w", err)
		}
		if before.unfinished() && !before.Due.Equal(due) {
			if outcome, err := r.attempt(ctx, stop, j, before.Due); err != nil {
				return outcome, fmt.Errorf("run of %s: %w", before.Due.UTC().Format(time.RFC3339), err)
			}
		}
		return r.attempt(ctx, stop, j, due)
	})
}

// Now runs a job for somebody who starts it by hand: a run that has done a part of its work goes on, otherwise a new one begins.
func (r *Runner) Now(stop context.Context, j job.Job) (Outcome, error) {
	return r.alone(stop, j, func(ctx context.Context) (Outcome, error) {
		before, err := lastRun(ctx, r.pool, j.Name)
		if err != nil {
			return "", fmt.Errorf("job_runs: %w", err)
		}
		due := time.Now().Truncate(time.Microsecond) // as PostgreSQL stores it
		if before.unfinished() {
			due = before.Due
		}
		return r.attempt(ctx, stop, j, due)
	})
}

// Schedule runs the jobs by their clocks until ctx ends. Any number of processes may do that at a time. A tick that passed while none did
// is made up for, unless the job has never run before.
func (r *Runner) Schedule(ctx context.Context) error { return schedule(ctx, r) }

// alone calls work unless the job is running, here or elsewhere.
func (r *Runner) alone(stop context.Context, j job.Job, work func(context.Context) (Outcome, error)) (outcome Outcome, err error) {
	alone, err := pg.Alone(context.WithoutCancel(stop), r.pool, "job "+j.Name, func(ctx context.Context) error {
		outcome, err = work(ctx)
		return err
	})
	if err == nil && !alone {
		return Running, nil
	}
	return outcome, err
}

// attempt runs a job once.
func (r *Runner) attempt(ctx, stop context.Context, j job.Job, due time.Time) (Outcome, error) {
	run := &job.Run{Job: j.Name, Due: due.UTC(), Stopping: stop.Done()}
	begun, err := begin(ctx, r.pool, run)
	if err != nil {
		return "", fmt.Errorf("job_runs: %w", err)
	}
	if !begun {
		return Already, nil
	}
	log := r.log.With(slog.String("job", j.Name), slog.Time("due", run.Due))
	log.Info("job begins", slog.Int("step", run.Step), slog.Bool("goes_on", run.Step > 0 || run.Next != ""))
	began := time.Now()
	failure := do(ctx, stop, j, run)
	took := slog.Int64("ms", time.Since(began).Milliseconds())
	if errors.Is(failure, pg.ErrNotAlone) { // the run belongs to whoever has the lock now
		log.Error("job failed", took, slog.String("error", failure.Error()))
		return "", failure
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	err = end(ending, r.pool, run, r.names(), failure)
	switch {
	case errors.Is(failure, job.ErrStopped):
		log.Info("job stopped", took)
	case failure != nil:
		log.Error("job failed", took, slog.String("error", failure.Error()))
	case err == nil:
		log.Info("job done", took)
	}
	if failure != nil || err != nil {
		return "", errors.Join(failure, err)
	}
	return Done, nil
}

// names returns the names of the jobs.
func (r *Runner) names() []string {
	names := make([]string, len(r.jobs))
	for i, j := range r.jobs {
		names[i] = j.Name
	}
	return names
}

// do calls the job, until its time-out, until it has lost the lock, or until stopGrace after stop has ended.
func do(ctx, stop context.Context, j job.Job, run *job.Run) (err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, j.Timeout, errTimeout)
	defer cancel()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	defer context.AfterFunc(stop, func() {
		select {
		case <-time.After(stopGrace):
			end(job.ErrStopped)
		case <-ctx.Done():
		}
	})()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
		}
	}()
	if err = j.Do(ctx, run); err != nil && ctx.Err() != nil {
		return errors.Join(context.Cause(ctx), err)
	}
	return err
}
