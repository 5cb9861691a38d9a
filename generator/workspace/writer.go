package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path"

	"github.com/svcgen/svcgen/generator/plan"
)

// The changes of the disk. Each goes through do, so that tests can make any of them fail.

func (w *Workspace) do(op, name string, change func() error) error {
	if w.step != nil {
		if err := w.step(op, name); err != nil {
			return explain(op, name, err)
		}
	}
	return explain(op, name, change())
}

// write makes a new file; what stands at the path is overwritten.
func (w *Workspace) write(name string, mode fs.FileMode, data []byte) error {
	return w.do("write", name, func() error { return writeFile(w.root, name, mode, data) })
}

func writeFile(root *os.Root, name string, mode fs.FileMode, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, plainMode(mode))
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func (w *Workspace) rename(from, to string) error {
	return w.do("replace", to, func() error { return w.root.Rename(from, to) })
}

func (w *Workspace) remove(name string) error {
	return w.do("remove", name, func() error {
		if err := w.root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// discard removes the files of a transaction that is not committed, or is done.
func (w *Workspace) discard() error {
	return w.do("remove", plan.TxDir, func() error { return w.root.RemoveAll(plan.TxDir) })
}

// mkdirAll makes a directory and those above it.
func (w *Workspace) mkdirAll(dir string) error {
	if dir == "." {
		return nil
	}
	if info, err := w.root.Lstat(dir); err == nil && info.IsDir() {
		return nil
	}
	return w.do("create", dir, func() error { return w.root.MkdirAll(dir, 0o755) })
}

// prune removes a directory and those above it as long as they are empty. An interrupted run may have removed some already.
func (w *Workspace) prune(dir string) {
	for ; dir != "." && dir != plan.StateDir; dir = path.Dir(dir) {
		if w.remove(dir) != nil {
			return
		}
	}
}

// current reads a file of the tree afresh; one without data is not there.
func (w *Workspace) current(name string) (onDisk, error) {
	info, err := w.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return onDisk{}, nil
	case err != nil:
		return onDisk{}, explain("read", name, err)
	case !info.Mode().IsRegular():
		return onDisk{}, inTheWay(name, info.Mode())
	}
	return readRegular(w.root, name)
}
