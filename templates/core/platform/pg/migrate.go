package pg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Migrate brings a database up to date: migrations holds files named 00001_init.sql and so on. Any number of processes may call
// it at the same time: one migrates, the others wait. url must lead to PostgreSQL itself, not to a pooler, because the lock
// belongs to a session.
func Migrate(ctx context.Context, url string, migrations fs.FS) (err error) {
	if err := refuseEnvsub(migrations); err != nil {
		return err
	}
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("database URL: %w", err)
	}
	cfg.RuntimeParams["lock_timeout"] = "5000" // fail rather than make every query wait behind a lock that is not granted
	cfg.RuntimeParams["statement_timeout"] = "0"
	db := stdlib.OpenDB(*cfg)
	defer func() { err = errors.Join(err, db.Close()) }()

	const everySecond, forFiveMinutes = 1, 300
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(everySecond, forFiveMinutes))
	if err != nil {
		return fmt.Errorf("migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// refuseEnvsub keeps goose from writing environment variables into SQL: an error that quotes the statement would log them.
func refuseEnvsub(migrations fs.FS) error {
	names, err := fs.Glob(migrations, "*.sql")
	for _, name := range names {
		data, readErr := fs.ReadFile(migrations, name)
		text := strings.ReplaceAll(strings.ReplaceAll(string(data), "--", ""), "+goose", "") // as goose reads an annotation
		if strings.Contains(strings.ToUpper(text), "ENVSUB ON") {
			return fmt.Errorf("migration %s: ENVSUB would put environment variables into errors and logs: write the value instead", name)
		}
		err = errors.Join(err, readErr)
	}
	return err
}
