//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// screenText is what a program has printed so far.
type screenText struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screenText) Write(data []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(data)
}

// await waits until the program has printed each of texts, and forgets what it has printed.
func (s *screenText) await(t *testing.T, texts ...string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		s.mu.Lock()
		printed, missing := s.text.String(), ""
		for _, text := range texts {
			if !strings.Contains(printed, text) {
				missing = text
			}
		}
		if missing == "" {
			s.text.Reset()
		}
		s.mu.Unlock()
		if missing == "" {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("no %q in:\n%s", missing, printed)
		}
	}
}

// TestWatch changes a workspace while svcgen watches it: a valid spec is generated, one that is not and a conflict change nothing, and
// Ctrl-C is a good end.
func TestWatch(t *testing.T) {
	dir := newWorkspace(t, "--resource", oneNote)
	spec := filepath.Join(dir, "services", "notes", "service.yaml")
	owned := filepath.Join(dir, "services", "notes", "internal", "notes", "note.gen.go")
	read := func(path string) string {
		t.Helper()
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	field := func(line string) { write(spec, strings.TrimRight(read(spec), "\n")+"\n      "+line+"\n") }

	screen := &screenText{}
	cmd := exec.CommandContext(t.Context(), "svcgen", "generate", "--watch")
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, screen, screen
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	const waits = "watching for changes"
	screen.await(t, "nothing to do", waits)
	valid := read(spec)
	field("pages: int32 optional min=0")
	screen.await(t, "updated", waits)
	generated := read(owned)
	if !strings.Contains(generated, "Pages ") {
		t.Error("the field was not generated")
	}
	good := read(spec)
	field("colour: strin")
	screen.await(t, `did you mean "string"?`, waits)
	if read(owned) != generated {
		t.Error("a spec that is wrong was generated")
	}
	edited := strings.Replace(generated, "type Note struct {", "type Note struct { // mine", 1)
	write(owned, edited)
	write(spec, good)
	field("colour: string optional len=..20")
	screen.await(t, "note.gen.go", "--take", waits)
	if read(owned) != edited || read(filepath.Join(dir, ".svcgen", "model", "notes.yaml")) == "" {
		t.Error("a conflict was walked over")
	}
	write(owned, generated)
	write(spec, valid)
	screen.await(t, "pages", waits) // is gone without a word: a person has to say whether it was renamed or removed
	write(spec, good)
	screen.await(t, "nothing to do", waits)

	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("after Ctrl-C: %v", err)
	}
}
