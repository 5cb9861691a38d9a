package replay

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// Compare creates the schema of a model in a new database, rolls it back, applies all migrations of the service and compares the
// two schemas. server is the URL of a user who may create databases; migrations has the files at its root. A migration that cannot be
// applied is a *FailedError; any other error is of the server.
func Compare(ctx context.Context, server string, s *model.Service, migrations fs.FS) (Difference, error) {
	var d Difference
	err := InDatabase(ctx, server, func(database string) error {
		want, err := catalogOf(ctx, database, s.Schema().Initial().Up)
		if err != nil {
			return err
		}
		if err := Up(ctx, database, migrations); err != nil {
			return err
		}
		have, err := catalogOf(ctx, database, "")
		if err != nil {
			return err
		}
		d = compare(want, have)
		return nil
	})
	if err != nil {
		return Difference{}, err
	}
	return d.besides(migrations)
}

// besides leaves out additional objects if the user wrote some of the migrations.
func (d Difference) besides(migrations fs.FS) (Difference, error) {
	own, err := hasOwn(migrations)
	if own {
		d.Extra = nil
	}
	return d, err
}

// hasOwn reports whether the user wrote some of the migrations.
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
		if _, ok := pgschema.ReadLink(name, data); !ok {
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
		if ctx.Err() != nil { // it may have broken this connection
			if again, connErr := pgx.Connect(context.WithoutCancel(ctx), server); connErr == nil {
				defer func() { _ = again.Close(context.WithoutCancel(ctx)) }()
				conn = again
			}
		}
		_, dropErr := conn.Exec(context.WithoutCancel(ctx), "DROP DATABASE "+name+" WITH (FORCE)")
		err = errors.Join(err, dropErr)
	}()
	return do(inDatabase(server, name))
}

// inDatabase is the URL of a database on the server of another URL, or its key=value form.
func inDatabase(server, name string) string {
	at, err := url.Parse(server)
	if err != nil || at.Scheme == "" {
		return server + " dbname=" + name // the last one counts
	}
	at.Path = "/" + name
	return at.String()
}

// catalogOf is the catalog of a database, or what it would be after some SQL, which is rolled back.
func catalogOf(ctx context.Context, database, sql string) (objects []Object, err error) {
	conn, err := pgx.Connect(ctx, database)
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	if sql == "" {
		return Catalog(ctx, conn)
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer func() { err = errors.Join(err, tx.Rollback(context.WithoutCancel(ctx))) }()
	if _, err := tx.Exec(ctx, sql); err != nil {
		return nil, fmt.Errorf("make the schema: %w", err)
	}
	return Catalog(ctx, tx)
}
