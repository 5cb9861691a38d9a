package replay

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/svcgen/svcgen/generator/model"
)

// Difference is what the migrations of a service make otherwise than its spec says.
type Difference struct {
	Missing []string // what they do not make
	Extra   []string // what they make beside it; empty where the user wrote migrations too
}

// Empty tells whether the migrations make what the spec says.
func (d Difference) Empty() bool { return len(d.Missing)+len(d.Extra) == 0 }

// Compare applies all migrations of a service to one new database, and what its model says to another, and compares the two.
// server is the URL of a user who may create databases; migrations holds the files at its root.
func Compare(ctx context.Context, server string, s *model.Service, migrations fs.FS) (Difference, error) {
	var d Difference
	err := InDatabase(ctx, server, func(migrated string) error {
		return InDatabase(ctx, server, func(modelled string) error {
			if err := Up(ctx, migrated, migrations); err != nil {
				return err
			}
			have, err := catalogOf(ctx, migrated)
			if err != nil {
				return err
			}
			want, err := catalogOf(ctx, modelled, s.InitialMigration().Up)
			if err != nil {
				return err
			}
			d = Difference{Missing: without(want, have), Extra: without(have, want)}
			return nil
		})
	})
	if err != nil {
		return Difference{}, err
	}
	own, err := hasOwn(migrations)
	if own {
		d.Extra = nil
	}
	return d, err
}

// hasOwn tells whether the user wrote some of the migrations.
func hasOwn(migrations fs.FS) (bool, error) {
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return false, fmt.Errorf("list migrations: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(migrations, name)
		if err != nil {
			return false, fmt.Errorf("read migration: %w", err)
		}
		if _, ok := model.ReadLink(name, data); !ok {
			return true, nil
		}
	}
	return false, nil
}

// InDatabase calls do with the URL of a new database, which is dropped afterwards.
func InDatabase(ctx context.Context, server string, do func(url string) error) (err error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	name := "svcgen_" + strings.ToLower(rand.Text())
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		return fmt.Errorf("create a database: %w", err)
	}
	defer func() {
		_, dropErr := conn.Exec(context.WithoutCancel(ctx), "DROP DATABASE "+name+" WITH (FORCE)")
		err = errors.Join(err, dropErr)
	}()
	at, err := url.Parse(server)
	if err != nil {
		return fmt.Errorf("database URL: %w", err)
	}
	at.Path = "/" + name
	return do(at.String())
}

// Up applies the migrations that are missing; DownTo takes back those above a number.
func Up(ctx context.Context, database string, migrations fs.FS) error {
	return withGoose(database, migrations, func(p *goose.Provider) error {
		_, err := p.Up(ctx)
		return err
	})
}

// DownTo takes back the migrations above a number.
func DownTo(ctx context.Context, database string, migrations fs.FS, number int64) error {
	return withGoose(database, migrations, func(p *goose.Provider) error {
		_, err := p.DownTo(ctx, number)
		return err
	})
}

func withGoose(database string, migrations fs.FS, do func(*goose.Provider) error) (err error) {
	cfg, err := pgx.ParseConfig(database)
	if err != nil {
		return fmt.Errorf("database URL: %w", err)
	}
	db := stdlib.OpenDB(*cfg)
	defer func() { err = errors.Join(err, db.Close()) }()
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if err := do(p); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// catalogOf is the catalog of a database after some SQL.
func catalogOf(ctx context.Context, database string, sql ...string) (lines []string, err error) {
	conn, err := pgx.Connect(ctx, database)
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	for _, text := range sql {
		if _, err := conn.Exec(ctx, text); err != nil {
			return nil, fmt.Errorf("make the schema: %w", err)
		}
	}
	return Catalog(ctx, conn)
}

// without are the lines that others lack.
func without(lines, others []string) []string {
	var out []string
	for _, l := range lines {
		if !slices.Contains(others, l) {
			out = append(out, l)
		}
	}
	return out
}
