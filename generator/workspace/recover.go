package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/plan"
)

// Pending describes what an interrupted run has left.
type Pending struct {
	Committed bool     // Recover will finish it; otherwise the tree is whole and Recover only clears away the rest
	Paths     []string // files of a committed one
}

// Recovery reports what Recover or Abort has done.
type Recovery struct {
	Committed bool     // there was a committed transaction, and it is finished or taken back now
	Discarded bool     // a transaction that was not committed was thrown away
	Finished  []string // files that Recover still had to write or remove
	Restored  []string // files that Abort put back
	Left      []string // files that somebody edited after the interruption, and that were left as they are
}

// Pending returns what an interrupted run has left, nil for nothing. It writes nothing.
func (w *Workspace) Pending() (*Pending, error) {
	j, err := w.readJournal()
	if err != nil {
		return nil, err
	}
	if j != nil {
		p := &Pending{Committed: true}
		for _, e := range j.entries {
			p.Paths = append(p.Paths, e.path)
		}
		slices.Sort(p.Paths)
		return p, nil
	}
	if _, err := w.root.Lstat(plan.TxDir); err == nil {
		return &Pending{}, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, explain("read", plan.TxDir, err)
	}
	return nil, nil
}

// Recover finishes what an interrupted run committed, and discards what it did not. If one of the files was edited
// since, it changes nothing and fails with an *EditedError; Abort is the way out then. The caller holds the Lock.
func (w *Workspace) Recover() (Recovery, error) {
	var r Recovery
	pending, err := w.Pending()
	if err != nil || pending == nil {
		return r, err
	}
	if !pending.Committed {
		r.Discarded = true
		return r, w.discard()
	}
	j, err := w.readJournal()
	if err != nil {
		return r, err
	}
	if r.Finished, r.Left, err = w.unfinished(j); err != nil {
		return r, err
	}
	if err := w.stage(context.Background(), j); err != nil {
		return r, err
	}
	err = w.forward(j)
	if changed, ok := errors.AsType[*plan.ChangedError](err); ok {
		err = &EditedError{changed.Paths}
	}
	if err != nil {
		return r, err
	}
	r.Committed = true
	return r, w.cleanUp(j)
}

// Abort rolls an interrupted run back: every file is as it was before the run. The caller holds the Lock.
func (w *Workspace) Abort() (Recovery, error) {
	pending, err := w.Pending()
	if err != nil || pending == nil {
		return Recovery{}, err
	}
	if !pending.Committed {
		return Recovery{Discarded: true}, w.discard()
	}
	j, err := w.readJournal()
	if err != nil {
		return Recovery{}, err
	}
	return w.undo(j)
}

// readJournal reads the journal of a committed transaction; nil if there is none.
func (w *Workspace) readJournal() (*journal, error) {
	f, err := newTree(w.root).read(journalPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	j, err := decodeJournal(f.data)
	if err != nil {
		return nil, fmt.Errorf("%s of an interrupted run cannot be used: %w; look at git status, then delete %s", journalPath, err, plan.TxDir)
	}
	return j, nil
}

// unfinished lists the files that are still as they were, marks the others as done, and fails if one is neither. Only
// svcgen's own state may differ: if git has merged it since, or another svcgen has written it, the new state counts.
func (w *Workspace) unfinished(j *journal) (todo, left []string, err error) {
	disk := newTree(w.root)
	var edited []string
	for i, e := range j.entries {
		now, err := disk.read(e.path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, err
		}
		digest := now.digest()
		switch {
		case digest == e.new:
			j.entries[i].done = true
		case digest == e.old:
			todo = append(todo, e.path)
		case e.path == plan.ManifestPath || strings.HasPrefix(e.path, plan.BaseDir+"/"):
			j.entries[i].done = true
			left = append(left, e.path)
		default:
			edited = append(edited, e.path)
		}
	}
	if edited != nil {
		return nil, nil, &EditedError{edited}
	}
	return todo, left, nil
}

// undo rolls a transaction back, last file first, and ends it.
func (w *Workspace) undo(j *journal) (Recovery, error) {
	var r Recovery
	for i := range j.entries { // they are of no use any more, and the disk may be full
		if err := w.remove(staged(i)); err != nil {
			return r, err
		}
	}
	for i, e := range slices.Backward(j.entries) {
		now, err := w.current(e.path)
		if err != nil {
			return r, err
		}
		switch now.digest() {
		case e.old:
			continue
		case e.new:
		default:
			r.Left = append(r.Left, e.path)
			continue
		}
		if e.old == "" {
			err = w.remove(e.path)
		} else {
			if err = w.writeDurably(staged(i), e.oldMode, e.oldData); err == nil {
				err = w.place(staged(i), e.path, e.oldMode, e.oldData)
			}
		}
		if err != nil {
			return r, err
		}
		r.Restored = append(r.Restored, e.path)
	}
	for _, dir := range slices.Backward(j.dirs) {
		_ = w.do("remove", path.Clean(dir), func() error { return w.root.Remove(dir) }) // fails if it is not empty, which is fine
	}
	slices.Sort(r.Left)
	slices.Sort(r.Restored)
	r.Committed = true
	return r, w.cleanUp(j)
}
