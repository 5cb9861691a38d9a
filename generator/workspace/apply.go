package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"syscall"

	"github.com/svcgen/svcgen/generator/plan"
)

const (
	journalPath = plan.TxDir + "/journal"
	journalTemp = plan.TxDir + "/journal.new"
)

// Apply makes the disk what the plan says, as one transaction. It fails with a *ChangedError where a file that it would
// write is not as it was when the plan was made. Until the commit point, cancelling ctx or any error leaves the tree as it
// was; after it Apply finishes, or takes everything back, or says with an *UnfinishedError that it could do neither. The
// caller holds the Lock.
func (w *Workspace) Apply(ctx context.Context, p *plan.Plan) error {
	if c := p.Conflicts(); len(c) > 0 {
		return fmt.Errorf("%s has not been decided", c[0].Path)
	}
	pending, err := w.Pending()
	if err != nil {
		return err
	}
	if pending != nil && pending.Committed {
		return &PendingError{}
	}
	j, err := w.transaction(p)
	if err != nil || len(j.entries) == 0 {
		return err
	}
	if err := w.commit(ctx, j); err != nil {
		_ = w.discard() // what is left of it counts for nothing
		return err
	}
	if err := w.forward(j, true); err != nil {
		if _, undoErr := w.undo(j); undoErr != nil {
			return &UnfinishedError{err, undoErr}
		}
		return err
	}
	return w.cleanUp()
}

// commit puts everything that is needed on disk: the new files, beside the tree, so that a full disk shows now; then the
// journal. With the journal's rename the transaction is committed.
func (w *Workspace) commit(ctx context.Context, j *journal) error {
	if err := w.stateDir(); err != nil {
		return err
	}
	if err := w.discard(); err != nil {
		return err
	}
	if err := w.mkdirAll(plan.TxDir); err != nil {
		return err
	}
	err := parallel(len(j.entries), func(i int) error {
		e := j.entries[i]
		if err := ctx.Err(); err != nil || e.new == "" {
			return err
		}
		return w.write(staged(i), e.newMode, e.newData)
	})
	if err != nil {
		return err
	}
	err = w.do("write", journalTemp, func() error {
		f, err := w.root.OpenFile(journalTemp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
		if err != nil {
			return err
		}
		return errors.Join(j.encode(f), f.Sync(), f.Close())
	})
	if err := errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	if err := w.rename(journalTemp, journalPath); err != nil {
		return err
	}
	for _, dir := range []string{plan.TxDir, plan.StateDir, "."} {
		if err := w.syncDir(dir); err != nil {
			return errors.Join(err, w.remove(journalPath))
		}
	}
	return nil
}

func staged(i int) string { return fmt.Sprintf("%s/new-%d", plan.TxDir, i) }

// forward does what the journal says. Doing it again, or from any point in between, comes to the same.
func (w *Workspace) forward(j *journal, haveStaged bool) error {
	for i, e := range j.entries {
		now, err := w.current(e.path)
		if err != nil {
			return err
		}
		switch now.digest() {
		case e.new:
			continue
		case e.old:
		default:
			return &ChangedError{[]string{e.path}}
		}
		if e.new == "" {
			err = w.remove(e.path)
		} else {
			err = w.place(staged(i), haveStaged, e.path, e.newMode, e.newData)
		}
		if err != nil {
			return err
		}
	}
	for _, e := range j.entries {
		if e.new == "" {
			w.prune(path.Dir(e.path))
		}
	}
	return nil
}

// place brings a file into the tree by renaming a finished one.
func (w *Workspace) place(temp string, ready bool, name string, mode fs.FileMode, data []byte) error {
	if err := w.mkdirAll(path.Dir(name)); err != nil {
		return err
	}
	if !ready {
		if err := w.write(temp, mode, data); err != nil {
			return err
		}
	}
	err := w.rename(temp, name)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	beside := path.Join(path.Dir(name), "."+path.Base(temp)) // the directory is on another file system
	if err := w.write(beside, mode, data); err != nil {
		return errors.Join(err, w.remove(beside))
	}
	if err := w.rename(beside, name); err != nil {
		return errors.Join(err, w.remove(beside))
	}
	return nil
}

// cleanUp ends a transaction: without its journal the rest of it counts for nothing.
func (w *Workspace) cleanUp() error {
	if err := w.remove(journalPath); err != nil {
		return err
	}
	_ = w.discard() // or the next run does
	return nil
}
