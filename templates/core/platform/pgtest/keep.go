package pgtest

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// Keep finds or starts the server of a developer, and returns its URL. If PostgreSQL is installed, its data stay in dir when stop has ended it.
// Otherwise it is a server of Connect: that of TEST_DATABASE_URL, or one in Docker, whose data go with it.
func Keep(ctx context.Context, dir string) (server string, stop func(), err error) {
	if server, stop, err = keepLocal(ctx, dir); !errors.Is(err, errNoServer) {
		return server, stop, err
	}
	var conn *pgx.Conn
	if conn, server, err = Connect(ctx); err != nil {
		return "", nil, err
	}
	return server, func() { _ = conn.Close(context.Background()) }, nil
}
