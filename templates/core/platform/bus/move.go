package bus

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// again is how long a process waits until it tries to become the one that moves events.
const again = time.Second

// Move runs loops until ctx ends, in one process of a service at a time: the one that moves its events. Others take over within seconds.
// Two at a time would do no harm.
func Move(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger, loops ...func(context.Context) error) error {
	for ctx.Err() == nil {
		_, err := pg.Alone(ctx, pool, "events", func(ctx context.Context) error {
			var running sync.WaitGroup
			for _, loop := range loops {
				running.Go(func() {
					if err := loop(ctx); err != nil && ctx.Err() == nil {
						log.ErrorContext(ctx, "events are not moved", slog.String("error", err.Error()))
					}
				})
			}
			running.Wait()
			return nil
		})
		if err != nil && ctx.Err() == nil {
			log.WarnContext(ctx, "events are not moved", slog.String("error", err.Error()))
		}
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
	}
	return ctx.Err()
}

// Every returns a loop that calls work at once and then every interval, and logs its errors.
func Every(interval time.Duration, log *slog.Logger, work func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		for ctx.Err() == nil {
			if err := work(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "old events are not deleted", slog.String("error", err.Error()))
			}
			select {
			case <-ctx.Done():
			case <-time.After(interval):
			}
		}
		return ctx.Err()
	}
}
