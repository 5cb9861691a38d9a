package migrate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// state returns the migrations of the program and of the database, in order. It changes nothing.
func (d Database) state(ctx context.Context) ([]migration, error) {
	all, err := read(d.Migrations)
	if err != nil {
		return nil, err
	}
	applied, err := d.applied(ctx)
	if err != nil {
		return nil, fmt.Errorf("version of the database: %w", err)
	}
	for i, m := range all {
		all[i].applied = applied[m.number]
		delete(applied, m.number)
	}
	for number, at := range applied {
		all = append(all, migration{number: number, applied: at})
	}
	slices.SortFunc(all, func(a, b migration) int { return cmp.Compare(a.number, b.number) })
	return all, nil
}

// applied returns when the migrations of the database were applied, by number.
func (d Database) applied(ctx context.Context) (applied map[int64]time.Time, err error) {
	cfg, err := d.config()
	if err != nil {
		return nil, err
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()

	const query = `SELECT version_id, max(tstamp)::timestamptz FROM goose_db_version WHERE is_applied AND version_id > 0 GROUP BY version_id`
	rows, _ := conn.Query(ctx, query) // ForEachRow returns the error
	applied = map[int64]time.Time{}
	var number int64
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&number, &at}, func() error { applied[number] = at; return nil })
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && e.Code == "42P01" { // undefined_table: the database is new
		return applied, nil
	}
	return applied, err
}

// pending returns what Up would apply.
func pending(all []migration) []migration {
	return slices.DeleteFunc(slices.Clone(all), migration.isApplied)
}

// permitted returns the migrations, and the error of refuse. Another process may be applying them, on a new database too: permitted
// therefore refuses only if no migration has been applied for a second.
func (d Database) permitted(ctx context.Context) ([]migration, error) {
	for before := int64(-1); ; {
		all, err := d.state(ctx)
		if err != nil {
			return nil, err
		}
		err = d.refuse(all)
		if err == nil || newest(all) == before {
			return all, err
		}
		before = newest(all)
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return all, err
		}
	}
}

// refuse returns an error if a pending migration is destructive and not allowed. A new database has nothing to lose.
func (d Database) refuse(all []migration) error {
	if !slices.ContainsFunc(all, migration.isApplied) {
		return nil
	}
	var refused []string
	var last int64
	for _, m := range pending(all) {
		if m.destructive && m.number > d.DestructiveTo {
			refused = append(refused, m.file+" deletes data: "+cmp.Or(losses(m.up), "read it"))
			last = m.number
		}
	}
	if refused == nil {
		return nil
	}
	return fmt.Errorf("%s\nnothing was applied; to delete the data, run %s --allow-destructive, or set %sMIGRATE_DESTRUCTIVE_TO=%d",
		strings.Join(refused, "\n"), command(), d.EnvPrefix, last)
}

// newest returns the number of the newest migration that is applied, 0 if none is.
func newest(all []migration) int64 {
	for _, m := range slices.Backward(all) {
		if m.isApplied() {
			return m.number
		}
	}
	return 0
}

// back returns the applied migrations above a number, the newest first; for oneStep, the newest one. The error says why they cannot be
// rolled back or, unless allowed is true, which data the rollback would delete.
func back(all []migration, to int64, allowed bool) ([]migration, error) {
	var back []migration
	if to == oneStep {
		to = newest(all) - 1
	}
	var refused []string
	for _, m := range slices.Backward(all) {
		if !m.isApplied() || m.number <= to {
			continue
		}
		lost := losses(m.down)
		switch {
		case m.file == "":
			return nil, fmt.Errorf("this program has no migration %d: roll it back with the program that applied it", m.number)
		case len(statements(m.down)) == 0:
			return nil, fmt.Errorf("%s has no way back: its section Down is empty", m.file)
		case lost != "" && !allowed:
			refused = append(refused, "rolling back "+m.file+" deletes data: "+lost)
		}
		back = append(back, m)
	}
	if refused != nil {
		return nil, fmt.Errorf("%s\nnothing was rolled back; to delete the data, add --allow-destructive", strings.Join(refused, "\n"))
	}
	return back, nil
}

// command returns how the user starts the command: catalog-api migrate.
func command() string { return filepath.Base(os.Args[0]) + " migrate" }
