package toolchain

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func startPostgres(t *testing.T) *Postgres {
	t.Helper()
	server, err := New(Options{}).Postgres(t.Context())
	if errors.Is(err, ErrNoPostgres) && os.Getenv("REQUIRE_DB") != "1" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

// home is the folder of a server.
func home(t *testing.T, p *Postgres) string {
	t.Helper()
	at, err := url.Parse(p.URL)
	if err != nil {
		t.Fatal(err)
	}
	return at.Query().Get("host")
}

func TestPostgresLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	server := startPostgres(t)
	conn, err := pgx.Connect(t.Context(), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	var one int
	if err := conn.QueryRow(t.Context(), "SELECT 1").Scan(&one); err != nil || one != 1 {
		t.Errorf("%d, %v", one, err)
	}
	dir := home(t, server)
	if _, err := os.Stat(filepath.Join(dir, "data", "postmaster.pid")); err != nil && os.Getuid() == 0 {
		t.Error(err)
	}
	server.Close() // while somebody is connected
	server.Close()
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", dir, err)
	}
	if _, err := pgx.Connect(t.Context(), server.URL); err == nil {
		t.Error("the server still answers")
	}
}

func TestPostgresCancelled(t *testing.T) {
	t.Parallel()
	startPostgres(t)                                                     // or skip
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond) // in the middle of initdb
	defer cancel()
	began := time.Now()
	if server, err := New(Options{}).Postgres(ctx); err == nil {
		server.Close()
		t.Skip("started in no time")
	} else if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it took %s to give up", took)
	}
}

func TestPostgresThatDoesNotStart(t *testing.T) {
	t.Parallel()
	if !canServe {
		t.Skip("no server is started on this system")
	}
	dir := fakes(t, map[string]string{"initdb": "#!/bin/sh\necho 'no memory left' >&2\nexit 1\n", "postgres": "#!/bin/sh\n"})
	var failed *Error
	if _, err := New(Options{PostgresDirs: []string{dir}}).Postgres(t.Context()); !errors.As(err, &failed) || !strings.Contains(failed.Output, "no memory left") {
		t.Errorf("got %v", err)
	}
}

// TestServerOutlivesSvcgen: svcgen is killed while a server is being made. The signals that end it do not end the clean-up.
func TestServerOutlivesSvcgen(t *testing.T) {
	t.Parallel()
	if !canServe {
		t.Skip("no server is started on this system")
	}
	bin := fakes(t, map[string]string{
		"initdb":   "#!/bin/sh\nmkdir data\nsleep 30\n",
		"postgres": "#!/bin/sh\n",
		"rm":       "#!/bin/sh\nsleep 0.3\nexec /bin/rm \"$@\"\n",
	})
	dir, err := os.MkdirTemp(socketTemp(), "svcgen-pg-") //nolint:usetesting // the account of the server removes it, and may not from a folder of the test's
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	cmd := exec.CommandContext(t.Context(), "sh", "-c", serve, "sh", bin, dir)
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
	in, err := cmd.StdinPipe()
	if err := errors.Join(err, serverProcess(cmd, dir), cmd.Start()); err != nil {
		t.Fatal(err)
	}
	for made := errors.New("not yet"); made != nil && t.Context().Err() == nil; time.Sleep(10 * time.Millisecond) {
		_, made = os.Stat(filepath.Join(dir, "data"))
	}
	_ = in.Close()
	_ = cmd.Wait()
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the data are left behind: %v", err)
	}
}

// fakes are programs in a folder that the account of the server can read.
func fakes(t *testing.T, programs map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range programs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for d := dir; d != "/" && d != os.TempDir(); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil { // the server may run under another account
			t.Fatal(err)
		}
	}
	return dir
}

func TestNoPostgres(t *testing.T) {
	t.Parallel()
	none := New(Options{PostgresDirs: []string{t.TempDir(), "relative"}})
	if _, err := none.Postgres(t.Context()); !errors.Is(err, ErrNoPostgres) || none.HasPostgres() {
		t.Errorf("got %v", err)
	}
}
