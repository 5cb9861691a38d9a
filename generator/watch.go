package generator

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/svcgen/svcgen/generator/plan"
)

// watched is a disk that notes what is read from it, so that a plan can be refused when that has changed since.
type watched struct {
	fs.FS
	mu   sync.Mutex
	seen map[string]plan.Digest
}

// watch gives disk, nil where there is none, and what notes the reads.
func watch(disk fs.FS) (fs.FS, *watched) {
	w := &watched{FS: disk, seen: map[string]plan.Digest{}}
	if disk == nil {
		return nil, w
	}
	return w, w
}

// ReadFile reads a file and notes how it was; one that is not there is noted as absent.
func (w *watched) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(w.FS, name)
	switch {
	case err == nil:
		w.note(name, plan.DigestOf(data))
	case errors.Is(err, fs.ErrNotExist):
		w.note(name, plan.Absent)
	}
	return data, err
}

// ReadDir lists a directory. What stands in it is not noted before it is read.
func (w *watched) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(w.FS, name) }

// note keeps the first digest: what was derived from it may be older than what is read later.
func (w *watched) note(name string, d plan.Digest) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.seen[name]; !ok {
		w.seen[name] = d
	}
}

// files are all that was read, by path.
func (w *watched) files() []plan.Seen {
	var out []plan.Seen
	for _, name := range slices.Sorted(maps.Keys(w.seen)) {
		out = append(out, plan.Seen{Path: name, Digest: w.seen[name]})
	}
	return out
}

// stamp says of each edit which text it was made of: the one that was read, or none.
func stamp(edits []plan.Edit, seen []plan.Seen) []plan.Edit {
	out := slices.Clone(edits)
	for i, e := range out {
		if at := slices.IndexFunc(seen, func(s plan.Seen) bool { return s.Path == e.Path }); at >= 0 {
			out[i].Old = seen[at].Digest
		}
	}
	return out
}
