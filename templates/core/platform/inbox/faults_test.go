//go:build unix

package inbox_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

// share is how much of the faults a test run makes: all of them with SOAK=1, otherwise a twentieth.
func share(all int) int {
	switch {
	case os.Getenv("SOAK") != "":
		return all
	case testing.Short():
		return max(all/100, 1)
	}
	return max(all/20, 1)
}

// scene is a service whose things change while something goes wrong. Two workers move and handle what the changes say.
type scene struct {
	*testing.T

	pool    *pgxpool.Pool // of the service
	bus     string        // URL of the bus's database
	workers []*exec.Cmd
}

func newScene(t *testing.T) *scene {
	t.Helper()
	t.Parallel()
	return &scene{T: t, pool: pgtest.New(t, migrations), bus: pgtest.New(t, empty).Config().ConnString()}
}

// startWorker starts a worker that tries as often as those in production: an attempt that a fault ends counts, too.
func (s *scene) startWorker() *exec.Cmd {
	s.Helper()
	return startProcess(s.T, workerVariable+"=10", s.pool, s.bus)
}

// play lets things change and workers work until act returns. Then it wants each change to have had its effect once, in the order of the versions.
func (s *scene) play(act func()) {
	s.Helper()
	for range 2 {
		s.workers = append(s.workers, s.startWorker())
	}
	defer func() {
		for _, w := range s.workers {
			kill(w)
		}
	}()
	ctx, stop := context.WithCancel(s.Context())
	var writing sync.WaitGroup
	for range 2 {
		writing.Go(func() { _ = write(ctx, s.pool) })
	}
	act()
	stop()
	writing.Wait()
	began := time.Now()
	for drained := false; !drained; time.Sleep(50 * time.Millisecond) {
		err := s.pool.QueryRow(s.Context(), "SELECT (SELECT coalesce(sum(version), 0) FROM things) <= (SELECT count(*) FROM effects)").Scan(&drained)
		if time.Since(began) > 5*time.Minute {
			s.Errorf("what happened is not handled after 5 minutes: %v", err)
			break
		}
	}
	checkEffects(s.T, s.pool)
	var changes, dead int
	err := s.pool.QueryRow(s.Context(), "SELECT (SELECT sum(version) FROM things), (SELECT count(*) FROM inbox WHERE dead_time IS NOT NULL)").Scan(&changes, &dead)
	if err != nil || dead > 0 {
		s.Errorf("%d events are dead, %v", dead, err)
	}
	s.Logf("%d changes, drained after %s", changes, time.Since(began).Round(time.Millisecond))
}

func pause() { time.Sleep(150*time.Millisecond + rand.N(100*time.Millisecond)) }

func TestWorkersKilled(t *testing.T) { newScene(t).killWorkers(share(1000)) }

// killWorkers kills workers n times, while things change.
func (s *scene) killWorkers(n int) {
	s.Helper()
	s.play(func() {
		for range n {
			pause()
			victim := rand.N(len(s.workers))
			kill(s.workers[victim])
			s.workers[victim] = s.startWorker()
		}
	})
}

// TestWritersKilled kills processes between their writes and commits, and between commits and notifications.
func TestWritersKilled(t *testing.T) {
	s := newScene(t)
	s.play(func() {
		for range share(200) {
			writer := startProcess(t, writerVariable+"=1", s.pool, s.bus)
			pause()
			kill(writer)
		}
	})
}

// TestWorkerStopped holds that a worker which sleeps for long, while another one has taken over, does no harm when it wakes.
func TestWorkerStopped(t *testing.T) {
	s := newScene(t)
	s.play(func() {
		for _, worker := range s.workers {
			pause()
			if err := worker.Process.Signal(syscall.SIGSTOP); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Duration(share(90)) * time.Second)
			if err := worker.Process.Signal(syscall.SIGCONT); err != nil {
				t.Error(err)
			}
		}
		pause()
	})
}

func TestConnectionsTerminated(t *testing.T) {
	s := newScene(t)
	busURL, err := url.Parse(s.bus)
	if err != nil {
		t.Fatal(err)
	}
	s.play(func() {
		for n := range share(100) {
			pause()
			database := []string{strings.TrimPrefix(busURL.Path, "/"), s.pool.Config().ConnConfig.Database}[n%2]
			_, err := s.pool.Exec(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()", database)
			if err != nil {
				t.Log(err)
			}
		}
	})
}

// TestServerKilled kills a process of PostgreSQL, which ends all others and recovers.
func TestServerKilled(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "faults") //nolint:usetesting // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // root starts the server under another account
		t.Fatal(err)
	}
	server, stop, err := pgtest.Keep(t.Context(), filepath.Join(dir, "pg"), t.Output(), func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if _, err := os.Stat(filepath.Join(dir, "pg")); err != nil {
		t.Skip("PostgreSQL is not installed on this machine")
	}
	create := func(name, sql string) string {
		conn, err := pgx.Connect(t.Context(), server)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(t.Context())
		if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(server)
		if err != nil {
			t.Fatal(err)
		}
		u.Path = "/" + name
		pool, err := pg.Open(t.Context(), pg.Config{URL: u.String()})
		if err != nil {
			t.Fatal(err)
		}
		defer pool.Close()
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
		return u.String()
	}
	bus := create("events", "SELECT 1")
	pool, err := pg.Open(t.Context(), pg.Config{URL: create("service", string(migrations["00001_init.sql"].Data))})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	s := &scene{T: t, pool: pool, bus: bus}
	s.play(func() {
		for kills := share(50); kills > 0; time.Sleep(time.Second) {
			var pid int
			if err := pool.QueryRow(t.Context(), "SELECT pg_backend_pid()").Scan(&pid); err != nil {
				continue // it recovers from the last time
			}
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				t.Error(err)
			}
			kills--
		}
		time.Sleep(time.Second)
	})
}

// TestBusAway cuts the bus off, from the start and in the middle. Changes go on.
func TestBusAway(t *testing.T) {
	s := newScene(t)
	u, err := url.Parse(s.bus)
	if err != nil {
		t.Fatal(err)
	}
	gate := &gate{to: target(t, s.pool)}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go gate.serve(listener)
	query := u.Query()
	query.Del("host")
	query.Del("port")
	query.Set("sslmode", "disable")
	u.Host, u.RawQuery = listener.Addr().String(), query.Encode()
	s.bus = u.String()
	s.play(func() {
		for _, open := range []bool{false, true, false, true} {
			gate.set(open)
			time.Sleep(time.Duration(share(180)) * time.Second / 2)
			s.wantChanges()
		}
	})
}

// wantChanges wants things to change now.
func (s *scene) wantChanges() {
	s.Helper()
	var now int
	if err := s.pool.QueryRow(s.Context(), "SELECT coalesce(sum(version), 0) FROM things").Scan(&now); err != nil {
		s.Fatal(err)
	}
	eventually(s.T, s.pool, "SELECT sum(version) > $1 FROM things", now)
}

// target returns the network and the address of the server of pool.
func target(t *testing.T, pool *pgxpool.Pool) [2]string {
	t.Helper()
	c := pool.Config().ConnConfig
	if strings.HasPrefix(c.Host, "/") {
		return [2]string{"unix", fmt.Sprintf("%s/.s.PGSQL.%d", c.Host, c.Port)}
	}
	return [2]string{"tcp", fmt.Sprintf("%s:%d", c.Host, c.Port)}
}

// gate passes connections on while it is open. When it closes it cuts them.
type gate struct {
	to [2]string // network and address

	mu    sync.Mutex
	open  bool
	conns []net.Conn
}

func (g *gate) set(open bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open = open; open {
		return
	}
	for _, c := range g.conns {
		_ = c.Close()
	}
	g.conns = nil
}

func (g *gate) serve(listener net.Listener) {
	for {
		in, err := listener.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial(g.to[0], g.to[1])
		g.mu.Lock()
		if err != nil || !g.open {
			_ = in.Close()
			if out != nil {
				_ = out.Close()
			}
		} else {
			g.conns = append(g.conns, in, out)
			pass := func(to, from net.Conn) {
				_, _ = io.Copy(to, from)
				_ = to.Close()
			}
			go pass(in, out)
			go pass(out, in)
		}
		g.mu.Unlock()
	}
}

func TestNoLocks(t *testing.T) { newScene(t).forgoLocks() }

// forgoLocks runs two relays and two receivers at once, as if each believed that it was alone.
func (s *scene) forgoLocks() {
	s.Helper()
	b, err := openBus(s.Context(), s.bus, slog.New(slog.DiscardHandler))
	if err != nil {
		s.Fatal(err)
	}
	defer b.Close()
	ctx, stop := context.WithCancel(s.Context())
	var working sync.WaitGroup
	for range 2 {
		relay := &outbox.Relay{Pool: s.pool, Bus: b, Bell: wake.NewBell(), Log: slog.New(slog.DiscardHandler)}
		in := inbox.New(s.pool, consumer("effects", recordEffect), config, slog.New(slog.DiscardHandler))
		working.Go(func() { relay.Run(ctx) })
		working.Go(func() { b.Receive(ctx, in.Subscription, in) })
		working.Go(func() { in.Run(ctx) })
	}
	s.play(func() { time.Sleep(time.Duration(share(60)) * time.Second) })
	stop()
	working.Wait()
}
