//go:build unix

package workspace

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// A drive is what a disk would hold after a loss of power: names and bytes that were not synced may be there or not. It
// follows the changes of a tree from the hook that comes before each of them.
type drive struct {
	t     *testing.T
	root  string
	mu    sync.Mutex
	inos  map[uint64]*inode             // by number
	names map[string]map[string]*dirent // of each directory, as they are durable
}

type inode struct {
	mode   fs.FileMode
	synced bool
	data   string // as synced
}

type dirent struct {
	file *inode // nil for a directory
}

func inodeKey(info fs.FileInfo) uint64 { return info.Sys().(*syscall.Stat_t).Ino }

func newDrive(t *testing.T, root string) *drive {
	t.Helper()
	d := &drive{t: t, root: root, inos: map[uint64]*inode{}, names: map[string]map[string]*dirent{}}
	for _, name := range d.tree() { // all that is there at the start is durable
		d.syncName(name)
	}
	for _, name := range d.tree() {
		if d.isDir(name) {
			d.syncName(name)
		}
	}
	return d
}

// tree lists all names, parents first.
func (d *drive) tree() []string {
	var out []string
	if err := filepath.WalkDir(d.root, func(p string, _ fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(d.root, p)
		out = append(out, filepath.ToSlash(rel))
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
	return out
}

func (d *drive) abs(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

func (d *drive) isDir(name string) bool {
	info, err := os.Lstat(d.abs(name))
	return err == nil && info.IsDir()
}

// inode gives what stands at a name, nil for nothing.
func (d *drive) inode(name string) *inode {
	info, err := os.Lstat(d.abs(name))
	if err != nil || info.IsDir() {
		return nil
	}
	key := inodeKey(info)
	if d.inos[key] == nil {
		d.inos[key] = &inode{mode: info.Mode().Perm()}
	}
	return d.inos[key]
}

// forget ends the life of the file at a name: its number may be given to another.
func (d *drive) forget(name string) {
	if info, err := os.Lstat(d.abs(name)); err == nil {
		delete(d.inos, inodeKey(info))
	}
}

func (d *drive) syncName(name string) {
	if !d.isDir(name) {
		if f := d.inode(name); f != nil {
			f.synced, f.data = true, read(d.t, d.root, name)
		}
		return
	}
	list, err := os.ReadDir(d.abs(name))
	if err != nil {
		d.t.Fatal(err)
	}
	d.names[name] = map[string]*dirent{}
	for _, e := range list {
		d.names[name][e.Name()] = &dirent{file: d.inode(path.Join(name, e.Name()))}
	}
}

// moved takes note of a directory that has another name.
func (d *drive) moved(from, to string) {
	if !d.isDir(to) {
		return
	}
	for dir, names := range d.names {
		if rest, ok := strings.CutPrefix(dir, from); ok {
			delete(d.names, dir)
			d.names[to+rest] = names
		}
	}
}

// before takes note of a change that is about to happen.
func (d *drive) before(op, name string) {
	switch op {
	case "write":
		if f := d.inode(name); f != nil {
			f.synced, f.data = false, ""
		}
	case "replace", "remove":
		if !d.isDir(name) {
			d.forget(name)
		}
	case "sync":
		d.syncName(name)
	case "sync all":
		for _, n := range d.tree() {
			d.syncName(n)
		}
	}
}

// image writes what might be on the drive now into a new directory. pick chooses, of a name that was changed and not
// synced, whether the change got through. Bytes that were not synced never do.
func (d *drive) image(pick func() bool) string {
	out := filepath.Join(d.t.TempDir(), "image")
	d.imageDir(".", out, pick)
	return out
}

func (d *drive) imageDir(dir, out string, pick func() bool) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		d.t.Fatal(err)
	}
	durable, now := d.names[dir], map[string]*dirent{}
	if list, err := os.ReadDir(d.abs(dir)); err == nil {
		for _, e := range list {
			now[e.Name()] = &dirent{file: d.inode(path.Join(dir, e.Name()))}
		}
	}
	all := maps.Clone(durable)
	if all == nil {
		all = map[string]*dirent{}
	}
	maps.Copy(all, now)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		e := durable[name]
		if was, is := durable[name], now[name]; (was == nil) != (is == nil) || was != nil && was.file != is.file {
			if pick() {
				e = is
			}
		}
		switch {
		case e == nil:
		case e.file == nil:
			d.imageDir(path.Join(dir, name), filepath.Join(out, name), pick)
		default:
			data := e.file.data
			if !e.file.synced {
				data = ""
			}
			if err := os.WriteFile(filepath.Join(out, name), []byte(data), e.file.mode); err != nil {
				d.t.Fatal(err)
			}
		}
	}
}

// picks are ways in which power may fail: of what was not synced nothing got through, or every name, or some.
func picks(seed uint64) map[string]func() bool {
	r := rand.New(rand.NewPCG(seed, 0))
	return map[string]func() bool{
		"nothing":   func() bool { return false },
		"all names": func() bool { return true },
		"some":      func() bool { return r.IntN(2) == 0 },
		"others":    func() bool { return r.IntN(2) == 0 },
	}
}
