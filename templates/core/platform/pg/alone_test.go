package pg_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// TestAlone checks that one of two has the lock of a name, and that it is free afterwards, even if fn fails or panics.
func TestAlone(t *testing.T) {
	pool := pgtest.New(t, migrations)
	if _, err := pool.Exec(t.Context(), `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET client_encoding = SQL_ASCII', current_database()); END $$`); err != nil {
		t.Fatal(err)
	}
	failure := errors.New("failed")
	alone, err := pg.Alone(t.Context(), pool, "job a", func(ctx context.Context) error {
		if alone, err := pg.Alone(ctx, pool, "job a", func(context.Context) error { t.Error("called"); return nil }); alone || err != nil {
			t.Errorf("a second one: %v, %v", alone, err)
		}
		if alone, err := pg.Alone(ctx, pool, "job b", func(context.Context) error { return nil }); !alone || err != nil {
			t.Errorf("another name: %v, %v", alone, err)
		}
		var horizon *string
		err := pool.QueryRow(ctx, "SELECT backend_xmin::text FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'").Scan(&horizon)
		if err != nil || horizon != nil {
			t.Errorf("the lock keeps row versions: %v, %v", horizon, err)
		}
		return failure
	})
	if !alone || !errors.Is(err, failure) {
		t.Errorf("got %v, %v", alone, err)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = pg.Alone(t.Context(), pool, "job a", func(context.Context) error { panic("x") })
	}()
	if alone, err := pg.Alone(t.Context(), pool, "job a", func(context.Context) error { return nil }); !alone || err != nil {
		t.Errorf("afterwards: %v, %v", alone, err)
	}
	gone := pgtest.New(t, migrations)
	gone.Close()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if alone, err := pg.Alone(ended, gone, "job a", nil); alone || err == nil {
		t.Errorf("without a connection: %v, %v", alone, err)
	}
}

// TestAloneLost checks that the context of fn ends if the connection with the lock does.
func TestAloneLost(t *testing.T) {
	pool := pgtest.New(t, migrations)
	_, err := pg.Alone(t.Context(), pool, "job a", func(ctx context.Context) error {
		_, err := pool.Exec(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`)
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(time.Minute):
			return nil
		}
	})
	if !errors.Is(err, pg.ErrNotAlone) {
		t.Errorf("got %v", err)
	}
}
