package pgtest

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Connect finds or starts the server that tests use, for a program: it stays as long as the connection does. server is its URL.
func Connect(ctx context.Context) (conn *pgx.Conn, server string, err error) {
	return connect(ctx)
}
