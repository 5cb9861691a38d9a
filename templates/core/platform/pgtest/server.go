package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

var errNoServer = errors.New("no PostgreSQL to test with: install it (apt-get install postgresql, brew install postgresql), " +
	"start Docker, or set TEST_DATABASE_URL")

// lockKey is the advisory lock that all users of a server share while they use it.
const lockKey = 0x70677465

// stopWhenIdle runs in a session of the server whose client is gone. When nobody has held the lock for a minute, it stops the server
// and removes its data. So no process has to stay behind, and a test that is killed leaves nothing.
//
// #nosec G101 -- SQL, no password
const stopWhenIdle = `DO $do$
DECLARE idle int := 0;
BEGIN
	LOOP
		PERFORM pg_sleep(1);
		idle := CASE WHEN pg_try_advisory_lock(%[1]d) THEN idle + 1 ELSE 0 END;
		EXIT WHEN idle = 60; -- with the lock: who comes now waits until the connection breaks
		PERFORM pg_advisory_unlock(%[1]d) WHERE idle > 0;
	END LOOP;
	COPY (SELECT 1) TO PROGRAM 'trap "" INT QUIT TERM; kill -QUIT $(head -n 1 postmaster.pid); rm -rf "$PWD"';
END $do$`

// settings trade durability for speed: the data of tests may be lost.
const settings = "-F -N 500 -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC"

// Connect finds or starts the server that tests use: it stays as long as the connection does. server is its URL.
func Connect(ctx context.Context) (conn *pgx.Conn, server string, err error) {
	if server = os.Getenv("TEST_DATABASE_URL"); server != "" {
		conn, err = share(ctx, server)
		return conn, server, err
	}
	temp := os.TempDir()
	if os.Getuid() == 0 {
		temp = "/tmp" // a private TMPDIR of root is closed to the account that the server runs under
	}
	dir := filepath.Join(temp, fmt.Sprintf("pgtest-%d", os.Getuid()))
	if err := os.MkdirAll(dir, 0o755); err != nil { // #nosec G301 -- the server may run under another user
		return nil, "", err
	}
	if err := checkOwner(dir); err != nil {
		return nil, "", err
	}
	unlock, err := lock(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, "", err
	}
	defer unlock()
	if url, err := os.ReadFile(filepath.Join(dir, "url")); err == nil { // #nosec G304 -- a folder of this user's
		if conn, err = share(ctx, string(url)); err == nil {
			return conn, string(url), nil
		}
	}
	server, err = startLocal(ctx, dir)
	if errors.Is(err, errNoServer) {
		server, err = startDocker(ctx)
	}
	if err != nil {
		return nil, "", err
	}
	watcher, err := pgx.Connect(ctx, server)
	if err != nil {
		return nil, "", err
	}
	watcher.PgConn().Exec(ctx, fmt.Sprintf(stopWhenIdle, lockKey))
	_ = watcher.PgConn().Conn().Close()                                                    // without the Terminate message, which would end the session
	if err := os.WriteFile(filepath.Join(dir, "url"), []byte(server), 0o600); err != nil { // #nosec G703 -- a folder of this user's
		return nil, "", err
	}
	conn, err = share(ctx, server)
	return conn, server, err
}

func share(ctx context.Context, server string) (*pgx.Conn, error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return nil, err
	}
	return conn, execute(ctx, conn, fmt.Sprintf("SELECT pg_advisory_lock_shared(%d)", lockKey))
}

func startDocker(ctx context.Context) (string, error) {
	args := strings.Fields("run --detach --rm --tmpfs /var/lib/postgresql/data --publish 127.0.0.1::5432 " +
		"--env POSTGRES_HOST_AUTH_METHOD=trust postgres:17-alpine " + settings)
	id, err := exec.CommandContext(ctx, "docker", args...).Output() // #nosec G204 -- arguments of this file
	if err != nil {
		return "", errNoServer
	}
	address, err := exec.CommandContext(ctx, "docker", "port", strings.TrimSpace(string(id)), "5432/tcp").Output() // #nosec G204 -- the id that docker printed
	if err != nil {
		return "", fmt.Errorf("docker port: %w", err)
	}
	server := "postgres://postgres@" + strings.TrimSpace(string(address)) + "/postgres"
	for range 300 { // the container first starts another server, to initialize the data
		conn, err := pgx.Connect(ctx, server)
		if err == nil {
			return server, conn.Close(ctx)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return "", errors.New("the server in Docker does not answer")
}
