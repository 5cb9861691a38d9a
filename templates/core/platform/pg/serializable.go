package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// InSerializableTx is InTx at isolation level SERIALIZABLE: transactions at this level have the same effect as one after the other.
func InSerializableTx(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	return retry(ctx, func() error { return inTx(ctx, pool, pgx.TxOptions{IsoLevel: pgx.Serializable}, fn) })
}
