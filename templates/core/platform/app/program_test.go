package app_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/app"
)

func TestFirstSignalDrains(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			admin, until := freeAddr(t), filepath.Join(t.TempDir(), "until")
			c := startChild(t, "CHILD_UNTIL="+until, "DRAIN_DELAY=200ms", "DRAIN_TIMEOUT=1m", "ADMIN_ADDR="+admin)
			c.waitFor(t, "ready")
			if code, body := get(t, "http://"+admin+"/readyz"); code != 200 {
				t.Errorf("ready: %d %s", code, body)
			}
			answer := make(chan string, 1)
			go func() {
				defer close(answer)
				_, body := get(t, "http://"+c.addr)
				answer <- body
			}()
			c.waitFor(t, "asked")

			if err := c.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			c.waitFor(t, "draining")
			if code, body := get(t, "http://"+admin+"/readyz"); code != 503 || body != "draining" {
				t.Errorf("draining: %d %s", code, body)
			}
			if code, _ := get(t, "http://"+admin+"/livez"); code != 200 {
				t.Error("not alive while draining")
			}
			if err := os.WriteFile(until, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			order := strings.Join(c.waitFor(t, "stopped"), " ")
			if want := "drain two drain one stop two stop one close two close one stopped"; order != want {
				t.Errorf("order: %s", order)
			}
			if err := c.Wait(); err != nil {
				t.Errorf("exit: %v", err)
			}
			if got := <-answer; got != "done" {
				t.Errorf("the request under way was lost: %q", got)
			}
		})
	}
}

func TestSecondSignalExits(t *testing.T) {
	c := startChild(t, "DRAIN_DELAY=1m")
	c.waitFor(t, "ready")
	_ = c.Process.Signal(syscall.SIGTERM)
	c.waitFor(t, "draining")
	start := time.Now()
	_ = c.Process.Signal(syscall.SIGTERM)
	_ = c.Wait()
	if c.ProcessState.ExitCode() != 1 || time.Since(start) > 30*time.Second {
		t.Errorf("exit %d after %v", c.ProcessState.ExitCode(), time.Since(start))
	}
}

func TestFailureWhileDraining(t *testing.T) {
	c := startChild(t, "DRAIN_DELAY=1m", "CHILD_FAIL=drain")
	c.waitFor(t, "ready")
	_ = c.Process.Signal(syscall.SIGTERM)
	c.waitFor(t, "failed")
	if _ = c.Wait(); c.ProcessState.ExitCode() != 1 {
		t.Errorf("exit %d", c.ProcessState.ExitCode())
	}
}

func TestFailureEndsAll(t *testing.T) {
	for fail, message := range map[string]string{"build": "cannot build", "listen": "two: listen tcp", "serve": "two ended\\ncannot serve"} {
		t.Run(fail, func(t *testing.T) {
			code, out := runChild(t, []string{"CHILD_TOKEN=x", "CHILD_FAIL=" + fail})
			if code != 1 || !strings.Contains(out, message) {
				t.Errorf("exit %d: %s", code, out)
			}
			if closed := strings.Contains(out, "close one"); closed == (fail == "build") {
				t.Errorf("closed %v: %s", closed, out)
			}
		})
	}
}

// TestBackgroundWork proves that work without a port ends before the components that it may need, and is waited for.
func TestBackgroundWork(t *testing.T) {
	c := startChild(t, "CHILD_WORK=ends")
	c.waitFor(t, "ready")
	_ = c.Process.Signal(syscall.SIGTERM)
	seen := slices.DeleteFunc(c.waitFor(t, "stopped"), func(line string) bool { return line == "work" }) // it begins before or after "ready"
	order := strings.Join(seen, " ")
	if !strings.HasSuffix(order, "drain two drain one work finished stop two stop one close two close one stopped") {
		t.Errorf("order: %s", order)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("exit: %v", err)
	}
}

func TestBackgroundWorkFails(t *testing.T) {
	code, out := runChild(t, []string{"CHILD_TOKEN=x", "CHILD_WORK=fails"})
	if code != 1 || !strings.Contains(out, "worker ended\\ncannot work") || !strings.Contains(out, "close one") {
		t.Errorf("exit %d: %s", code, out)
	}
}

func TestBackgroundWorkHangs(t *testing.T) {
	c := startChild(t, "CHILD_WORK=hangs", "DRAIN_TIMEOUT=200ms")
	c.waitFor(t, "ready")
	_ = c.Process.Signal(syscall.SIGTERM)
	c.waitFor(t, "stopped")
}

// TestBackground runs work without the ports of its components.
func TestBackground(t *testing.T) {
	var log bytes.Buffer
	finished := atomic.Bool{}
	stop := app.Background([]app.Component{
		{Name: "server", Addr: "127.0.0.1:0", Serve: func(net.Listener) error { t.Error("a port is served"); return nil }},
		{Name: "worker", Run: func(ctx context.Context) error {
			<-ctx.Done()
			finished.Store(true)
			return errors.New("cannot finish")
		}},
	}, slog.New(slog.NewTextHandler(&log, nil)))
	stop()
	if !finished.Load() {
		t.Error("stop does not wait")
	}
	if !strings.Contains(log.String(), `component=worker error="cannot finish"`) {
		t.Errorf("log: %s", log.String())
	}
}

func TestDrainTimeout(t *testing.T) {
	c := startChild(t, "CHILD_UNTIL="+filepath.Join(t.TempDir(), "never"), "DRAIN_TIMEOUT=200ms")
	c.waitFor(t, "ready")
	go func() {
		if response, err := http.Get("http://" + c.addr); err == nil {
			_ = response.Body.Close()
		}
	}()
	c.waitFor(t, "asked")
	_ = c.Process.Signal(syscall.SIGTERM)
	c.waitFor(t, "stopped")
	if err := c.Wait(); err != nil {
		t.Errorf("exit: %v", err)
	}
}

func TestHealthcheck(t *testing.T) {
	if code, out := runChild(t, []string{"ADMIN_ADDR=127.0.0.1:1"}, "healthcheck"); code != 1 || !strings.Contains(out, "refused") {
		t.Errorf("not running: exit %d: %s", code, out)
	}
	admin := freeAddr(t)
	good := startChild(t, "ADMIN_ADDR="+admin)
	good.waitFor(t, "ready")
	if code, out := runChild(t, []string{"ADMIN_ADDR=:" + strings.Split(admin, ":")[1]}, "healthcheck"); code != 0 {
		t.Errorf("ready: exit %d: %s", code, out)
	}
	admin = freeAddr(t)
	bad := startChild(t, "ADMIN_ADDR="+admin, "CHILD_CHECK_FAILS=true")
	bad.waitFor(t, "not ready")
	if code, out := runChild(t, []string{"ADMIN_ADDR=" + admin}, "healthcheck"); code != 1 || !strings.Contains(out, "two: not ready") || strings.Contains(out, "no database") {
		t.Errorf("failing check: exit %d: %s", code, out)
	}
}

// TestReady proves that a program says that it is ready when it is, once, and what to do until then.
func TestReady(t *testing.T) {
	admin, migrated := freeAddr(t), filepath.Join(t.TempDir(), "migrated")
	c := startChild(t, "ADMIN_ADDR="+admin, "CHILD_NEEDS="+migrated)
	c.waitFor(t, "not ready")
	if code, body := get(t, "http://"+admin+"/readyz"); code != 503 || body != "one: run child migrate\ntwo: run child migrate" {
		t.Errorf("%d %s", code, body)
	}
	if err := os.WriteFile(migrated, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, line := range c.waitFor(t, "ready") {
		if line != "listening" && line != "not ready" && line != "ready" {
			t.Errorf("line %s", line)
		}
	}
	if code, body := get(t, "http://"+admin+"/readyz"); code != 200 {
		t.Errorf("%d %s", code, body)
	}
	_ = c.Process.Signal(syscall.SIGTERM)
	if lines := c.waitFor(t, "stopped"); slices.Contains(lines, "ready") {
		t.Errorf("ready twice: %q", lines)
	}
}

func TestCommands(t *testing.T) {
	tests := []struct {
		env  string
		args string
		code int
		out  string
	}{
		{"", "version", 0, "child devel"},
		{"", "-h", 0, "usage: child [command]"},
		{"", "", 2, "child: CHILD_TOKEN is not set"},
		{"DRAIN_DELAY=x", "", 2, "child: DRAIN_DELAY must be a duration such as 1m30s\nCHILD_TOKEN is not set"},
		{"CHILD_TOKEN=secret", "migrate", 0, "migrated"},
		{"CHILD_TOKEN=secret", "--print-config", 0, "ADMIN_ADDR=127.0.0.1:0\nDRAIN_DELAY=0s\nDRAIN_TIMEOUT=20s\nCHILD_FAIL=\nCHILD_CHECK_FAILS=false\nCHILD_UNTIL=\nCHILD_WORK=\nCHILD_NEEDS=\nCHILD_TOKEN=***\n"},
		{"", "help", 0, "\n  migrate         bring the database up to date\n  grant USER ROLE give a user a role\n  healthcheck "},
		{"", "migrate --help", 0, "usage: child migrate\n"},
		{"CHILD_TOKEN=secret", "grant --help", 1, `child: grant takes a user and a role, got ["--help"]`},
		{"CHILD_TOKEN=secret", "grant me admin", 0, "granted [me admin] with secret\n"},
		{"CHILD_TOKEN=secret", "grant me", 1, `child: grant takes a user and a role, got ["me"]`},
		{"", "grant me admin", 2, "child: CHILD_TOKEN is not set"},
		{"CHILD_TOKEN=secret", "destroy", 2, `unknown command "destroy"; see child -h`},
		{"", "migrate --dry-run", 2, `migrate: unknown argument "--dry-run"; see child migrate --help`},
		{"CHILD_TOKEN=secret", "version --dry-run", 2, `version takes no argument "--dry-run"; see child -h`},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			var args []string
			if test.args != "" {
				args = strings.Fields(test.args)
			}
			code, out := runChild(t, []string{test.env}, args...)
			if code != test.code || !strings.Contains(out, test.out) {
				t.Errorf("exit %d: %s", code, out)
			}
		})
	}
}
