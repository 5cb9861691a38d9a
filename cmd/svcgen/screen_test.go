package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

var keys = map[string]string{
	"enter": "\r", "esc": "\x1b", "ctrl-c": "\x03", "ctrl-u": "\x15", "up": "\x1b[A", "down": "\x1b[B", "q": "q", "backspace": "\x7f", "tab": "\t", "shift-tab": "\x1b[Z",
}

// screenWait is how long an expected text may take to appear.
const screenWait = time.Minute

// cmdScreen is `screen CODE KEYS PROGRAM [ARG…]`: it runs a program on a terminal of 80×24 and plays the lines of the file
// KEYS: `expect TEXT` waits for a text that was not there before, `type TEXT` and `key NAME` send keys, `hangup` closes the
// terminal. The program must end with exit code CODE, or with `any`. What stands on the terminal then, and what has scrolled off it, is the standard output of
// the line, without durations.
func cmdScreen(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: screen CODE KEYS PROGRAM [ARG…]")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	cmd := command(ctx, ts, args[2:])
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	ts.Check(err)
	defer func() { _ = tty.Close() }()
	s := &terminal{}
	done := make(chan struct{})
	go func() {
		s.read(tty)
		close(done)
	}()
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		verb, text, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		switch verb {
		case "expect":
			if !s.waitFor(text) {
				ts.Fatalf("never saw %q on the screen:\n%s", text, s.text())
			}
		case "type":
			_, err = tty.WriteString(text)
		case "key":
			if keys[text] == "" {
				ts.Fatalf("unknown key %q", text)
			}
			_, err = tty.WriteString(keys[text])
			time.Sleep(50 * time.Millisecond) // an escape that another key follows at once is a sequence
		case "hangup":
			err = tty.Close()
		case "":
		default:
			ts.Fatalf("unknown line %q", line)
		}
		ts.Check(err)
	}
	err = cmd.Wait()
	<-done
	final := s.final(80, 24)
	file := filepath.Join(ts.Getenv("TMPDIR"), "screen")
	ts.Check(os.WriteFile(file, []byte(final), 0o600))
	ts.Check(ts.Exec("cat", file))
	if code := codeOf(err); args[0] != strconv.Itoa(code) && args[0] != "any" {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// terminal is what a program has written to a terminal, without escape sequences.
type terminal struct {
	mu   sync.Mutex
	out  strings.Builder
	seen int // everything before has been matched
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\r`)

func (s *terminal) read(tty *os.File) {
	buf := make([]byte, 4096)
	for {
		n, err := tty.Read(buf)
		s.mu.Lock()
		s.out.Write(buf[:n])
		s.mu.Unlock()
		if err != nil {
			return // the program has ended
		}
	}
}

func (s *terminal) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return escapes.ReplaceAllString(s.out.String(), "")
}

var durations = regexp.MustCompile(`in \d+(\.\d)? s\b`)

// final is what a terminal shows at the end.
func (s *terminal) final(width, height int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := newVT(width, height)
	t.write(s.out.String())
	return durations.ReplaceAllString(t.text(), "in N s")
}

func (s *terminal) waitFor(text string) bool {
	for end := time.Now().Add(screenWait); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		all := s.text()
		if at := strings.Index(all[min(s.seen, len(all)):], text); at >= 0 {
			s.seen += at + len(text)
			return true
		}
	}
	return false
}

// TestStartAsksTerminalNothing holds what package termquery promises: a command that has no form writes nothing to the
// terminal but its text: so it waits for no answer of it either.
func TestStartAsksTerminalNothing(t *testing.T) {
	for _, term := range []string{"xterm-256color", ""} {
		cmd := exec.CommandContext(t.Context(), "svcgen", "version")
		cmd.Env = append(os.Environ(), "TERM="+term)
		tty, err := pty.Start(cmd)
		if err != nil {
			t.Fatal(err)
		}
		var s terminal
		s.read(tty)
		_ = cmd.Wait()
		_ = tty.Close()
		if out := s.out.String(); strings.Contains(out, "\x1b]") || strings.Contains(out, "\x1b[6n") {
			t.Errorf("TERM=%q: it asked the terminal: %q", term, out)
		}
	}
}
