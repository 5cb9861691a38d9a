package inbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

const (
	eventsAtOnce = 100         // that a worker handles of one key before other keys have their turn
	careful      = time.Minute // after the start, in which each attempt is counted beforehand
)

// pending is an event that is to be handled.
type pending struct {
	attempts int // that failed, or that ended with the process
	event.Message
}

const (
	columns = `attempts, event, key, type, time, attributes, data`

	// lockHead locks the first pending event of a key if it is due. It finds none if somebody else has locked it: never the one behind it.
	lockHead = `SELECT ` + columns + ` FROM inbox
WHERE id = (SELECT id FROM inbox WHERE consumer = $1 AND key = $2 AND done_time IS NULL AND dead_time IS NULL ORDER BY id LIMIT 1)
  AND consumer = $1 AND key = $2 AND done_time IS NULL AND dead_time IS NULL AND due_time <= now()
FOR UPDATE SKIP LOCKED`

	// lockCounted locks an event whose attempt was counted, unless somebody else has tried it since.
	lockCounted = `SELECT ` + columns + ` FROM inbox
WHERE consumer = $1 AND event = $2 AND attempts = $3 AND done_time IS NULL AND dead_time IS NULL FOR UPDATE SKIP LOCKED`

	// finish keeps the event as the memory of what was handled.
	finish = `UPDATE inbox SET done_time = now(), data = '', attributes = '{}' WHERE consumer = $1 AND event = $2`
)

func scan(row pgx.Row) (e pending, err error) {
	err = row.Scan(&e.attempts, &e.ID, &e.Key, &e.Type, &e.Time, &e.Attributes, &e.Data)
	return e, err
}

// errBeforehand means that an attempt has to be counted before it is made.
var errBeforehand = errors.New("count the attempt beforehand")

// handleKey handles the events of a key in their order, until none is due, one fails, or others have waited long enough. It returns
// how many it handled.
func (i *Inbox) handleKey(ctx context.Context, key string) (handled int64) {
	for range eventsAtOnce {
		if ctx.Err() != nil {
			return handled
		}
		found, err := i.handleNext(context.WithoutCancel(ctx), key)
		if err != nil {
			i.log.WarnContext(ctx, "events cannot be handled", slog.String("error", err.Error()))
		}
		if err != nil || !found {
			return handled
		}
		if handled++; i.Handled != nil {
			i.Handled()
		}
	}
	i.bell.Ring()
	return handled
}

// handleNext makes an attempt at the first event of a key, and reports whether it was handled. An error means that the database
// failed, not the handler.
func (i *Inbox) handleNext(ctx context.Context, key string) (bool, error) {
	var e pending
	about := ctx
	err := pg.InTx(ctx, i.pool, func(tx pgx.Tx) (err error) {
		if e, err = scan(tx.QueryRow(ctx, lockHead, i.Name(), key)); err != nil {
			return err
		}
		if e.attempts > 0 || time.Since(i.started) < careful {
			return errBeforehand
		}
		about = contextOf(ctx, e) //nolint:fatcontext // of this event alone
		return i.handleIn(about, tx, e)
	})
	if !errors.Is(err, errBeforehand) {
		return i.settleAttempt(about, e, err)
	}
	if e, err = i.countBeforehand(ctx, key); err != nil {
		return i.settleAttempt(ctx, pending{}, err)
	}
	about = contextOf(ctx, e)
	if e.attempts > i.cfg.MaxAttempts && i.OnError != Block {
		return true, i.noteFailure(about, e, errEnded)
	}
	err = pg.InTx(ctx, i.pool, func(tx pgx.Tx) error {
		if _, err := scan(tx.QueryRow(ctx, lockCounted, i.Name(), e.ID, e.attempts)); err != nil {
			return err
		}
		return i.handleIn(about, tx, e)
	})
	return i.settleAttempt(about, e, err)
}

// countBeforehand counts an attempt at the first event of a key and puts its next one off, so that an event that ends the process does not come
// for ever.
func (i *Inbox) countBeforehand(ctx context.Context, key string) (e pending, err error) {
	err = pg.InTx(ctx, i.pool, func(tx pgx.Tx) error {
		if e, err = scan(tx.QueryRow(ctx, lockHead, i.Name(), key)); err != nil {
			return err
		}
		e.attempts++
		_, err := tx.Exec(ctx, "UPDATE inbox SET attempts = $3, due_time = now() + $4::interval WHERE consumer = $1 AND event = $2",
			i.Name(), e.ID, e.attempts, delay(e.attempts))
		return err
	})
	return e, err
}

// handleIn calls the handler in tx and notes there that the event is handled.
func (i *Inbox) handleIn(ctx context.Context, tx pgx.Tx, e pending) (err error) {
	ctx, cancel := context.WithTimeout(ctx, i.cfg.Timeout)
	defer cancel()
	if err := i.callHandler(ctx, tx, e); err != nil {
		return &handlerError{err}
	}
	if _, err := tx.Exec(ctx, finish, i.Name(), e.ID); err != nil {
		return &handlerError{fmt.Errorf("after the handler: %w", err)} // it went on after a statement that failed
	}
	return nil
}

// handlerError is a failed attempt.
type handlerError struct{ error }

func (e *handlerError) Unwrap() error { return e.error }

func (i *Inbox) callHandler(ctx context.Context, tx pgx.Tx, e pending) (err error) {
	defer func() {
		if p := recover(); p != nil {
			i.log.ErrorContext(ctx, "panic", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return i.Handle(ctx, tx, event.Delivery{Message: e.Message, Attempt: max(e.attempts, 1)})
}

// contextOf returns a context whose log lines name the event and the request that led to it.
func contextOf(ctx context.Context, e pending) context.Context {
	ctx = obs.WithRequestID(ctx, e.Attributes[event.RequestID])
	obs.AddAttrs(ctx, slog.String("event", e.ID.String()), slog.String("event_type", e.Type))
	return ctx
}
