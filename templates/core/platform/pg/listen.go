package pg

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Listen calls notified for each notification on the channel, and whenever it begins to listen, since some may have been missed. It
// takes a connection out of the pool until ctx ends. A connection that is lost is replaced. PgBouncer lets no notification through.
func Listen(ctx context.Context, pool *pgxpool.Pool, channel string, notified func()) {
	for ctx.Err() == nil {
		_ = listen(ctx, pool, channel, notified) // whoever waits looks from time to time anyway
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

func listen(ctx context.Context, pool *pgxpool.Pool, channel string, notified func()) error {
	acquired, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	conn := acquired.Hijack() // it listens as long as it lives
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return err
	}
	for {
		notified()
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}
