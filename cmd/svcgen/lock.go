package main

import (
	"context"
	"time"
)

// lockWait is how long a command waits for another svcgen in the same workspace.
const lockWait = 30 * time.Second

// begin locks the workspace for a command that writes. One that does not write only makes sure that the workspace is settled.
func (s *site) begin(ctx context.Context, writes bool) (end func(), err error) {
	if writes {
		return s.lock(ctx)
	}
	return func() {}, s.settled()
}

// settled fails where an interrupted run has left the tree half written, so that nothing can be said about it.
func (s *site) settled() error {
	pending, err := s.ws.Pending()
	if err != nil || pending == nil || !pending.Committed {
		return err
	}
	return failed("svcgen recover finishes it, svcgen recover --abort takes it back", "an earlier run of svcgen was interrupted")
}

// lock takes the workspace for this process and finishes what an interrupted run has left.
func (s *site) lock(ctx context.Context) (release func(), err error) {
	r := newReport(s.ui)
	unlock, err := s.ws.Lock(ctx, lockWait, r.waiting)
	if err != nil {
		return nil, err
	}
	release = func() { _ = unlock() } // the system does it at the latest when the process ends
	done, err := s.ws.Recover()
	if err != nil {
		release()
		return nil, err
	}
	if len(done.Finished) > 0 {
		r.recovered(done.Finished)
	}
	if err := s.read(); err != nil { // another svcgen may have been at work until now
		release()
		return nil, err
	}
	return release, nil
}
