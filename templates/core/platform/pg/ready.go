package pg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pressly/goose/v3"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

const undefinedTable = "42P01"

// Ready returns nil if the database answers and all migrations are applied.
func Ready(ctx context.Context, pool *pgxpool.Pool, migrations fs.FS) error {
	files, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	newest, err := goose.NumericComponent(files[len(files)-1]) // Glob sorts, and every service has a first migration
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	var applied int64
	err = pool.QueryRow(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&applied)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && e.Code == undefinedTable {
		return notMigrated("the database has no tables yet")
	}
	if err != nil {
		return fmt.Errorf("version of the database: %w", err)
	}
	if applied < newest {
		return notMigrated(fmt.Sprintf("the database has migration %d, not yet %d", applied, newest))
	}
	return nil
}

// notMigrated says what to do about a database that is not up to date.
func notMigrated(problem string) error {
	return errs.Precondition("DATABASE_NOT_MIGRATED", problem+": run "+filepath.Base(os.Args[0])+" migrate")
}
