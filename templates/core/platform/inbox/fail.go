package inbox

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// maxDelay is the longest time between two attempts.
const maxDelay = 10 * time.Minute

// delay is the time until the attempt after n have failed: about 2, 4, 8 … seconds.
func delay(n int) time.Duration {
	d := min(time.Second<<min(n, 10), maxDelay)
	return d*3/4 + rand.N(d/2) // #nosec G404 -- a pause is no secret
}

// errEnded stands for attempts that ended with the process.
var errEnded = errors.New("the process ended while it was handled")

// settleAttempt notes what became of an attempt at e.
func (i *Inbox) settleAttempt(ctx context.Context, e pending, err error) (handled bool, _ error) {
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, pgx.ErrNoRows):
		if _, failed := errors.AsType[*handlerError](err); !failed {
			return false, nil // somebody else has it, or it is not due
		}
	}
	if e.ID == uuid.Nil {
		return false, pg.Error(err, "events")
	}
	return false, i.noteFailure(ctx, e, err)
}

const putOff = `UPDATE inbox SET attempts = $3, error = $4, due_time = now() + $5::interval,
  dead_time = CASE WHEN $6 THEN now() END, done_time = CASE WHEN $7 THEN now() END
WHERE consumer = $1 AND event = $2 AND attempts = $8 AND done_time IS NULL AND dead_time IS NULL`

// noteFailure notes a failed attempt: the event comes again later, or it is settled as the consumer says.
func (i *Inbox) noteFailure(ctx context.Context, e pending, cause error) error {
	attempts, rejection := max(e.attempts, 1), event.RejectionOf(cause)
	last := attempts >= i.cfg.MaxAttempts || rejection != nil
	unreadable := rejection != nil && rejection.Unreadable
	dead := unreadable || last && i.OnError == DeadLetter
	drop := last && i.OnError == Drop && !unreadable
	wait := delay(attempts)
	if last {
		wait = maxDelay
	}
	tag, err := i.pool.Exec(ctx, putOff, i.Name(), e.ID, attempts, public(cause), wait, dead, drop, e.attempts)
	if err != nil {
		return pg.Error(err, "events")
	}
	if tag.RowsAffected() == 0 {
		return nil // somebody else has tried it meanwhile
	}
	attrs := []any{slog.Int("attempt", attempts), slog.String("error", cause.Error())}
	switch {
	case dead:
		i.log.ErrorContext(ctx, "event is dead", attrs...)
	case drop:
		i.log.ErrorContext(ctx, "event is dropped", attrs...)
	case last:
		i.log.ErrorContext(ctx, "event blocks its key", append(attrs, slog.String("key", e.Key))...)
	default:
		i.log.WarnContext(ctx, "event failed", append(attrs, slog.Duration("retry_in", wait))...)
	}
	return nil
}

// public returns what of an error may be stored: what clients may see.
func public(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return e.Message
	}
	if errors.Is(err, errEnded) {
		return err.Error()
	}
	if r := event.RejectionOf(err); r != nil && r.Unreadable {
		return "cannot be decoded"
	}
	return "internal error: see the log"
}
