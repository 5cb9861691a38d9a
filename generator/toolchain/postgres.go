package toolchain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNoPostgres says that no PostgreSQL server is installed that could be started here.
var ErrNoPostgres = errors.New("PostgreSQL is not installed")

// Postgres is a server that runs for a while, with its data in a temporary folder.
type Postgres struct {
	URL   string // of its superuser
	close func()
}

// Close stops the server and removes its data.
func (p *Postgres) Close() { p.close() }

// HasPostgres reports whether there is a server to start. It starts nothing.
func (t *Tools) HasPostgres() bool { return t.postgresDir() != "" }

// postgresDir is the folder of initdb and postgres: of PATH, or of the newest version of a Debian package; "" for none.
func (t *Tools) postgresDir() string {
	if !canServe {
		return ""
	}
	dirs := t.options.PostgresDirs
	if dirs == nil {
		packaged, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is good
		slices.SortFunc(packaged, func(a, b string) int { return packageVersion(b) - packageVersion(a) })
		dirs = append(filepath.SplitList(os.Getenv("PATH")), packaged...)
	}
	for _, dir := range dirs {
		if filepath.IsAbs(dir) && executable(filepath.Join(dir, "initdb")) && executable(filepath.Join(dir, "postgres")) {
			return dir
		}
	}
	return ""
}

func packageVersion(bin string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(bin))) // 0 for what is no version
	return n
}

func executable(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// serve starts a server and, when its standard input ends, stops it and removes its folder: whatever becomes of svcgen, no
// server and no data stay behind. $1 is the folder of the programs, $2 that of the data. Signals to the group reach the shell
// too, which has to live on for the clean-up; they are repeated for what was just about to start, and end no clean-up.
const serve = `cd "$2" || exit 1
trap gone=1 INT QUIT TERM
exec 3<&0 0</dev/null
{ read -r _ <&3; trap '' INT QUIT TERM; while :; do kill -TERM 0; kill -QUIT 0; sleep 1; done; } >/dev/null 2>&1 &
watch=$!
[ -z "$gone" ] && "$1/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync --no-instructions >/dev/null &&
[ -z "$gone" ] && "$1/postgres" -D data -k "$2" -h '' -F -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 \
	-c max_connections=60 -c autovacuum=off -c timezone=UTC -c log_min_messages=fatal
code=$?
trap '' INT QUIT TERM
cd /
rm -rf "$2"
kill -KILL $watch 2>/dev/null
exit $code`

// Postgres starts a server of the installed PostgreSQL that nobody else can reach over a network. The error is ErrNoPostgres
// if there is none. The caller closes it.
func (t *Tools) Postgres(ctx context.Context) (*Postgres, error) {
	bin := t.postgresDir()
	if bin == "" {
		return nil, ErrNoPostgres
	}
	dir, err := os.MkdirTemp(socketTemp(), "svcgen-pg-")
	if err != nil {
		return nil, fmt.Errorf("make temporary folder: %w", err)
	}
	cmd := exec.Command("sh", "-c", serve, "sh", bin, dir) //nolint:noctx,gosec // it ends in order when its input does; the folder is one that was found
	var output tail
	cmd.Stderr, cmd.WaitDelay = &output, time.Second
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"} // whatever a migration finds to read, it is no secret
	in, err := cmd.StdinPipe()
	if err == nil {
		err = serverProcess(cmd, dir)
	}
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		_ = os.RemoveAll(dir) // nothing is in it
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // its output says more
		close(ended)
	}()
	stop := sync.OnceFunc(func() { stopServer(in, cmd, ended, dir) })
	server := &Postgres{URL: "postgres://postgres@/postgres?host=" + url.QueryEscape(dir), close: stop}
	if err := answers(ctx, server.URL, ended); err != nil {
		stop()
		if text := output.String(); text != "" && ctx.Err() == nil {
			err = &Error{Program: "postgres", Output: text, Err: err}
		}
		return nil, err
	}
	return server, nil
}

// answers waits until the server does.
func answers(ctx context.Context, server string, ended <-chan struct{}) error {
	for {
		conn, err := pgx.Connect(ctx, server)
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-ended:
			return errors.New("the server did not start")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stopServer ends the standard input of the shell around the server, and waits.
func stopServer(in io.Closer, cmd *exec.Cmd, ended <-chan struct{}, dir string) {
	_ = in.Close()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		killGroup(cmd)
		<-ended
	}
	_ = os.RemoveAll(dir) // the shell has done it, unless it was killed
}

// socketTemp is a folder whose path is short enough for a socket, and open to the account that the server runs under.
func socketTemp() string {
	const longest = 60 // of the 103 that every system allows, the rest is for svcgen-pg-…/.s.PGSQL.5432
	if temp := os.TempDir(); os.Getuid() != 0 && len(temp) <= longest {
		return temp
	}
	return "/tmp"
}

// tail keeps the end of what a program says.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) Write(p []byte) (int, error) {
	const most = 4096
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-most):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.text))
}
