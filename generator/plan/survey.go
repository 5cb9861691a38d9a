package plan

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/svcgen/svcgen/generator/render"
)

// maker holds everything that the decisions are made from. After survey nothing in it changes.
type maker struct {
	in         Input
	st         State
	command    string
	keep, take *patterns
	skip       dirSet
	targets    map[string]*target
	entries    map[string][]Entry
	moves      moves
	real       map[string]file   // the disk as it is
	disk       map[string]file   // the disk as it would be after the Edits
	bases      map[string][]byte // merge bases that exist, with LF line ends
}

// target is a file as svcgen would have it.
type target struct {
	render.File
	digest Digest
}

// hasBase reports whether svcgen keeps what it writes, beside the file itself.
func (t *target) hasBase() bool { return t.Class == render.Merged || t.Shared }

// file describes a path of the disk.
type file struct {
	present bool
	digest  Digest
	data    []byte // nil if it equals the target of the same path
	blocked string // what is there instead of a regular file; "" for nothing
	exec    bool
	private bool // nobody but its owner may read it
}

func newMaker(in Input, st State) (*maker, error) {
	m := &maker{in: in, st: st, command: in.Options.Command, skip: newDirSet(in.Skipped)}
	m.targets, m.entries = make(map[string]*target, len(in.Files)), make(map[string][]Entry, len(st.Manifest.Files))
	if m.command == "" {
		m.command = "svcgen generate"
	}
	var err error
	if m.keep, err = newPatterns(in.Options.Keep); err != nil {
		return nil, err
	}
	if m.take, err = newPatterns(in.Options.Take); err != nil {
		return nil, err
	}
	paths := make([]string, len(in.Files))
	for i, f := range in.Files {
		switch f.Class {
		case render.Owned, render.Merged, render.Seeded, render.Appended:
		default:
			return nil, fmt.Errorf("%s: unknown class %q", f.Path, f.Class)
		}
		if f.Data == nil {
			f.Data = []byte{}
		}
		paths[i], m.targets[f.Path] = f.Path, &target{File: f}
	}
	if err := checkTree(paths); err != nil {
		return nil, err
	}
	for _, e := range st.Manifest.Files {
		if err := checkManaged(e.Path); err != nil {
			return nil, err
		}
		m.entries[e.Path] = append(m.entries[e.Path], e)
	}
	for _, e := range in.Edits {
		if err := checkManaged(e.Path); err != nil {
			return nil, err
		}
	}
	for _, s := range slices.Concat(st.Seen, in.Seen) {
		if !fs.ValidPath(s.Path) { // a user's file is only read: it may have names that svcgen would not give
			return nil, &PathError{s.Path, "not a plain path below the workspace"}
		}
	}
	m.moves, err = m.findMoves()
	return m, err
}

// skipped reports whether a file is one of those that the caller left out.
func (m *maker) skipped(path string) bool {
	if m.targets[path] != nil {
		return false
	}
	for range m.skip.above(path) {
		return true
	}
	return false
}

// survey reads everything from disk that the decisions need.
func (m *maker) survey() error {
	paths := m.paths()
	files, bases := make([]file, len(paths)), make([][]byte, len(paths))
	err := parallel(len(paths), func(i int) (err error) {
		t := m.targets[paths[i]]
		if t != nil {
			t.digest = DigestOf(t.Data)
		}
		if files[i], err = m.read(paths[i], t); err != nil {
			return err
		}
		if m.wantsBase(paths[i]) {
			bases[i], err = m.st.readBase(paths[i])
		}
		return err
	})
	if err != nil {
		return err
	}
	m.real, m.disk, m.bases = make(map[string]file, len(paths)), make(map[string]file, len(paths)), map[string][]byte{}
	for i, p := range paths {
		m.real[p], m.disk[p] = files[i], files[i]
		if bases[i] != nil {
			m.bases[p] = bases[i]
		}
	}
	for _, e := range m.in.Edits {
		f := file{present: true, digest: DigestOf(e.Data), data: e.Data, exec: m.real[e.Path].exec}
		if e.Remove {
			f = file{}
		}
		m.disk[e.Path] = f
	}
	return nil
}

// paths lists every path that may have to be read, once.
func (m *maker) paths() []string {
	set := make(map[string]struct{}, len(m.targets))
	for p := range m.targets {
		set[p] = struct{}{}
	}
	for p := range m.entries {
		if !m.skipped(p) {
			set[p] = struct{}{}
		}
	}
	for old, to := range m.moves.to {
		set[old], set[to] = struct{}{}, struct{}{}
	}
	for _, e := range m.in.Edits {
		set[e.Path] = struct{}{}
	}
	for _, s := range slices.Concat(m.st.Seen, m.in.Seen) {
		set[s.Path] = struct{}{}
	}
	out := make([]string, 0, len(set))
	for p := range set {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

func (m *maker) wantsBase(path string) bool {
	if t := m.targets[path]; t != nil && t.hasBase() {
		return true
	}
	return slices.ContainsFunc(m.entries[path], func(e Entry) bool { return e.Class == render.Merged })
}

func (m *maker) read(path string, t *target) (file, error) {
	data, err := readDisk(m.st.Disk, path)
	var blocked *InTheWayError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return file{}, nil
	case errors.As(err, &blocked):
		if blocked.Path == path {
			return file{blocked: blocked.What + " is in the way"}, nil
		}
		return file{blocked: blocked.What + " is in the way at " + blocked.Path}, nil
	case err != nil:
		return file{}, err
	case t != nil && sameText(data, t.Data) && m.moves.to[path] == "":
		return file{present: true, digest: t.digest}, nil
	}
	f := file{present: true, digest: DigestOf(data), data: data}
	if m.moves.to[path] != "" {
		if info, err := fs.Stat(m.st.Disk, path); err == nil {
			f.exec, f.private = info.Mode()&0o111 != 0, info.Mode()&0o077 == 0
		}
	}
	return f, nil
}

// readBase reads a merge base; nil if there is no usable one.
func readBase(base fs.FS, path string) ([]byte, error) {
	data, err := readDisk(base, path)
	var blocked *InTheWayError
	if errors.Is(err, fs.ErrNotExist) || errors.As(err, &blocked) {
		return nil, nil
	}
	if data == nil {
		data = []byte{}
	}
	return Normalise(data), err
}

// parallel calls f for 0 … n-1 on all processors. Of several errors it returns that of the lowest number.
func parallel(n int, f func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				errs[i] = f(i)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
