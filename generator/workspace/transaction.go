package workspace

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/svcgen/svcgen/generator/plan"
)

// wish is the change that a plan makes at one path.
type wish struct {
	path string
	old  plan.Digest
	any  bool // old does not matter: svcgen's own state
	data []byte
	mode fs.FileMode
	edit bool // a person's file: it stays executable if they made it so
	gone bool
}

// wishes lists the changes of a plan in the order in which they are made: removals, files, merge bases, the manifest.
func wishes(p *plan.Plan) []wish {
	var files, state []wish
	at := map[string]bool{}
	for _, a := range p.Actions {
		if a.Writes() && a.Kind != plan.Delete {
			files = append(files, wish{path: a.Path, old: a.Old, data: a.File.Data, mode: a.File.Mode, edit: a.Kind == plan.Merge})
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
			if x.edit {
				e.newMode = plainMode(x.mode | now.mode)
			}
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
		return nil, &plan.ChangedError{Paths: differ}
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
