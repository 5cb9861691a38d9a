package workspace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"

	"github.com/svcgen/svcgen/generator/plan"
)

const lockRetry = 20 * time.Millisecond

// LockedError says that another svcgen was still at work in the workspace when the wait ended.
type LockedError struct{ PID int } // PID is 0 if it is not known

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return "another svcgen is at work here"
	}
	return fmt.Sprintf("another svcgen (pid %d) is at work here", e.PID)
}

// Lock takes the workspace for this process; it must be held during Recover, State and Apply. If another process has
// it, waiting is called once with that process's id (0 if unknown), and Lock waits up to wait. The system gives the lock
// back when the process ends, however it ends. If there is no workspace then, release removes the lock file too.
func (w *Workspace) Lock(ctx context.Context, wait time.Duration, waiting func(pid int)) (release func() error, err error) {
	limit := time.NewTimer(wait)
	defer limit.Stop()
	for {
		lock, err := w.tryLock()
		switch {
		case err != nil:
			return nil, err
		case lock != nil:
			w.noteHolder()
			return func() error { return w.unlock(lock) }, nil
		}
		if waiting != nil {
			waiting(w.lockHolder())
			waiting = nil
		}
		select {
		case <-limit.C:
			return nil, &LockedError{w.lockHolder()}
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}

// tryLock takes the lock, or returns nil if another process has it.
func (w *Workspace) tryLock() (*flock.Flock, error) {
	if err := w.stateDir(); err != nil {
		return nil, err
	}
	if d, err := newTree(w.root).entry(plan.LockPath); err == nil && !d.Type().IsRegular() {
		return nil, inTheWay(plan.LockPath, d.Type())
	}
	file := filepath.Join(w.dir, filepath.FromSlash(plan.LockPath))
	lock := flock.New(file, flock.SetPermissions(0o644))
	ok, err := lock.TryLock()
	if errors.Is(err, fs.ErrNotExist) || err == nil && !ok { // in the first case unlock has just removed the directory
		return nil, nil
	}
	if err != nil {
		return nil, explain("lock", plan.LockPath, err)
	}
	ours, err := lock.Stat()
	if there, thereErr := os.Stat(file); err != nil || thereErr != nil || !os.SameFile(ours, there) { // unlock removed it
		return nil, lock.Unlock()
	}
	return lock, nil
}

// unlock gives the lock back. In a directory that is no workspace, after a `new` that failed or was rolled back, it removes
// the lock file too.
func (w *Workspace) unlock(lock *flock.Flock) error {
	if pending, err := w.Pending(); err == nil && pending == nil && !w.Exists() {
		_ = w.remove(plan.LockPath)
		_ = w.remove(plan.StateDir)
	}
	return lock.Unlock()
}

// stateDir makes sure that .svcgen is a directory of this workspace.
func (w *Workspace) stateDir() error {
	info, err := w.root.Lstat(plan.StateDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := w.root.Mkdir(plan.StateDir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return explain("create", plan.StateDir, err)
		}
		return nil
	case err != nil:
		return explain("read", plan.StateDir, err)
	case !info.IsDir():
		return inTheWay(plan.StateDir, info.Mode())
	}
	return nil
}

// noteHolder writes this process's id into the lock file, for the message of a process that waits. The lock works without it,
// and on Windows it cannot be written, so a failure is ignored.
func (w *Workspace) noteHolder() {
	f, err := w.root.OpenFile(plan.LockPath, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return
	}
	_, _ = fmt.Fprintln(f, os.Getpid())
	_ = f.Close()
}

func (w *Workspace) lockHolder() int {
	data, err := w.root.ReadFile(plan.LockPath)
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(string(bytes.TrimSpace(data)))
	if err != nil || pid < 0 {
		return 0
	}
	return pid
}
