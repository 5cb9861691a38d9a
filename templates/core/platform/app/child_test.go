package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/app"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
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
			Migrate:   &app.Command[settings]{Name: "migrate", Help: "bring the database up to date", Long: "usage: child migrate\n", Check: noArguments, Run: migrate},
			Commands:  []app.Command[settings]{{Name: "grant", Args: "USER ROLE", Help: "give a user a role", Run: grant}},
		}.Main()
	}
	os.Exit(m.Run())
}

type settings struct {
	Fail  string `env:"FAIL"`
	Check bool   `env:"CHECK_FAILS"`
	Until string `env:"UNTIL"` // a file, before which no request is answered
	Work  string `env:"WORK"`
	Needs string `env:"NEEDS"` // a file, without which nothing is ready
	Token string `env:"TOKEN,notEmpty" redact:"true"`
}

func migrate(context.Context, settings, *slog.Logger, []string) error {
	fmt.Println("migrated")
	return nil
}

func noArguments(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("migrate: unknown argument %q; see child migrate --help", args[0])
	}
	return nil
}

func grant(_ context.Context, cfg settings, log *slog.Logger, args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("grant takes a user and a role, got %q", args)
	}
	fmt.Println("granted", args, "with", cfg.Token)
	log.Info("granted")
	return nil
}

// build makes two HTTP components, whose requests wait for cfg.Until.
func build(_ context.Context, cfg settings, log *slog.Logger) ([]app.Component, error) {
	if cfg.Fail == "build" {
		return nil, errors.New("cannot build")
	}
	component := func(name, addr string) app.Component {
		server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			log.Info("asked")
			for _, err := os.Stat(cfg.Until); cfg.Until != "" && err != nil; _, err = os.Stat(cfg.Until) {
				time.Sleep(10 * time.Millisecond)
			}
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
				if _, err := os.Stat(cfg.Needs); cfg.Needs != "" && err != nil {
					return errs.Precondition("NOT_MIGRATED", "run child migrate")
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
	timeout := time.After(time.Minute)
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

// freeAddr returns an address that nobody listens on. Its port is not one of those that clients and listeners without a port get.
func freeAddr(t *testing.T) string {
	t.Helper()
	for range 100 {
		if l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 20_000+rand.IntN(12_000))); err == nil {
			_ = l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
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
