// Package pgtest gives each test a PostgreSQL database of its own, with the migrations applied.
//
// TEST_DATABASE_URL says which server to use; its user must be allowed to create databases. Without it pgtest starts a server that
// all tests of the machine share and that stops a minute after the last of them: with the initdb of PATH or of
// /usr/lib/postgresql, else in Docker. Without any of these, tests are skipped, or fail if REQUIRE_DB=1. `go test ./...` does not
// mention skipped tests: pgtest writes a line to the terminal, and `go test -v` counts them.
//
// Databases are copies of a template, pgtest_<digest of the migrations>. Templates are kept. If a server of TEST_DATABASE_URL has
// too many, drop them after ALTER DATABASE … IS_TEMPLATE false.
package pgtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/migrate"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// skipped counts the tests of this process that were skipped.
var skipped atomic.Int32 //nolint:gochecknoglobals // a process has no other place for it

// New returns a pool on a new database, which is dropped when the test ends.
func New(tb testing.TB, migrations fs.FS) *pgxpool.Pool {
	tb.Helper()
	ctx := context.Background() // that of the test is cancelled before the clean-up
	conn, server, err := Connect(ctx)
	if errors.Is(err, errNoServer) && os.Getenv("REQUIRE_DB") != "1" {
		n := skipped.Add(1)
		if n == 1 {
			tell(err)
		}
		tb.Skipf("tests skipped in this package so far: %d: %v", n, err)
	}
	if err != nil {
		tb.Fatalf("find a PostgreSQL server: %v", err)
	}
	tb.Cleanup(func() { _ = conn.Close(ctx) })

	template, err := prepare(ctx, conn, server, migrations)
	if err != nil {
		tb.Fatalf("prepare a database: %v", err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	if err := execute(ctx, conn, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY FILE_COPY"); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := execute(ctx, conn, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			tb.Error(err)
		}
	})
	pool, err := pg.Open(ctx, pg.Config{URL: database(server, name)})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(pool.Close)
	return pool
}

// tell says on the terminal that tests are skipped.
func tell(reason error) {
	if tty, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0); err == nil {
		_, _ = fmt.Fprintf(tty, "%s: tests skipped: %v\n", os.Args[0], reason)
		_ = tty.Close()
	}
}

// prepare returns the name of the template for these migrations. A new template is built under another name, so that one with
// this name is always complete.
func prepare(ctx context.Context, conn *pgx.Conn, server string, migrations fs.FS) (string, error) {
	hash := sha256.New()
	err := fs.WalkDir(migrations, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(migrations, path)
		hash.Write(fmt.Appendf(nil, "%q %q\n", path, data))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read migrations: %w", err)
	}
	name := fmt.Sprintf("pgtest_%x", hash.Sum(nil)[:8])
	build, lock := name+"_build", fmt.Sprintf("(%d, hashtext('%s'))", lockKey, name)
	if err := execute(ctx, conn, "SELECT pg_advisory_lock"+lock); err != nil {
		return "", err
	}
	defer execute(ctx, conn, "SELECT pg_advisory_unlock"+lock) //nolint:errcheck // ends with the session at the latest

	var exists bool
	err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists)
	if exists || err != nil {
		return name, err
	}
	if err := execute(ctx, conn, "DROP DATABASE IF EXISTS "+build+" WITH (FORCE)", "CREATE DATABASE "+build); err != nil {
		return "", err
	}
	created := migrate.Database{URL: database(server, build), Migrations: migrations}
	if err := migrate.Up(ctx, created, func(string, time.Duration) {}); err != nil {
		return "", err
	}
	return name, execute(ctx, conn,
		"ALTER DATABASE "+build+" WITH IS_TEMPLATE true ALLOW_CONNECTIONS false", "ALTER DATABASE "+build+" RENAME TO "+name)
}

func execute(ctx context.Context, conn *pgx.Conn, statements ...string) error {
	for _, sql := range statements {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	return nil
}

// database is the URL of a database on the server of another URL.
func database(server, name string) string {
	u, err := url.Parse(server)
	if err != nil || u.Scheme == "" { // key=value pairs: the last one of a key counts
		return server + " dbname=" + name
	}
	u.Path = "/" + name
	return u.String()
}
