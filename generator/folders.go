package generator

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// folders are the folders of services that were renamed since the last run: services/orders is services/billing now. The user
// may have moved a folder already (git mv), or leave that to svcgen: the files on disk tell.
type folders []folder

type folder struct {
	from, to   string // services/orders
	code, into string // gen/go/shop/orders/v1, of protobuf
}

func serviceFolders(m *model.Model) folders {
	var out folders
	for _, s := range m.Services {
		if was := s.Was(); was != "" && was != s.Name {
			out = append(out, folder{path.Dir(spec.ServiceFile(was)), s.Dir, codeDir(m.ProtoDir(was)), codeDir(m.ProtoDir(s.Name))})
		}
	}
	return out
}

func codeDir(proto string) string { return "gen/go/" + proto }

// renames move whole folders. The user has moved the specs already: each is read from its new place.
func (f folders) renames() []plan.Rename {
	var out []plan.Rename
	for _, one := range f {
		own := one.from + "/" + path.Base(spec.ServiceFile("x"))
		out = append(out, plan.Rename{From: one.from + "/", To: one.to + "/"}, plan.Rename{From: own, To: own},
			plan.Rename{From: one.code + "/", To: one.into + "/"})
	}
	return out
}

// rename moves a folder, from its old place or from the one that the user has moved it to with its service.
func (f folders) rename(from, to string) []plan.Rename {
	out := []plan.Rename{{From: from + "/", To: to + "/"}}
	if moved := f.moved(from); moved != from {
		out = append(out, plan.Rename{From: moved + "/", To: to + "/"})
	}
	return out
}

// moved is the new path of a path of the last run, once its service's folder has been moved.
func (f folders) moved(name string) string {
	for _, one := range f {
		if rest, ok := strings.CutPrefix(name, one.from+"/"); ok {
			return one.to + "/" + rest
		}
	}
	return name
}

// movedProto is moved for the protos of a service, which are not in its folder.
func (f folders) movedProto(name string) string {
	for _, one := range f {
		if rest, ok := strings.CutPrefix(codeDir(strings.TrimPrefix(name, "proto/")), one.code+"/"); ok {
			return "proto/" + strings.TrimPrefix(one.into, codeDir("")) + "/" + rest
		}
	}
	return name
}

// find is the path on disk of a file of the last run.
func (f folders) find(disk fs.FS, name string) string {
	if moved := f.moved(name); !there(disk, name) && there(disk, moved) {
		return moved
	}
	return name
}

func there(disk fs.FS, name string) bool {
	if disk == nil {
		return false
	}
	_, err := fs.Stat(disk, name)
	return err == nil
}

// movedByHand is the state of a workspace that remembers the folders moved by the user at their new paths.
func (f folders) movedByHand(st plan.State) plan.State {
	for _, one := range f {
		st = st.MovedByHand(one.from, one.to)
	}
	return st
}

// on is the disk as it will be after the folders are moved: sqlc reads migrations and queries from there.
func (f folders) on(disk fs.FS) fs.FS {
	if disk == nil || len(f) == 0 {
		return disk
	}
	return movedDisk{disk, f}
}

// present returns a function for the present path of a file on a disk that on returned.
func (f folders) present(disk fs.FS) func(string) string {
	moved, ok := disk.(movedDisk)
	if !ok {
		return nil
	}
	return func(name string) string { return cmp.Or(moved.real(name), name) }
}

type movedDisk struct {
	fs.FS
	folders folders
}

// real is the present path of a path after the moves; "" if its folder moves elsewhere.
func (d movedDisk) real(name string) string {
	within := func(dir string) bool { return name == dir || strings.HasPrefix(name, dir+"/") }
	for _, one := range d.folders {
		if from := one.from + strings.TrimPrefix(name, one.to); within(one.to) && there(d.FS, from) {
			return from
		}
	}
	if slices.ContainsFunc(d.folders, func(one folder) bool { return within(one.from) && there(d.FS, one.from) }) {
		return ""
	}
	return name
}

// Open opens a file or a folder.
func (d movedDisk) Open(name string) (fs.File, error) {
	if at := d.real(name); at != "" {
		return d.FS.Open(at)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadFile reads a file at once, so that a watched disk below notes the read.
func (d movedDisk) ReadFile(name string) ([]byte, error) {
	if at := d.real(name); at != "" {
		return fs.ReadFile(d.FS, at)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists a folder: the files that svcgen will move there, and those that are there.
func (d movedDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	at := d.real(name)
	if at == "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := fs.ReadDir(d.FS, at)
	if err != nil || at == name {
		return entries, err
	}
	vacated := func(one folder) bool { return name == one.from || strings.HasPrefix(name, one.from+"/") }
	if slices.ContainsFunc(d.folders, vacated) {
		return entries, nil
	}
	more, err := fs.ReadDir(d.FS, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range more {
		if !slices.ContainsFunc(entries, func(have fs.DirEntry) bool { return have.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}
