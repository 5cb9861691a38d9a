//go:build unix

package toolchain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestCancelKillsTheWholeGroup starts a child of a child that holds a pipe open: the pipe ends when that process does.
func TestCancelKillsTheWholeGroup(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh")
	}
	dir := t.TempDir()
	pipe := filepath.Join(dir, "alive")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := run(ctx, command{argv: []string{sh, "-c", "(exec 3>alive; echo started >&3; sleep 60) & wait"}, dir: dir})
		ended <- err
	}()
	alive, err := os.Open(pipe) // waits for the child
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = alive.Close() }()
	r := bufio.NewReader(alive)
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := alive.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("a child lived on: %v", err)
	}
}
