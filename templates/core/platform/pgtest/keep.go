package pgtest

import (
	"context"
	"errors"
	"io"

	"github.com/jackc/pgx/v5"
)

// ErrDown is the error of a server that ends each time it is started.
var ErrDown = errors.New("PostgreSQL does not stay up")

// Keep starts the server of a developer, and returns its URL. If PostgreSQL is installed, its data stay in dir when stop has ended it. If it
// ends before, it is started again on the same data, with a line to out; if that happens too often, fail gets an ErrDown.
// Otherwise it is a server of Connect, which nobody starts again: that of TEST_DATABASE_URL, or one in Docker, whose data go with it.
func Keep(ctx context.Context, dir string, out io.Writer, fail func(error)) (server string, stop func(), err error) {
	if server, stop, err = keepLocal(ctx, dir, out, fail); !errors.Is(err, errNoServer) {
		return server, stop, err
	}
	var conn *pgx.Conn
	if conn, server, err = Connect(ctx); err != nil {
		return "", nil, err
	}
	return server, func() { _ = conn.Close(context.Background()) }, nil
}
