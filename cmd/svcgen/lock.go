package main

import (
	"context"
	"errors"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// lockWait limits the time that a command waits for another svcgen in the same workspace.
const lockWait = 30 * time.Second

// begin locks the workspace for a command that writes. One that does not write only makes sure that the workspace is settled.
func (s *site) begin(ctx context.Context, writes bool) (end func(), err error) {
	if writes {
		return s.lock(ctx)
	}
	return func() {}, s.settled()
}

// settled fails if an interrupted run has left the tree half written, so that nothing can be said about it.
func (s *site) settled() error { return settled(s.ws) }

func settled(ws *workspace.Workspace) error {
	pending, err := ws.Pending()
	if err != nil || pending == nil || !pending.Committed {
		return err
	}
	return say.Interrupted()
}

// lock takes the workspace for this process and finishes what an interrupted run has left.
func (s *site) lock(ctx context.Context) (release func(), err error) {
	release, err = lockWorkspace(ctx, s.ui, s.ws)
	if err != nil {
		return nil, err
	}
	if err := settle(ctx, s.ui, s.ws); err != nil {
		release()
		return nil, err
	}
	if err := s.read(); err != nil { // another svcgen may have been at work until now
		release()
		return nil, err
	}
	return release, nil
}

func lockWorkspace(ctx context.Context, u *ui, ws *workspace.Workspace) (release func(), err error) {
	unlock, err := ws.Lock(ctx, lockWait, func(pid int) { u.say.Waiting(pid, lockWait) })
	if err != nil {
		return nil, err
	}
	return func() { _ = unlock() }, nil // the system does it at the latest when the process ends
}

// settle finishes what an interrupted run has left, and says so. The workspace is locked.
func settle(ctx context.Context, u *ui, ws *workspace.Workspace) error {
	if err := refuseTracked(ctx, ws); err != nil {
		return err
	}
	done, err := ws.Recover()
	if err != nil {
		return err
	}
	if done.Committed {
		u.say.Recovered(done.Finished)
	}
	return nil
}

// refuseTracked fails if git tracks what an interrupted run seems to have left. svcgen ignores that folder, so a stranger put it there, to
// have files written. Nothing is started if there is none.
func refuseTracked(ctx context.Context, ws *workspace.Workspace) error {
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
