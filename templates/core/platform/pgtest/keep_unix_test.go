//go:build unix

package pgtest_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// keeping is a server of Keep, and what is said about it.
type keeping struct {
	*testing.T
	dir    string
	server string
	stop   func()
	lines  *bufio.Reader
	failed chan error
}

// keep starts a server in dir, or skips the test if no PostgreSQL is installed.
func keep(t *testing.T, dir string) *keeping {
	t.Helper()
	said, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	k := &keeping{T: t, dir: dir, lines: bufio.NewReader(said), failed: make(chan error, 1)}
	k.server, k.stop, err = pgtest.Keep(t.Context(), dir, out, func(err error) {
		k.failed <- err
		_ = out.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		k.stop()
		notInstalled(t)
	}
	t.Cleanup(k.stop)
	return k
}

// serverDir returns a directory for a server: the path of a socket must be short, and root starts the server under another account.
func serverDir(t *testing.T) string {
	t.Helper()
	t.Setenv("TEST_DATABASE_URL", "")
	dir, err := os.MkdirTemp("/tmp", "keep") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // see above
		t.Fatal(err)
	}
	return filepath.Join(dir, "pg")
}

// pid returns the process of the server, 0 if its file is not there.
func (k *keeping) pid() int {
	data, _ := os.ReadFile(filepath.Join(k.dir, "data", "postmaster.pid"))
	line, _, _ := strings.Cut(string(data), "\n")
	pid, _ := strconv.Atoi(line)
	return pid
}

// kill kills the process of the server as soon as it runs.
func (k *keeping) kill() {
	k.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if pid := k.pid(); pid != 0 && syscall.Kill(pid, syscall.SIGKILL) == nil {
			return
		}
	}
	k.Fatal("no server runs")
}

// query waits until the server answers sql.
func (k *keeping) query(sql string) (answer string) {
	k.Helper()
	var err error
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var conn *pgx.Conn
		if conn, err = pgx.Connect(k.Context(), k.server); err != nil {
			continue
		}
		err = conn.QueryRow(k.Context(), sql).Scan(&answer)
		_ = conn.Close(k.Context())
		if err == nil {
			return answer
		}
	}
	k.Fatalf("%s: %v", sql, err)
	return ""
}

// TestKeep kills a server: it is started again on the same data, until it ends too often.
func TestKeep(t *testing.T) {
	dir := serverDir(t)
	k := keep(t, dir)
	_, _, err := pgtest.Keep(t.Context(), dir, io.Discard, func(error) {})
	if want := fmt.Sprintf("is in use by process %d: is make dev running already?", os.Getpid()); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("a second one gets %v", err)
	}
	conn, err := pgx.Connect(t.Context(), k.server)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "CREATE TABLE notes AS SELECT 'kept' AS title"); err != nil {
		t.Fatal(err)
	}
	_ = conn.Close(t.Context())

	k.kill()
	const again = "PostgreSQL has ended (signal: killed): starting it again\n"
	if line, err := k.lines.ReadString('\n'); line != again {
		t.Errorf("said %q, %v", line, err)
	}
	if title := k.query("SELECT title FROM notes"); title != "kept" {
		t.Errorf("the row is %q", title)
	}

	for err == nil { // each new one, unless it does not start, because a process of the last one is left
		k.kill()
		_, err = k.lines.ReadString('\n')
	}
	err = <-k.failed
	if !errors.Is(err, pgtest.ErrDown) || !strings.Contains(err.Error(), "; the end of "+dir+"/postgres.log:\n") || !strings.Contains(err.Error(), " LOG:  ") {
		t.Errorf("got %v", err)
	}
	killed := k.pid()
	if time.Sleep(time.Second); k.pid() != killed {
		t.Error("it is started once more")
	}
}

// TestKeepTakesOver kills a process that has started a server, which stays. The next one takes the data over.
func TestKeepTakesOver(t *testing.T) {
	if dir := os.Getenv("KEEP_DIR"); dir != "" { // the process that is killed
		keep(t, dir)
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	dir := serverDir(t)
	first := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKeepTakesOver$") // #nosec G204 -- this test
	first.Env = append(os.Environ(), "KEEP_DIR="+dir, "TEST_DATABASE_URL=")
	if out, err := first.CombinedOutput(); err == nil || err.Error() != "signal: killed" {
		t.Fatalf("%v\n%s", err, out)
	}
	k := &keeping{T: t, dir: dir}
	left := k.pid()
	if left == 0 {
		notInstalled(t)
	}
	if err := syscall.Kill(left, 0); err != nil {
		t.Fatalf("no server is left: %v", err)
	}
	k = keep(t, dir)
	taken := k.pid()
	if k.query("SELECT 'answers'"); taken == 0 || taken == left {
		t.Errorf("the server is process %d, and was %d", taken, left)
	}
	k.stop()
	if err := syscall.Kill(taken, 0); err == nil {
		t.Error("the server is still there")
	}
}

// notInstalled ends a test of a server of this machine: where a database is required, there has to be one.
func notInstalled(t *testing.T) {
	t.Helper()
	const reason = "PostgreSQL is not installed on this machine"
	if os.Getenv("REQUIRE_DB") == "1" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}
