package replay

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// Compare creates the schema of a model in a new database, rolls it back, applies all migrations of the service and compares the
// two schemas. server is as for InDatabase; migrations has the files at its root. What goes wrong after the database was reached is a
// *FailedError, whatever PostgreSQL calls it: a migration that could pass for a broken server would never be proved wrong. Any
// other error is of the server. limit is how long it may take.
func Compare(ctx context.Context, server string, s *model.Service, migrations fs.FS, limit time.Duration) (Difference, error) {
	var d Difference
	err := InDatabase(ctx, server, func(database string) error {
		if _, err := catalogOf(ctx, database, ""); err != nil {
			return err // nothing of the service has run
		}
		within, cancel := context.WithTimeoutCause(ctx, limit, &FailedError{Msg: fmt.Sprintf("it takes more than %v", limit)})
		defer cancel()
		var err error
		if d, err = compareIn(within, database, s, migrations); err == nil || ctx.Err() != nil {
			return err
		}
		return refutation(context.Cause(within), err)
	})
	if err != nil {
		return Difference{}, err
	}
	return d.besides(migrations)
}

// compareIn is Compare in a database that is empty.
func compareIn(ctx context.Context, database string, s *model.Service, migrations fs.FS) (Difference, error) {
	want, err := catalogOf(ctx, database, s.Schema.Initial().Up)
	if err != nil {
		return Difference{}, err
	}
	if err := Up(ctx, database, migrations); err != nil {
		return Difference{}, err
	}
	have, err := catalogOf(ctx, database, "")
	if err != nil {
		return Difference{}, err
	}
	d := compare(want, have)
	d.Unmade = unmade(s, have)
	return d, nil
}

// refutation turns any error of a comparison into a *FailedError. late is the error of the time limit, if it has passed.
func refutation(late, err error) error {
	failed, ok := errors.AsType[*FailedError](err)
	if !ok {
		failed = &FailedError{Msg: err.Error()}
	}
	if limit, ok := errors.AsType[*FailedError](late); ok {
		failed.Msg = limit.Msg
	}
	return failed
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

// catalogOf is the catalog of a database, or what it would be after some SQL, which is rolled back.
func catalogOf(ctx context.Context, database, sql string) (objects []Object, err error) {
	cfg, err := pgx.ParseConfig(database)
	if err != nil {
		return nil, fmt.Errorf("database URL: %w", err)
	}
	cfg.RuntimeParams["search_path"] = "public" // a migration can set another one for the database, and hide the catalog behind it
	conn, err := pgx.ConnectConfig(ctx, cfg)
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
