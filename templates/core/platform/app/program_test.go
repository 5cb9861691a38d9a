package app_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/app"
)

// childVariable is set if the test binary is to run as the program under test.
const childVariable = "APP_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		app.Program[settings]{
			Name:      "child",
			EnvPrefix: "CHILD_",
			AdminAddr: "127.0.0.1:0",
			Build:     build,
			Migrate:   func(context.Context, settings) error { fmt.Println("migrated"); return nil },
			Commands:  []app.Command[settings]{{Name: "grant", Args: "USER ROLE", Help: "give a user a role", Run: grant}},
		}.Main()
	}
	os.Exit(m.Run())
}

type settings struct {
	Fail  string        `env:"FAIL"`
	Check bool          `env:"CHECK_FAILS"`
	Slow  time.Duration `env:"SLOW" envDefault:"0s"`
	Work  string        `env:"WORK"`
	Token string        `env:"TOKEN,notEmpty" redact:"true"`
}

func grant(_ context.Context, cfg settings, log *slog.Logger, args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("grant takes a user and a role, got %q", args)
	}
	fmt.Println("granted", args, "with", cfg.Token)
	log.Info("granted")
	return nil
}

// build makes two HTTP components, whose requests take cfg.Slow.
func build(_ context.Context, cfg settings, log *slog.Logger) ([]app.Component, error) {
	if cfg.Fail == "build" {
		return nil, errors.New("cannot build")
	}
	component := func(name, addr string) app.Component {
		server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			time.Sleep(cfg.Slow)
			_, _ = io.WriteString(w, "done")
		})}
		return app.Component{
			Name: name,
			Addr: addr,
			Serve: func(l net.Listener) error {
				if cfg.Fail == "serve" && name == "two" {
					return errors.New("cannot serve")
				}
				if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
					return err
				}
				return nil
			},
			Check: func(context.Context) error {
				if cfg.Check {
					return errors.New("no database")
				}
				return nil
			},
			Drain: func() {
				log.Info("drain " + name)
				if cfg.Fail == "drain" {
					_ = server.Close()
				}
			},
			Stop:  func(ctx context.Context) { log.Info("stop " + name); _ = server.Shutdown(ctx) },
			Close: func() { log.Info("close " + name) },
		}
	}
	addr := "127.0.0.1:0"
	if cfg.Fail == "listen" {
		addr = "127.0.0.1:999999"
	}
	components := []app.Component{component("one", "127.0.0.1:0"), component("two", addr)}
	if cfg.Work != "" {
		components = append(components, app.Component{Name: "worker", Run: work(cfg.Work, log)})
	}
	return components, nil
}

// work makes background work that ends as kind says.
func work(kind string, log *slog.Logger) func(context.Context) error {
	return func(ctx context.Context) error {
		log.Info("work")
		if kind == "fails" {
			return errors.New("cannot work")
		}
		<-ctx.Done()
		if kind == "hangs" {
			select {}
		}
		time.Sleep(50 * time.Millisecond) // something is under way
		log.Info("work finished")
		return ctx.Err()
	}
}

// child is the running program. Its log lines go to lines.
type child struct {
	*exec.Cmd
	lines chan string
	addr  string // of component two
}

func startChild(t *testing.T, env ...string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command(os.Args[0]), lines: make(chan string, 100)}
	c.Env = append(os.Environ(), append(env, childVariable+"=1", "CHILD_TOKEN=x")...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	go func() {
		defer close(c.lines)
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			var line struct{ Msg, Component, Addr string }
			_ = json.Unmarshal(scanner.Bytes(), &line)
			if line.Component == "two" {
				c.addr = line.Addr
			}
			c.lines <- line.Msg
		}
	}()
	return c
}

func (c *child) waitFor(t *testing.T, want string) []string {
	t.Helper()
	var seen []string
	timeout := time.After(10 * time.Second)
	for {
		select {
		case line, ok := <-c.lines:
			seen = append(seen, line)
			if line == want {
				return seen
			}
			if !ok {
				t.Fatalf("ended before %q: %q", want, seen)
			}
		case <-timeout:
			t.Fatalf("no %q: %q", want, seen)
		}
	}
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return response.StatusCode, strings.TrimSpace(string(body))
}

func TestFirstSignalDrains(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			admin := freeAddr(t)
			c := startChild(t, "CHILD_SLOW=500ms", "DRAIN_DELAY=200ms", "ADMIN_ADDR="+admin)
			c.waitFor(t, "ready")
			if code, body := get(t, "http://"+admin+"/readyz"); code != 200 {
				t.Errorf("ready: %d %s", code, body)
			}
			answered := atomic.Bool{}
			go func() {
				_, body := get(t, "http://"+c.addr)
				answered.Store(body == "done")
			}()
			time.Sleep(100 * time.Millisecond)

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
			order := strings.Join(c.waitFor(t, "stopped"), " ")
			if want := "drain two drain one stop two stop one close two close one stopped"; order != want {
				t.Errorf("order: %s", order)
			}
			if err := c.Wait(); err != nil {
				t.Errorf("exit: %v", err)
			}
			if !answered.Load() {
				t.Error("the request under way was lost")
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
	if c.ProcessState.ExitCode() != 1 || time.Since(start) > 5*time.Second {
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
	order := strings.Join(c.waitFor(t, "stopped"), " ")
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
	c := startChild(t, "CHILD_SLOW=1m", "DRAIN_TIMEOUT=200ms")
	c.waitFor(t, "ready")
	go func() {
		if response, err := http.Get("http://" + c.addr); err == nil {
			_ = response.Body.Close()
		}
	}()
	time.Sleep(100 * time.Millisecond)
	_ = c.Process.Signal(syscall.SIGTERM)
	c.waitFor(t, "stopped")
	if err := c.Wait(); err != nil {
		t.Errorf("exit: %v", err)
	}
}

func TestHealthcheck(t *testing.T) {
	admin := freeAddr(t)
	if code, out := runChild(t, []string{"ADMIN_ADDR=" + admin}, "healthcheck"); code != 1 || !strings.Contains(out, "refused") {
		t.Errorf("not running: exit %d: %s", code, out)
	}
	good := startChild(t, "ADMIN_ADDR="+admin)
	good.waitFor(t, "ready")
	if code, out := runChild(t, []string{"ADMIN_ADDR=:" + strings.Split(admin, ":")[1]}, "healthcheck"); code != 0 {
		t.Errorf("ready: exit %d: %s", code, out)
	}
	admin = freeAddr(t)
	bad := startChild(t, "ADMIN_ADDR="+admin, "CHILD_CHECK_FAILS=true")
	bad.waitFor(t, "ready")
	if code, out := runChild(t, []string{"ADMIN_ADDR=" + admin}, "healthcheck"); code != 1 || !strings.Contains(out, "two: not ready") || strings.Contains(out, "no database") {
		t.Errorf("failing check: exit %d: %s", code, out)
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
		{"CHILD_TOKEN=secret", "--print-config", 0, "ADMIN_ADDR=127.0.0.1:0\nDRAIN_DELAY=0s\nDRAIN_TIMEOUT=20s\nCHILD_FAIL=\nCHILD_CHECK_FAILS=false\nCHILD_SLOW=0s\nCHILD_WORK=\nCHILD_TOKEN=***\n"},
		{"", "help", 0, "print the settings, which come from the environment\n  grant USER ROLE give a user a role\n"},
		{"CHILD_TOKEN=secret", "grant me admin", 0, "granted [me admin] with secret\n"},
		{"CHILD_TOKEN=secret", "grant me", 1, `child: grant takes a user and a role, got ["me"]`},
		{"", "grant me admin", 2, "child: CHILD_TOKEN is not set"},
		{"CHILD_TOKEN=secret", "destroy", 2, `unknown command "destroy"; see child -h`},
		{"CHILD_TOKEN=secret", "migrate --dry-run", 2, `migrate takes no argument "--dry-run"; see child -h`},
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

func runChild(t *testing.T, env []string, args ...string) (code int, out string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = slices.Concat(env, []string{childVariable + "=1"})
	text, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(text)
}
