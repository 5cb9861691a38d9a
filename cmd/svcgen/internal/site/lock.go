package site

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// lockWait limits the time that a command waits for another svcgen in the same workspace.
const lockWait = 30 * time.Second

// Begin locks the workspace for a command that writes. One that does not write only makes sure that the workspace is settled.
func (s *Site) Begin(ctx context.Context, writes bool) (end func(), err error) {
	if writes {
		return s.Lock(ctx)
	}
	return func() {}, s.Settled()
}

// Settled fails if an interrupted run has left the tree half written, so that nothing can be said about it.
func (s *Site) Settled() error { return Settled(s.WS) }

// Settled fails if an interrupted run has left the tree of a workspace half written.
func Settled(ws *workspace.Workspace) error {
	pending, err := ws.Pending()
	if err != nil || pending == nil || !pending.Committed {
		return err
	}
	return say.Interrupted()
}

// Lock takes the workspace for this process and finishes what an interrupted run has left.
func (s *Site) Lock(ctx context.Context) (release func(), err error) {
	release, err = LockWorkspace(ctx, s.UI, s.WS)
	if err != nil {
		return nil, err
	}
	if err := settle(ctx, s.UI, s.WS); err != nil {
		release()
		return nil, err
	}
	if err := s.read(); err != nil { // another svcgen may have been at work until now
		release()
		return nil, err
	}
	return release, nil
}

// LockWorkspace takes a workspace for this process, and says so while it waits for another one.
func LockWorkspace(ctx context.Context, u *screen.UI, ws *workspace.Workspace) (release func(), err error) {
	unlock, err := ws.Lock(ctx, lockWait, func(pid int) { u.Say.Waiting(pid, lockWait) })
	if err != nil {
		return nil, err
	}
	return func() { _ = unlock() }, nil // the system does it at the latest when the process ends
}

// settle finishes what an interrupted run has left, and says so. The workspace is locked.
func settle(ctx context.Context, u *screen.UI, ws *workspace.Workspace) error {
	if err := RefuseTracked(ctx, ws); err != nil {
		return err
	}
	done, err := ws.Recover()
	if err != nil {
		return err
	}
	if done.Committed {
		u.Say.Recovered(done.Finished)
	}
	return nil
}

// RefuseTracked fails if git tracks what an interrupted run seems to have left. svcgen ignores that folder, so a stranger put it there, to
// have files written. Nothing is started if there is none.
func RefuseTracked(ctx context.Context, ws *workspace.Workspace) error {
	pending, err := ws.Pending()
	if err != nil || pending == nil {
		return err
	}
	git, err := toolchain.OpenGit(ctx, ws.Dir())
	if _, none := errors.AsType[*toolchain.NoGitError](err); none {
		return nil
	}
	tracked := false
	if err == nil {
		tracked, err = git.Tracks(ctx, plan.TxDir)
	}
	if err != nil || !tracked {
		return err
	}
	return say.Failedf("git rm -r --cached "+plan.TxDir+"; delete it too, unless a run was interrupted here: it would write "+
		plan.Enumerate(pending.Paths), "git tracks %s, which a run that is interrupted leaves: it was committed, and is not trusted", plan.TxDir)
}

// SettleDir finishes what an interrupted `svcgen new` has left in a directory, or fails if this command writes nothing.
func SettleDir(ctx context.Context, u *screen.UI, dir string, writes bool) error {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil // checkNewDir says more
	}
	ws, err := workspace.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = ws.Close() }() // nothing is written through it
	left := Settled(ws)
	if left == nil || !writes {
		return left
	}
	release, err := LockWorkspace(ctx, u, ws)
	if err != nil {
		return err
	}
	defer release()
	return settle(ctx, u, ws)
}
