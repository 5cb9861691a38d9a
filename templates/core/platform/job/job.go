// Package job is what the domain of a service knows of its jobs: work that runs by the clock, or when somebody starts it.
package job

import (
	"context"
	"errors"
	"time"
)

// Job is a job of a service.
type Job struct {
	Name     string
	Schedule string        // five fields as cron has them, in UTC; "" if only people start it
	Timeout  time.Duration // after which a run is ended
	Do       func(ctx context.Context, r *Run) error
}

// Run is the work that is due at one time, in one or several attempts.
type Run struct {
	Job   string
	Due   time.Time     // when the schedule named it, in UTC: "yesterday" is the day before
	Pause time.Duration // that Each makes after a batch, to leave room for others; set it before

	Step     int             // how many calls of Each earlier attempts have finished
	Next     string          // where the call after them goes on
	Stopping <-chan struct{} // closed when the process ends

	calls int // of Each in this attempt
}

// ErrStopped is the error of Each if the process ends before its work.
var ErrStopped = errors.New("the process ends: the next start goes on here")

// Each calls batch until it returns "" as next. after is the next of the batch before, perhaps in an earlier attempt, and "" at first.
// batch stores next together with what it does. A call of Each that an earlier attempt has finished does nothing.
func (r *Run) Each(ctx context.Context, batch func(ctx context.Context, after string) (next string, err error)) error {
	r.calls++
	if r.calls <= r.Step {
		return nil
	}
	for {
		next, err := batch(ctx, r.Next)
		if err != nil {
			return err
		}
		r.Next = next
		if next == "" {
			r.Step++
			return nil
		}
		select {
		case <-time.After(r.Pause):
		case <-r.Stopping:
		case <-ctx.Done():
		}
		select {
		case <-r.Stopping:
			return ErrStopped
		default:
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
}
