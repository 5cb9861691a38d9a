package workspace

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"

	"github.com/svcgen/svcgen/generator/plan"
)

// tree is a directory as an fs.FS that follows no symbolic link. It lists each directory once, which makes thousands of
// look-ups cheap; the files' bytes are read each time.
type tree struct {
	root *os.Root
	dirs sync.Map // path → *listing
}

type listing struct {
	once  sync.Once
	names map[string]fs.DirEntry
	err   error // why it cannot be listed: fs.ErrNotExist, *plan.InTheWayError, …
}

func newTree(root *os.Root) *tree { return &tree{root: root} }

func (t *tree) list(dir string) *listing {
	v, ok := t.dirs.Load(dir)
	if !ok {
		v, _ = t.dirs.LoadOrStore(dir, new(listing))
	}
	l := v.(*listing)
	l.once.Do(func() { l.names, l.err = t.readDir(dir) })
	return l
}

func (t *tree) readDir(dir string) (map[string]fs.DirEntry, error) {
	if dir != "." {
		d, err := t.entry(dir)
		if err != nil {
			return nil, err
		}
		if !d.IsDir() {
			return nil, inTheWay(dir, d.Type())
		}
	}
	f, err := t.root.Open(dir)
	if err != nil {
		return nil, explain("read", dir, err)
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	if err != nil {
		return nil, explain("read", dir, err)
	}
	names := make(map[string]fs.DirEntry, len(list))
	for _, d := range list {
		names[d.Name()] = d
	}
	return names, nil
}

// entry finds what stands at a path.
func (t *tree) entry(name string) (fs.DirEntry, error) {
	if !fs.ValidPath(name) || name == "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	dir, base := path.Split(name)
	l := t.list(path.Clean(dir))
	if l.err != nil {
		return nil, l.err
	}
	if d := l.names[base]; d != nil {
		return d, nil
	}
	for other := range l.names { // on a file system that ignores case, this may be the same file
		if strings.EqualFold(other, base) {
			if info, err := t.root.Lstat(name); err == nil {
				return fs.FileInfoToDirEntry(info), nil
			}
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadFile reads a regular file.
func (t *tree) ReadFile(name string) ([]byte, error) {
	f, err := t.read(name)
	return f.data, err
}

// read reads a regular file and its mode.
func (t *tree) read(name string) (onDisk, error) {
	d, err := t.entry(name)
	if err != nil {
		return onDisk{}, err
	}
	if !d.Type().IsRegular() {
		return onDisk{}, inTheWay(name, d.Type())
	}
	return readRegular(t.root, name)
}

// Open opens a regular file or a directory.
func (t *tree) Open(name string) (fs.File, error) {
	if name != "." {
		d, err := t.entry(name)
		if err != nil {
			return nil, err
		}
		if !d.IsDir() && !d.Type().IsRegular() {
			return nil, inTheWay(name, d.Type())
		}
	}
	f, err := t.root.Open(name)
	if err != nil {
		return nil, explain("read", name, err)
	}
	return f, nil
}

// inTheWay describes what is at a path that should be a regular file or a directory.
func inTheWay(name string, mode fs.FileMode) error {
	what := "a special file"
	switch {
	case mode.IsDir():
		what = "a directory"
	case mode&fs.ModeSymlink != 0:
		what = "a symbolic link"
	case mode.IsRegular():
		what = "a file"
	}
	return &plan.InTheWayError{Path: name, What: what}
}

// onDisk is a regular file as it was when it was read.
type onDisk struct {
	mode fs.FileMode
	data []byte // nil for no file
}

func (f onDisk) digest() plan.Digest {
	if f.data == nil {
		return ""
	}
	return plan.DigestOf(f.data)
}

// readRegular reads a file that has been found to be regular.
func readRegular(root *os.Root, name string) (onDisk, error) {
	f, err := root.Open(name)
	if err != nil {
		return onDisk{}, explain("read", name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return onDisk{}, explain("read", name, err)
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			return onDisk{plainMode(info.Mode()), data}, nil
		}
		if err != nil {
			return onDisk{}, explain("read", name, err)
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}
