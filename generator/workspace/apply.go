package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"

	"github.com/svcgen/svcgen/generator/plan"
)

const (
	journalPath = plan.TxDir + "/journal"
	journalTemp = plan.TxDir + "/journal.new"
)

// Apply carries out a plan as one transaction. It fails with a *plan.ChangedError if a file that it would
// write, or that the plan was made from, is not as it was then. Until the commit point, cancelling ctx or any error leaves
// the tree as it was; after it Apply finishes, or rolls everything back, or fails with an *UnfinishedError if it can do
// neither. When it returns without an error, all of it survives a loss of power. The caller holds the Lock.
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
	if err != nil {
		return err
	}
	if len(j.entries) == 0 {
		return w.unchanged(p.Seen)
	}
	if err := w.commit(ctx, j, p.Seen); err != nil {
		_ = w.discard() // what is left of it counts for nothing
		return err
	}
	if err := w.forward(j); err != nil {
		if _, undoErr := w.undo(j); undoErr != nil {
			return &UnfinishedError{err, undoErr}
		}
		return err
	}
	return w.cleanUp(j)
}

// commit puts everything that is needed on disk: the new files, beside the tree, so that a full disk shows now and that they
// are durable before any of them takes its place; then the journal. With the journal's rename the transaction is committed.
func (w *Workspace) commit(ctx context.Context, j *journal, seen []plan.Seen) error {
	if err := w.stateDir(); err != nil {
		return err
	}
	if err := w.discard(); err != nil {
		return err
	}
	if err := w.mkdirAll(plan.TxDir); err != nil {
		return err
	}
	if err := w.stage(ctx, j); err != nil {
		return err
	}
	err := w.do("write", journalTemp, func() error {
		f, err := w.root.OpenFile(journalTemp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
		if err != nil {
			return err
		}
		return errors.Join(j.encode(f), f.Close())
	})
	if err != nil {
		return err
	}
	if err := w.syncJournal(journalTemp); err != nil {
		return err
	}
	if err := errors.Join(w.unchanged(seen), ctx.Err()); err != nil {
		return err
	}
	if err := w.rename(journalTemp, journalPath); err != nil {
		return err
	}
	if err := w.sync(nil, []string{plan.TxDir, plan.StateDir, "."}); err != nil {
		return errors.Join(err, w.remove(journalPath))
	}
	return nil
}

// stage writes the files of a journal that are not in their places yet, and makes them durable.
func (w *Workspace) stage(ctx context.Context, j *journal) error {
	var files []string
	var at []int
	for i, e := range j.entries {
		if e.new != "" && !e.done {
			files, at = append(files, staged(i)), append(at, i)
		}
	}
	err := parallel(len(at), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := j.entries[at[i]]
		return w.write(files[i], e.newMode, e.newData)
	})
	if err != nil {
		return err
	}
	return w.sync(files, nil)
}

func staged(i int) string { return fmt.Sprintf("%s/new-%d", plan.TxDir, i) }

// unchanged fails with a *plan.ChangedError if a file is not any more what a plan was made from.
func (w *Workspace) unchanged(seen []plan.Seen) error {
	disk := newTree(w.root)
	changed := make([]string, len(seen))
	err := parallel(len(seen), func(i int) error {
		now, err := disk.read(seen[i].Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.As(err, new(*plan.InTheWayError)) {
			return err
		}
		if now.digest() != seen[i].Digest {
			changed[i] = seen[i].Path
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(changed)
	if changed = slices.DeleteFunc(slices.Compact(changed), func(path string) bool { return path == "" }); len(changed) > 0 {
		return &plan.ChangedError{Paths: changed}
	}
	return nil
}

// forward carries out the journal with the files that stage wrote. Repeating it, from any point, has the same result.
func (w *Workspace) forward(j *journal) error {
	for i, e := range j.entries {
		if e.done {
			continue
		}
		now, err := w.current(e.path)
		if err != nil {
			return err
		}
		switch now.digest() {
		case e.new:
			continue
		case e.old:
		default:
			return &plan.ChangedError{Paths: []string{e.path}}
		}
		if e.new == "" {
			err = w.remove(e.path)
		} else {
			err = w.place(staged(i), e.path, e.newMode, e.newData)
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
func (w *Workspace) place(temp, name string, mode fs.FileMode, data []byte) error {
	if err := w.mkdirAll(path.Dir(name)); err != nil {
		return err
	}
	err := w.rename(temp, name)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	beside := path.Join(path.Dir(name), "."+path.Base(temp)) // the directory is on another file system
	if err := w.writeDurably(beside, mode, data); err != nil {
		return errors.Join(err, w.remove(beside))
	}
	if err := w.rename(beside, name); err != nil {
		return errors.Join(err, w.remove(beside))
	}
	return nil
}

func (w *Workspace) writeDurably(name string, mode fs.FileMode, data []byte) error {
	if err := w.write(name, mode, data); err != nil {
		return err
	}
	return w.sync([]string{name}, nil)
}

// cleanUp ends a transaction by removing its journal. The journal stays until every rename and removal is durable, and its own
// removal is made durable too: a journal that came back would undo later changes.
func (w *Workspace) cleanUp(j *journal) error {
	if err := w.sync(nil, w.touched(j)); err != nil {
		return err
	}
	if err := w.remove(journalPath); err != nil {
		return err
	}
	err := w.sync(nil, []string{plan.TxDir})
	_ = w.discard() // or the next run does
	return err
}

// touched lists the directories in which names have come or gone.
func (w *Workspace) touched(j *journal) []string {
	made, seen := map[string]bool{}, map[string]bool{}
	for _, dir := range j.dirs {
		made[dir] = true
	}
	var out []string
	for _, e := range j.entries {
		for dir := path.Dir(e.path); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			_, err := w.root.Lstat(dir)
			if err == nil {
				out = append(out, dir)
			}
			if err == nil && !made[dir] { // it stood there before, and so did those above it
				break
			}
		}
	}
	slices.Sort(out)
	return out
}
