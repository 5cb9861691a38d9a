package pg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// How Alone notices that it has lost its lock.
const (
	alonePing    = time.Second     // between two checks of the connection
	aloneTimeout = 5 * time.Second // for the answer to a check
)

// ErrNotAlone is the cause of the cancelled context if Alone loses its connection, and the lock with it.
var ErrNotAlone = errors.New("the connection that held the lock is gone, another process may have it")

// Alone calls fn while it holds the lock called name, which only one process that uses the database can hold at a time. It returns false,
// and does not call fn, if another process holds the lock. The lock is released when fn returns, the process ends or the connection is
// lost. If the connection is lost, the context of fn is cancelled within seconds, but another process may get the lock earlier: work that
// must not be done twice also needs a condition in its SQL.
//
// The lock belongs to a transaction, not to a session, so that a pooler such as PgBouncer cannot leave it behind. It has a connection of
// its own, so that lock holders do not use up the pool. The transaction holds no snapshot, so that it does not hold back VACUUM.
func Alone(ctx context.Context, pool *pgxpool.Pool, name string, fn func(context.Context) error) (alone bool, err error) {
	cfg := pool.Config().ConnConfig
	cfg.Tracer = nil                              // no span for each check
	cfg.RuntimeParams["client_encoding"] = "UTF8" // pgx refuses the simple protocol without it, whatever the encoding of the database is
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return false, fmt.Errorf("connection for the lock of %s: %w", name, err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), aloneTimeout)
		defer cancel()
		_, _ = conn.Exec(ctx, "ROLLBACK") // so that the lock is free when Alone returns, not a moment later
		_ = conn.Close(ctx)
	}()
	if _, err := conn.Exec(ctx, "BEGIN"); err != nil {
		return false, fmt.Errorf("lock of %s: %w", name, err)
	}
	// With the extended protocol the portal would stay open, and with it the snapshot.
	err = conn.QueryRow(ctx, "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))", pgx.QueryExecModeSimpleProtocol, name).Scan(&alone)
	if err != nil {
		return false, fmt.Errorf("lock of %s: %w", name, err)
	}
	if !alone {
		return false, nil
	}
	ctx, lost := context.WithCancelCause(ctx)
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		if watch(context.WithoutCancel(ctx), conn, done) != nil {
			lost(ErrNotAlone)
		}
	}()
	defer func() {
		close(done)
		<-watched
		lost(nil)
	}()
	return true, fn(ctx)
}

// watch pings the server until done is closed. It returns an error if the server does not answer.
func watch(ctx context.Context, conn *pgx.Conn, done <-chan struct{}) error {
	for {
		select {
		case <-done:
			return nil
		case <-time.After(alonePing):
		}
		ctx, cancel := context.WithTimeout(ctx, aloneTimeout)
		_, err := conn.Exec(ctx, "SELECT 1")
		cancel()
		if err != nil {
			return err
		}
	}
}
