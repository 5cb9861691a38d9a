package generator

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/svcgen/svcgen/generator/plan"
)

// watched is a disk that records what is read from it, so that a plan is refused if that has changed since.
type watched struct {
	fs.FS
	mu   sync.Mutex
	seen map[string]plan.Digest
}

// watch returns a disk that records its reads, twice: as a file system, which is nil if disk is, and with the records.
func watch(disk fs.FS) (fs.FS, *watched) {
	w := &watched{FS: disk, seen: map[string]plan.Digest{}}
	if disk == nil {
		return nil, w
	}
	return w, w
}

// ReadFile reads a file and records its digest; a missing file is recorded as absent.
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

// ReadDir lists a directory. Its files are recorded when they are read.
func (w *watched) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(w.FS, name) }

// note keeps the first digest of a file: later reads may be newer than what was derived from it.
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

// stamp records in each edit the digest of the text that it was made of, if that was read.
func stamp(edits []plan.Edit, seen []plan.Seen) []plan.Edit {
	out := slices.Clone(edits)
	for i, e := range out {
		if at := slices.IndexFunc(seen, func(s plan.Seen) bool { return s.Path == e.Path }); at >= 0 {
			out[i].Old = seen[at].Digest
		}
	}
	return out
}
