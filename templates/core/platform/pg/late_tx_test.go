package pg_test

import (
	"cmp"
	"errors"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
	"github.com/svcgen/svcgen/templates/core/platform/txn"
)

// TestFirstStatement begins transactions with every kind of statement. The second one must be in the same transaction, which is rolled
// back.
func TestFirstStatement(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx := t.Context()
	const insert = "INSERT INTO groups VALUES (gen_random_uuid())"
	id := "00000000-0000-4000-8000-000000000001"
	for name, first := range map[string]func(pgx.Tx) error{
		"exec": func(tx pgx.Tx) error {
			tag, err := tx.Exec(ctx, "INSERT INTO groups VALUES ($1)", id)
			if tag.RowsAffected() != 1 {
				t.Errorf("%s, want one row", tag)
			}
			return err
		},
		"exec of several": func(tx pgx.Tx) error { _, err := tx.Exec(ctx, insert+";"+insert); return err },
		"exec with a mode": func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, "INSERT INTO groups VALUES ($1)", pgx.QueryExecModeSimpleProtocol, id)
			return err
		},
		"row": func(tx pgx.Tx) error {
			var got string
			return tx.QueryRow(ctx, "INSERT INTO groups VALUES ($1) RETURNING id::text", id).Scan(&got)
		},
		"rows": func(tx pgx.Tx) error {
			rows, err := tx.Query(ctx, "INSERT INTO groups VALUES ($1) RETURNING id", id)
			if err == nil {
				rows.Close()
			}
			return err
		},
		"batch": func(tx pgx.Tx) error {
			batch := &pgx.Batch{}
			batch.Queue(insert)
			return tx.SendBatch(ctx, batch).Close()
		},
		"copy": func(tx pgx.Tx) error {
			_, err := tx.CopyFrom(ctx, pgx.Identifier{"groups"}, []string{"id"}, pgx.CopyFromRows([][]any{{id}}))
			return err
		},
		"savepoint": func(tx pgx.Tx) error {
			return pg.Savepoint(ctx, tx, func(tx pgx.Tx) error { _, err := tx.Exec(ctx, insert); return err })
		},
		"connection": func(tx pgx.Tx) error { _, err := tx.Conn().Exec(ctx, insert); return err },
	} {
		for mode, inTx := range map[string]func(fn func(pgx.Tx) error) error{
			"read committed": func(fn func(pgx.Tx) error) error { return pg.InTx(ctx, pool, fn) },
			"serializable":   func(fn func(pgx.Tx) error) error { return pg.InSerializableTx(ctx, pool, fn) },
		} {
			failure := errors.New("no")
			err := inTx(func(tx pgx.Tx) error {
				if err := first(tx); err != nil {
					return err
				}
				var level string
				var rows int
				err := tx.QueryRow(ctx, "SELECT current_setting('transaction_isolation'), count(*) FROM groups").Scan(&level, &rows)
				if err != nil || level != mode || rows == 0 {
					t.Errorf("%s: isolation %q, %d rows, %v", name, level, rows, err)
				}
				return failure
			})
			if !errors.Is(err, failure) {
				t.Errorf("%s, %s: %v", name, mode, err)
			}
			var rows int
			if err := pool.QueryRow(ctx, "SELECT count(*) FROM groups").Scan(&rows); err != nil || rows != 0 {
				t.Errorf("%s, %s: %d rows after the rollback; %v", name, mode, rows, err)
			}
		}
	}
}

// TestFirstStatementFails checks that an error of the first statement is that of PostgreSQL, and that the connection is good afterwards.
func TestFirstStatementFails(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx := t.Context()
	const noUUID, noTable = "22P02", "42P01"
	for name, first := range map[string]func(pgx.Tx) error{
		"exec": func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, "INSERT INTO groups VALUES ($1::text::uuid)", "x")
			return err
		},
		"row": func(tx pgx.Tx) error {
			var got string
			return tx.QueryRow(ctx, "SELECT $1::text::uuid::text", "x").Scan(&got)
		},
		"unknown table": func(tx pgx.Tx) error { _, err := tx.Exec(ctx, "INSERT INTO nothing VALUES ($1)", 1); return err },
	} {
		code := noUUID
		if name == "unknown table" {
			code = noTable
		}
		for range 2 * pool.Config().MaxConns { // a connection that is not released is missing
			err := pg.InTx(ctx, pool, func(tx pgx.Tx) error {
				err := first(tx)
				if _, again := tx.Exec(ctx, "SELECT $1::int", 1); again == nil {
					t.Errorf("%s: the transaction goes on", name)
				}
				return err
			})
			if cause, ok := errors.AsType[*pgconn.PgError](err); !ok || cause.Code != code {
				t.Errorf("%s: %v, want %s", name, err, code)
			}
		}
		if err := pg.InTx(ctx, pool, func(tx pgx.Tx) error { _, err := tx.Exec(ctx, "SELECT $1::int", 1); return err }); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

// TestLastStatement checks that the last statement of a transaction commits it, that any other does not, and what its errors are.
func TestLastStatement(t *testing.T) {
	pool := pgtest.New(t, migrations)
	ctx, last := t.Context(), txn.Last(t.Context())
	const insert = "INSERT INTO groups VALUES ($1)"
	failure := errors.New("no")
	rows := func() (n int) {
		if err := pool.QueryRow(ctx, "SELECT count(*) FROM groups").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	add := func(tx pgx.Tx) error { _, err := tx.Exec(last, insert, uuid.New()); return err }
	add2 := func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, insert, uuid.New()); err != nil {
			return err
		}
		return add(tx)
	}
	errNull := errors.New("a value is missing")
	for _, tt := range []struct {
		name string
		fn   func(pgx.Tx) error
		want error
		rows int
	}{
		{"alone", add, nil, 1},
		{"committed although fn fails", func(tx pgx.Tx) error { return cmp.Or(add(tx), failure) }, failure, 1},
		{"another one after it", func(tx pgx.Tx) error { return cmp.Or(add(tx), add(tx)) }, pgx.ErrTxClosed, 1},
		{"second", add2, nil, 2},
		{"second, committed although fn fails", func(tx pgx.Tx) error { return cmp.Or(add2(tx), failure) }, failure, 2},
		{"second, and another one after it", func(tx pgx.Tx) error { return cmp.Or(add2(tx), add(tx)) }, pgx.ErrTxClosed, 2},
		{"in a savepoint", func(tx pgx.Tx) error { return cmp.Or(pg.Savepoint(ctx, tx, add), failure) }, failure, 0},
		{"fails unnoticed", func(tx pgx.Tx) error { _, _ = tx.Exec(last, insert, nil); return nil }, errNull, 0},
		{"second, fails unnoticed", func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, insert, uuid.New())
			_, _ = tx.Exec(last, insert, nil)
			return err
		}, pgx.ErrTxCommitRollback, 0},
	} {
		before := rows()
		err := pg.InTx(ctx, pool, tt.fn)
		if cause, ok := errors.AsType[*pgconn.PgError](err); ok && cause.Code == "23502" {
			err = errNull
		}
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if added := rows() - before; added != tt.rows {
			t.Errorf("%s: %d rows, want %d", tt.name, added, tt.rows)
		}
	}
	before := rows()
	isolated := func(tx pgx.Tx) error {
		_, err := tx.Exec(last, "INSERT INTO groups SELECT $1 WHERE current_setting('transaction_isolation') = 'serializable'", uuid.New())
		return err
	}
	if err := pg.InSerializableTx(ctx, pool, isolated); err != nil || rows() != before+1 {
		t.Errorf("serializable: %v, %d rows more, want 1", err, rows()-before)
	}
	before = rows()
	tries := 0
	err := pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		if tries++; tries == 2 {
			return add(tx)
		}
		_, err := tx.Exec(last, "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$")
		return pg.Error(err, "group")
	})
	if err != nil || tries != 2 || rows() != before+1 {
		t.Errorf("a conflict: %v after %d tries, %d rows more", err, tries, rows()-before)
	}
}
