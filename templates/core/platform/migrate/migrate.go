// Package migrate brings databases up to date, and back. It deletes data only if somebody allows it.
package migrate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Database is the database of a service, with the migrations that the program has.
type Database struct {
	Service       string
	EnvPrefix     string // of the service's variables: CATALOG_
	URL           string // of PostgreSQL itself, not of a pooler, because the lock belongs to a session
	Migrations    fs.FS  // files named 00001_init.sql and so on
	DestructiveTo int64  // number of the last destructive migration that may run
}

// Done is called after a migration was applied or rolled back.
type Done func(file string, took time.Duration)

// Up applies the pending migrations and calls done after each. Any number of processes may call it at the same time: one migrates,
// the others wait. If one of the migrations is destructive and not allowed, none is applied.
func Up(ctx context.Context, d Database, done Done) error {
	if _, err := d.permitted(ctx); err != nil {
		return err
	}
	return d.up(ctx, done)
}

// OnStart is Up for a program that starts: log gets a line for each migration.
func OnStart(ctx context.Context, d Database, log *slog.Logger) error {
	return Up(ctx, d, func(file string, took time.Duration) {
		log.Info("migrated", slog.String("file", file), slog.Float64("ms", float64(took.Microseconds())/1000))
	})
}

// up applies the pending migrations, destructive or not.
func (d Database) up(ctx context.Context, done Done) error {
	return d.withGoose(func(provider *goose.Provider) error {
		for {
			result, err := provider.UpByOne(ctx)
			if errors.Is(err, goose.ErrNoNextVersion) {
				return nil
			}
			if err != nil {
				return failed("migrate", err)
			}
			done(path.Base(result.Source.Path), result.Duration)
		}
	})
}

// down rolls back migrations, in their order, and calls done after each.
func (d Database) down(ctx context.Context, back []migration, done Done) error {
	return d.withGoose(func(provider *goose.Provider) error {
		for _, m := range back {
			result, err := provider.ApplyVersion(ctx, m.number, false)
			if err != nil {
				return failed("roll back", err)
			}
			done(m.file, result.Duration)
		}
		return nil
	})
}

func (d Database) withGoose(do func(*goose.Provider) error) (err error) {
	cfg, err := d.config()
	if err != nil {
		return err
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
	provider, err := goose.NewProvider(goose.DialectPostgres, db, d.Migrations, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	return do(provider)
}

// config reads the URL as a pool does, so that it may have settings of the pool.
func (d Database) config() (*pgx.ConnConfig, error) {
	cfg, err := pgxpool.ParseConfig(d.URL)
	if err != nil {
		return nil, fmt.Errorf("database URL: %w", err)
	}
	return cfg.ConnConfig, nil
}

// failed names the file of the migration that failed.
func failed(what string, err error) error {
	if partial, ok := errors.AsType[*goose.PartialError](err); ok {
		return fmt.Errorf("%s: %s: %w", what, path.Base(partial.Failed.Source.Path), partial.Err)
	}
	return fmt.Errorf("%s: %w", what, err)
}
