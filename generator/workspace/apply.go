package workspace

import (
	"cmp"
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
		_ = w.removeAll(plan.TxDir) // what is left of it counts for nothing
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

// wish is what a plan wants of one path.
type wish struct {
	path string
	old  plan.Digest
	any  bool // old does not matter: svcgen's own state
	data []byte
	mode fs.FileMode
	gone bool
}

// wishes lists what the plan wants, in the order in which it is done: removals, files, merge bases, the manifest.
func wishes(p *plan.Plan) []wish {
	var files, state []wish
	at := map[string]bool{}
	for _, a := range p.Actions {
		if a.Writes() && a.Kind != plan.Delete {
			files = append(files, wish{path: a.Path, old: a.Old, data: a.File.Data, mode: a.File.Mode})
			at[a.Path] = true
		}
	}
	for _, a := range p.Actions {
		switch {
		case a.Kind == plan.Delete && !at[a.Path]:
			files = append(files, wish{path: a.Path, old: a.Old, gone: true})
		case a.Kind == plan.Move && !at[a.From]:
			files = append(files, wish{path: a.From, old: a.FromOld, gone: true})
		}
	}
	slices.SortFunc(files, func(a, b wish) int {
		if a.gone != b.gone {
			if a.gone {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.path, b.path)
	})
	for _, e := range p.Base {
		state = append(state, wish{path: plan.BaseDir + "/" + e.Path, any: true, data: e.Data, gone: e.Remove})
	}
	state = append(state, wish{path: plan.ManifestPath, any: true, data: p.Manifest.Bytes()})
	return append(files, state...)
}

// transaction compares what the plan wants with what is on disk at this moment.
func (w *Workspace) transaction(p *plan.Plan) (*journal, error) {
	list := wishes(p)
	disk := newTree(w.root)
	entries := make([]entry, len(list))
	changed := make([]bool, len(list))
	err := parallel(len(list), func(i int) error {
		x := list[i]
		if err := plan.CheckPath(x.path); err != nil {
			return err
		}
		now, err := disk.read(x.path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		e := entry{path: x.path, old: now.digest(), oldMode: now.mode, oldData: now.data}
		if !x.gone {
			e.new, e.newMode, e.newData = plan.DigestOf(x.data), plainMode(x.mode), x.data
		}
		changed[i] = !x.any && e.old != x.old
		entries[i] = e
		return nil
	})
	if err != nil {
		return nil, err
	}
	j := new(journal)
	var differ []string
	for i, e := range entries {
		if changed[i] {
			differ = append(differ, e.path)
		}
		if e.old != e.new {
			j.entries = append(j.entries, e)
		}
	}
	if differ != nil {
		return nil, &ChangedError{differ}
	}
	j.dirs, err = newDirs(disk, j.entries)
	return j, err
}

// newDirs lists the directories that have to be made, parents first.
func newDirs(disk *tree, entries []entry) ([]string, error) {
	seen := map[string]bool{".": true}
	var out []string
	for _, e := range entries {
		if e.new == "" {
			continue
		}
		for dir := path.Dir(e.path); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			if _, err := disk.entry(dir); errors.Is(err, fs.ErrNotExist) {
				out = append(out, dir)
			} else if err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// commit puts everything that is needed on disk: the new files, beside the tree, so that a full disk shows now; then the
// journal. With the journal's rename the transaction is committed.
func (w *Workspace) commit(ctx context.Context, j *journal) error {
	if err := w.stateDir(); err != nil {
		return err
	}
	if err := w.removeAll(plan.TxDir); err != nil {
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
	_ = w.removeAll(plan.TxDir) // or the next run does
	return nil
}
