package worker

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
)

const (
	sweepEvery = time.Hour
	watchEvery = time.Minute
	late       = time.Minute // how long an event may wait before the log says so
)

// sweepEvents deletes old events every hour.
func (w *Worker) sweepEvents(ctx context.Context) {
	w.repeat(ctx, sweepEvery, "topics are not prepared, or old events not deleted", func() error {
		err := w.Bus.Sweep(ctx, w.Topics)
		if len(w.Consumers) > 0 { // whether the bus is there or not
			err = errors.Join(err, inbox.Sweep(ctx, w.Pool, time.Now().Add(-w.Retention)))
		}
		return err
	})
}

// watchEvents logs which events have waited for long.
func (w *Worker) watchEvents(ctx context.Context) {
	w.repeat(ctx, watchEvery, "how long events wait is not known", func() error {
		if len(w.Topics) > 0 {
			waiting, err := outbox.WaitingIn(ctx, w.Pool)
			if err != nil {
				return err
			}
			w.logWaiting(ctx, "events wait in the outbox", waiting.Events, waiting.Oldest)
		}
		for _, c := range w.Consumers {
			status, err := inbox.StatusOf(ctx, w.Pool, c.Consumer)
			if err != nil {
				return err
			}
			w.logWaiting(ctx, "events wait to be handled", status.Pending, status.Oldest, slog.String("consumer", status.Consumer))
		}
		return nil
	})
}

func (w *Worker) logWaiting(ctx context.Context, text string, events int64, oldest time.Time, about ...any) {
	if !oldest.IsZero() && time.Since(oldest) > late {
		w.Log.WarnContext(ctx, text, append(about, slog.Int64("events", events), slog.Duration("oldest", time.Since(oldest)))...)
	}
}

// repeat calls work at once, and then every interval until ctx ends. If work fails, the text failed is logged with its error.
func (w *Worker) repeat(ctx context.Context, interval time.Duration, failed string, work func() error) {
	for ctx.Err() == nil {
		if err := work(); err != nil && ctx.Err() == nil {
			w.Log.WarnContext(ctx, failed, slog.String("error", err.Error()))
		}
		select {
		case <-ctx.Done():
		case <-time.After(interval):
		}
	}
}
