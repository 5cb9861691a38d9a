package pg_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// TestCommitWith checks what becomes of a transaction with a statement that commits it, and that the connection is good afterwards.
func TestCommitWith(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx := t.Context()
	for _, sql := range []string{
		"CREATE TABLE ends (id int PRIMARY KEY)",
		"CREATE TABLE marks (of int REFERENCES ends DEFERRABLE INITIALLY DEFERRED)",
	} {
		if _, err := pool.Exec(ctx, sql); err != nil {
			t.Fatal(err)
		}
	}
	const insert, mark = "INSERT INTO ends VALUES ($1)", "INSERT INTO marks VALUES ($1)"
	failure := errors.New("no")
	exec := func(tx pgx.Tx, sql string, id int) error {
		_, err := tx.Exec(ctx, sql, id)
		return err
	}
	commit := func(tx pgx.Tx, ids ...int) error {
		last := &pgx.Batch{}
		for _, id := range ids {
			last.Queue(insert, id)
		}
		tag, err := pg.CommitWith(ctx, tx, last)
		if err == nil && tag.RowsAffected() != 1 {
			t.Errorf("%s, want that of the first statement", tag)
		}
		return err
	}
	for name, c := range map[string]struct {
		fn   func(tx pgx.Tx) error
		code string // of PostgreSQL
		want int    // rows
	}{
		"after another": {func(tx pgx.Tx) error { return errors.Join(exec(tx, insert, 1), commit(tx, 2, 3)) }, "", 3},
		"alone":         {func(tx pgx.Tx) error { return commit(tx, 1) }, "", 1},
		"within a savepoint": {func(tx pgx.Tx) error {
			return pg.Savepoint(ctx, tx, func(tx pgx.Tx) error { return commit(tx, 1) })
		}, "", 1},
		"undone with what is around a savepoint": {func(tx pgx.Tx) error {
			return errors.Join(pg.Savepoint(ctx, tx, func(tx pgx.Tx) error { return commit(tx, 1) }), failure)
		}, "", 0},
		"a statement fails":               {func(tx pgx.Tx) error { return errors.Join(exec(tx, insert, 1), commit(tx, 2, 1, 3)) }, "23505", 0},
		"the commit fails":                {func(tx pgx.Tx) error { return errors.Join(exec(tx, mark, 9), commit(tx, 1)) }, "23503", 0},
		"the commit fails, which is lost": {func(tx pgx.Tx) error { _ = errors.Join(exec(tx, mark, 9), commit(tx, 1)); return nil }, "23503", 0},
		"after a statement that failed":   {func(tx pgx.Tx) error { _ = exec(tx, "SELECT 1 / $1", 0); return commit(tx, 1) }, "25P02", 0},
	} {
		for range 2 * pool.Config().MaxConns { // a connection that is not released is missing
			err := pg.InTx(ctx, pool, c.fn)
			code, rows := "", 0
			if cause, ok := errors.AsType[*pgconn.PgError](err); ok {
				code = cause.Code
			}
			if err := pool.QueryRow(ctx, "SELECT count(*) FROM ends").Scan(&rows); err != nil {
				t.Fatal(err)
			}
			if code != c.code || rows != c.want || (err == nil) != (c.want > 0) {
				t.Fatalf("%s: %d rows, want %d; %v", name, rows, c.want, err)
			}
			if _, err := pool.Exec(ctx, "TRUNCATE ends, marks"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestCommitWithConflict checks that a transaction runs again if its last statement conflicts with another transaction.
func TestCommitWithConflict(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx := t.Context()
	for _, sql := range []string{"CREATE SEQUENCE tries", `CREATE FUNCTION try() RETURNS bigint LANGUAGE plpgsql AS
$$ BEGIN IF nextval('tries') < 3 THEN RAISE SQLSTATE '40001'; END IF; RETURN 1; END $$`} {
		if _, err := pool.Exec(ctx, sql); err != nil {
			t.Fatal(err)
		}
	}
	calls := 0
	err := pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		calls++
		last := &pgx.Batch{}
		last.Queue("SELECT try()")
		_, err := pg.CommitWith(ctx, tx, last)
		return pg.Error(err, "transaction")
	})
	if err != nil || calls != 3 {
		t.Errorf("%d calls, %v", calls, err)
	}
}
