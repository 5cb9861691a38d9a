package dev

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// output is what a loop and its program have written.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(data []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(data)
}

func (o *output) line(data []byte) { _, _ = o.Write(append(data, '\n')) }

// waitFor waits until the output holds text.
func (o *output) waitFor(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		o.mu.Lock()
		found := strings.Contains(o.text.String(), text)
		o.mu.Unlock()
		if found {
			return
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	t.Fatalf("there is no %q in\n%s", text, o.text.String())
}

const program = `package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	fmt.Println("runs: VERSION")
	<-stop
	fmt.Println("ends: VERSION")
}
`

// TestLoop changes the program while it runs: what does not build leaves the old one alone, what does takes its place, a spec is generated
// first, and the end of the context drains it.
func TestLoop(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	version := func(v string) string { return strings.ReplaceAll(program, "VERSION", v) }
	write("go.mod", "module example.com/looped\n\ngo 1.26\n")
	write("svcgen.yaml", "one")
	write("cmd/looped/main.go", version("first"))

	out := &output{}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int)
	loop := Loop{Package: "./cmd/looped", Generate: []string{"cp", "svcgen.yaml", "generated"}, Out: out, Log: out.line}
	go func() { ended <- loop.Run(ctx) }()
	out.waitFor(t, "runs: first")
	write("cmd/looped/main.go", "package main\n\nbroken")
	out.waitFor(t, "waiting for a change")
	write("cmd/looped/main.go", version("second"))
	out.waitFor(t, "ends: first")
	out.waitFor(t, "runs: second")
	write("svcgen.yaml", "another")
	out.waitFor(t, "ends: second")
	if data, err := os.ReadFile("generated"); err != nil || string(data) != "another" {
		t.Errorf("nothing was generated: %q, %v", data, err)
	}
	cancel()
	if code := <-ended; code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// TestLoopEndsWithTheProgram proves that a program that cannot start at all ends the loop with its exit code.
func TestLoopEndsWithTheProgram(t *testing.T) {
	t.Chdir(t.TempDir())
	for path, text := range map[string]string{
		"go.mod": "module example.com/looped\n\ngo 1.26\n", "main.go": "package main\n\nimport \"os\"\n\nfunc main() { os.Exit(2) }\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := &output{}
	if err := os.MkdirAll("looped", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename("main.go", "looped/main.go"); err != nil {
		t.Fatal(err)
	}
	loop := Loop{Package: "./looped", Out: out, Log: out.line}
	if code := loop.Run(t.Context()); code != 2 {
		t.Errorf("exit code %d: %s", code, out.text.String())
	}
}

// TestMissingGenerator proves that a generator that is not installed is named, with what to do.
func TestMissingGenerator(t *testing.T) {
	for _, missing := range []string{"no-such-generator", filepath.Join(t.TempDir(), "generator")} {
		out := &output{}
		loop := Loop{Out: out}
		if loop.command(t.Context(), missing, "generate") {
			t.Error("it ran")
		}
		if text := out.text.String(); !strings.HasPrefix(text, "dev: "+missing+" is not installed: put it on PATH") {
			t.Errorf("got %s", text)
		}
	}
}

func TestLook(t *testing.T) {
	root := t.TempDir()
	for _, path := range []string{"a.go", "a_test.go", "q.sql", "notes.md", ".dev/data/x.go", "bin/y.go", "services/c/service.yaml"} {
		full := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seen := look(root)
	var names []string
	for path := range seen {
		names = append(names, filepath.Base(path))
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"a.go", "q.sql", "service.yaml"}) {
		t.Errorf("got %v", names)
	}
	if err := os.Remove(filepath.Join(root, "q.sql")); err != nil {
		t.Fatal(err)
	}
	if changed := look(root).changedSince(seen); len(changed) != 1 || filepath.Base(changed[0]) != "q.sql" {
		t.Errorf("got %v", changed)
	}
}

func TestReadable(t *testing.T) {
	for line, want := range map[string]string{
		`{"time":"2026-01-02T03:04:05.678901Z","level":"INFO","msg":"call","program":"shop","ms":1.5,"method":"/a/B","error":"two words"}`: "03:04:05.678 INFO  call error=\"two words\" method=/a/B ms=1.5\n",
		"panic: \x1b]0;title\x07":                                          "panic: ]0;title\n",
		`{"time":"T1","level":"WARN","msg":"\u001b[2J","k":"\u001b"}`:      "1 WARN  [2J k=\"\\x1b\"\n",
		`{"time":"T1","level":"ERROR","msg":"panic","stack":"one\n\ttwo"}`: "1 ERROR panic\n    one\n    \ttwo\n",
	} {
		if got := readable([]byte(line), false); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := readable([]byte(`{"time":"T1","level":"WARN","msg":"m"}`), true); !strings.Contains(got, "\x1b[33mWARN \x1b[0m") {
		t.Errorf("got %q", got)
	}
}
