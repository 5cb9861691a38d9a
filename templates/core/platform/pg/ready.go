package pg

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pressly/goose/v3"
)

// Ready returns nil if the database answers and has all migrations.
func Ready(ctx context.Context, pool *pgxpool.Pool, migrations fs.FS) error {
	files, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	newest, err := goose.NumericComponent(files[len(files)-1]) // sorted; there is always a first one
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	var applied int64
	if err := pool.QueryRow(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&applied); err != nil {
		return fmt.Errorf("version of the database: %w", err)
	}
	if applied < newest {
		return fmt.Errorf("the database has migration %d, not yet %d", applied, newest)
	}
	return nil
}
