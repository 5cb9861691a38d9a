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
	alonePing    = time.Second     // between two looks at the connection
	aloneTimeout = 5 * time.Second // for the answer
)

// ErrNotAlone is the cause with which the context of Alone's function ends if its lock is lost with the connection.
var ErrNotAlone = errors.New("the connection that held the lock is gone, another process may have it")

// Alone calls fn while it holds the lock of a name, which one process at a time has of all that use the database. It returns false, and
// does not call fn, if another one holds it. The lock ends with fn, with the process and with the connection. In the last case the
// context of fn ends within seconds, but another process may be faster: what must not happen twice needs a condition of its
// own where it is stored.
//
// The lock is that of a transaction and not of a session, so that a pooler such as PgBouncer cannot leave it behind. It has a connection
// beside the pool, so that nothing waits for those that hold locks. The transaction keeps no row versions alive.
func Alone(ctx context.Context, pool *pgxpool.Pool, name string, fn func(context.Context) error) (alone bool, err error) {
	cfg := pool.Config().ConnConfig
	cfg.Tracer = nil                              // a span a second says nothing
	cfg.RuntimeParams["client_encoding"] = "UTF8" // without which pgx refuses the simple protocol, whatever the database has
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
	// Of the extended protocol the portal would stay, and with it the snapshot.
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

// watch asks the server again and again whether it is there, until done is closed. Its error says that it is not.
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
