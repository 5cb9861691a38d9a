package jobrun

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/svcgen/svcgen/templates/core/platform/job"
)

const (
	tries = 4                // of a run that fails, before the next tick
	again = 10 * time.Second // until the second try, and until another look at a job that runs elsewhere
	awake = time.Minute      // between two looks at the clock, which may be set meanwhile
)

// schedule runs the jobs of a runner by their clocks.
func schedule(ctx context.Context, r *Runner) error {
	var following sync.WaitGroup
	defer following.Wait()
	for _, j := range r.jobs {
		if j.Schedule == "" {
			continue
		}
		clock, err := cron.ParseStandard(j.Schedule)
		if err != nil {
			return fmt.Errorf("job %s: %w", j.Name, err)
		}
		following.Go(func() { follow(ctx, r, j, clock) })
	}
	<-ctx.Done()
	return ctx.Err()
}

// follow runs a job at each tick of its clock.
func follow(ctx context.Context, r *Runner, j job.Job, clock cron.Schedule) {
	seen := latest(clock, time.Now())
	for ctx.Err() == nil {
		before, err := lastRun(ctx, r.pool, j.Name)
		if err == nil {
			switch {
			case before == nil: // the job is new, and has missed nothing
			case before.done():
				seen = before.Due
			default:
				seen = before.Due.Add(-1)
			}
			break
		}
		r.log.Warn("the last run of a job is not known yet", slog.String("job", j.Name), slog.String("error", err.Error()))
		sleep(ctx, again)
	}
	for ctx.Err() == nil {
		if tick := latest(clock, time.Now()); tick.After(seen) {
			persist(ctx, r, j, tick)
			seen = tick
			continue
		}
		sleep(ctx, min(time.Until(clock.Next(time.Now().UTC())), awake))
	}
}

// persist runs a job for a tick. A run that fails is tried again; while the job runs elsewhere, that is watched, because it may be
// killed.
func persist(ctx context.Context, r *Runner, j job.Job, tick time.Time) {
	for failed := 0; ctx.Err() == nil; {
		wait := again
		switch outcome, err := r.Tick(ctx, j, tick); {
		case err != nil:
			r.log.Warn("job is not done", slog.String("job", j.Name), slog.String("error", err.Error()))
			if failed++; failed == tries {
				return
			}
			wait = again << failed
		case outcome != Running:
			return
		}
		sleep(ctx, wait+rand.N(time.Second)) // #nosec G404 -- a pause is no secret
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// latest is the last tick of a clock until now, in UTC; the zero time if there is none.
func latest(clock cron.Schedule, now time.Time) time.Time {
	now = now.UTC()
	const leap = 9 * 365 * 24 * time.Hour // from one 29 February to the next, at most
	for back := time.Minute; back < leap; back *= 2 {
		tick := clock.Next(now.Add(-back))
		if tick.IsZero() || tick.After(now) {
			continue
		}
		for next := clock.Next(tick); !next.IsZero() && !next.After(now); next = clock.Next(tick) {
			tick = next
		}
		return tick
	}
	return time.Time{}
}
