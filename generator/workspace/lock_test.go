package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/svcgen/svcgen/generator/plan"
)

// holdLock is the other process: it holds the lock until its input ends.
func holdLock(dir string) error {
	w, err := Open(dir)
	if err != nil {
		return err
	}
	release, err := w.Lock(context.Background(), 0, nil)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return release()
}

func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	cmd, in := child(t, "lock", dir)
	w := open(t, dir)

	told := 0
	_, err := w.Lock(t.Context(), 30*time.Millisecond, func(pid int) { told = pid })
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != cmd.Process.Pid || told != cmd.Process.Pid {
		t.Errorf("%v, told of %d, the other is %d", err, told, cmd.Process.Pid)
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Lock(ctx, time.Minute, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}

	release, err := w.Lock(t.Context(), time.Minute, func(int) { _ = in.Close() }) // it ends while we wait
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if _, err := open(t, dir).Lock(t.Context(), 0, nil); !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("two in one process: %v", err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
	release, err = w.Lock(t.Context(), 0, func(int) { t.Error("waiting for nobody") })
	if err != nil {
		t.Fatal(err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
}

func TestLockIsNoLink(t *testing.T) {
	for _, name := range []string{plan.StateDir, plan.LockPath} {
		dir, elsewhere := t.TempDir(), t.TempDir()
		write(t, elsewhere, "victim", "text")
		if name == plan.LockPath {
			if err := os.Mkdir(dir+"/"+plan.StateDir, 0o755); err != nil {
				t.Fatal(err)
			}
			elsewhere += "/victim"
		}
		if err := os.Symlink(elsewhere, dir+"/"+name); err != nil {
			t.Skip(err)
		}
		_, err := open(t, dir).Lock(t.Context(), 0, nil)
		var blocked *plan.InTheWayError
		if !errors.As(err, &blocked) || blocked.Path != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}
