package pg

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Listen calls notified for each notification on the channels, and whenever it begins to listen, since some may have been missed. It
// has a connection beside the pool until ctx ends. One that is lost is replaced. PgBouncer lets no notification through.
func Listen(ctx context.Context, pool *pgxpool.Pool, notified func(), channels ...string) {
	for ctx.Err() == nil {
		_ = listen(ctx, pool, notified, channels) // whoever waits looks from time to time anyway
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

func listen(ctx context.Context, pool *pgxpool.Pool, notified func(), channels []string) error {
	conn, err := pgx.ConnectConfig(ctx, pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	for _, channel := range channels {
		if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
			return err
		}
	}
	for {
		notified()
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}
