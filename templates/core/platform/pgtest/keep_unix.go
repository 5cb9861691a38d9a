//go:build unix

package pgtest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	stopTime = 10 * time.Second // how long a server gets to write its data before it ends
	maxEnds  = 5                // how often it may end within a minute: then it is not started again
)

// keepLocal starts a server of the installed PostgreSQL whose data are in dir, and again whenever it ends.
func keepLocal(ctx context.Context, dir string, out io.Writer, fail func(error)) (server string, stop func(), err error) {
	if os.Getenv("TEST_DATABASE_URL") != "" {
		return "", nil, errNoServer
	}
	initdb, err := findInitdb()
	if err != nil {
		return "", nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", nil, err
	}
	data := filepath.Join(dir, "data")
	if err := os.MkdirAll(dir, 0o755); err != nil { // #nosec G301 -- the server may run under another user
		return "", nil, err
	}
	path := filepath.Join(dir, "lock")
	lock, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- a folder of the workspace
	if err != nil {
		return "", nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := io.ReadAll(lock)
		_ = lock.Close()
		return "", nil, fmt.Errorf("%s is in use by process %s: is make dev running already?", dir, holder)
	}
	for path, text := range map[string]string{path: fmt.Sprint(os.Getpid()), filepath.Join(dir, ".gitignore"): "*\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return "", nil, err
		}
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return "", nil, err
	}
	k := &kept{bin: filepath.Dir(initdb), data: data, log: filepath.Join(dir, "postgres.log"), out: out}
	if err := k.first(ctx); err != nil {
		_ = lock.Close()
		return "", nil, fmt.Errorf("%w\nmake dev-reset makes it anew, without its data", err)
	}
	ctx, end := context.WithCancel(context.WithoutCancel(ctx)) // the program that uses the server ends before it
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := k.hold(ctx); err != nil {
			fail(fmt.Errorf("%w: %w", ErrDown, err))
		}
	}()
	return inDir(data), func() {
		end()
		<-done
		_ = lock.Close()
	}, nil
}

// kept is a server that runs as a child of this process, so that its end is seen at once.
type kept struct {
	bin, data, log string // directories, a file
	out            io.Writer
	cmd            *exec.Cmd
	ended          chan struct{} // closed when cmd has
}

// first makes the data unless they are there, starts the server and waits until it answers.
func (k *kept) first(ctx context.Context) error {
	var commands [][]string
	if _, err := os.Stat(filepath.Join(k.data, "PG_VERSION")); err != nil {
		commands = append(commands, initCommand(filepath.Join(k.bin, "initdb"), k.data))
	}
	if conn, err := pgx.Connect(ctx, inDir(k.data)); err == nil { // who started it was killed
		_ = conn.Close(ctx)
		commands = append(commands, []string{filepath.Join(k.bin, "pg_ctl"), "stop", "-s", "-m", "fast", "-D", k.data})
	}
	if err := execIn(ctx, k.data, commands...); err != nil {
		return err
	}
	if err := k.start(); err != nil {
		return err
	}
	for {
		conn, err := pgx.Connect(ctx, inDir(k.data))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-k.ended:
			return k.failure()
		case <-ctx.Done():
			k.stop()
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// hold starts the server again whenever it ends, and ends it with ctx. The error is that of a server that does not stay up.
func (k *kept) hold(ctx context.Context) error {
	var ends []time.Time
	for {
		select {
		case <-ctx.Done():
			k.stop()
			return nil
		case <-k.ended:
		}
		ends = slices.DeleteFunc(append(ends, time.Now()), func(at time.Time) bool { return time.Since(at) > time.Minute })
		if len(ends) == maxEnds {
			return k.failure()
		}
		_, _ = fmt.Fprintf(k.out, "PostgreSQL has ended (%s): starting it again\n", k.cmd.ProcessState)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(250 * time.Millisecond << len(ends)): // it does not start while a process of the last one is left
		}
		if err := k.start(); err != nil {
			return err
		}
	}
}

// start starts the server.
func (k *kept) start() error {
	account, err := accountFor(k.data)
	if err != nil {
		return err
	}
	log, err := os.OpenFile(k.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	// #nosec G204 -- a program of PostgreSQL
	k.cmd = exec.Command(filepath.Join(k.bin, "postgres"), "-D", k.data, "-c", "timezone=UTC", "-h", "", "-k", ".") //nolint:noctx // stop ends it
	k.cmd.Dir, k.cmd.Stdout, k.cmd.Stderr = k.data, log, log
	k.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: account, Setpgid: true} // Ctrl-C is not for it
	if err := k.cmd.Start(); err != nil {
		return err
	}
	cmd, ended := k.cmd, make(chan struct{})
	k.ended = ended
	go func() {
		defer close(ended)
		_ = cmd.Wait() // ProcessState says the same
	}()
	return nil
}

// stop ends the server and waits for its end.
func (k *kept) stop() {
	_ = k.cmd.Process.Signal(syscall.SIGINT) // all sessions end
	select {
	case <-k.ended:
	case <-time.After(stopTime):
		_ = k.cmd.Process.Signal(syscall.SIGQUIT) // its next start recovers
		<-k.ended
	}
}

// failure is the error of a server that has ended, with the end of its log.
func (k *kept) failure() error {
	log, _ := os.ReadFile(k.log)
	lines := bytes.SplitAfter(log, []byte("\n"))
	return fmt.Errorf("%s; the end of %s:\n%s", k.cmd.ProcessState, k.log, bytes.TrimSpace(bytes.Join(lines[max(0, len(lines)-15):], nil)))
}
