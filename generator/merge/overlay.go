package merge

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"
)

// overlay is a directory with some files replaced, added or hidden.
type overlay struct {
	under   fs.FS
	over    fstest.MapFS    // a file system in memory
	hidden  map[string]bool // files of under that are not there
	emptied map[string]bool // the directories that they are in
}

func newOverlay(under fs.FS) *overlay {
	return &overlay{under: under, over: fstest.MapFS{}, hidden: map[string]bool{}, emptied: map[string]bool{}}
}

// set replaces a file, or adds it.
func (o *overlay) set(name string, f file) {
	mode := fs.FileMode(0o644)
	if f.exec {
		mode = 0o755
	}
	delete(o.hidden, name)
	o.over[name] = &fstest.MapFile{Data: f.data, Mode: mode}
}

// hide takes a file away.
func (o *overlay) hide(name string) {
	delete(o.over, name)
	o.hidden[name] = true
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		o.emptied[dir] = true
	}
}

// Open opens a file or a directory.
func (o *overlay) Open(name string) (fs.File, error) {
	if f, ok := o.over[name]; ok && f != nil {
		return o.over.Open(name)
	}
	if o.gone(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := o.under.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.over.Open(name)
	}
	return f, err
}

// gone reports whether a file is hidden, or a directory of which everything is.
func (o *overlay) gone(name string) bool {
	if o.hidden[name] {
		return true
	}
	if !o.emptied[name] {
		return false
	}
	entries, err := o.ReadDir(name)
	return err == nil && len(entries) == 0
}

// ReadFile reads a file.
func (o *overlay) ReadFile(name string) ([]byte, error) {
	if f, ok := o.over[name]; ok {
		return slices.Clone(f.Data), nil
	}
	if o.hidden[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(o.under, name)
}

// ReadDir lists a directory.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.under, name)
	more, overErr := fs.ReadDir(o.over, name)
	if err != nil && (overErr != nil || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	join := func(child string) string { return path.Join(name, child) }
	entries = slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
		return o.gone(join(e.Name())) || slices.ContainsFunc(more, func(m fs.DirEntry) bool { return m.Name() == e.Name() })
	})
	entries = append(entries, more...)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}
