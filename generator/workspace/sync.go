package workspace

import (
	"errors"
	"os"
	"path"
	"runtime"
	"slices"
	"syscall"
)

const (
	// syncEach is the most files and directories that are made durable one by one. If there are more, whole file systems are
	// synced if the system can do that: one flush instead of thousands.
	syncEach   = 256
	syncAtOnce = 16 // the disk brings together what is waiting
)

// sync makes what was written before durable: the bytes of files, and which names stand in directories.
func (w *Workspace) sync(files, dirs []string) error {
	if haveSyncFS && len(files)+len(dirs) > syncEach {
		return w.syncFileSystems(append(dirsOf(files), dirs...))
	}
	err := parallelAt(syncAtOnce, len(files), func(i int) error {
		return w.do("sync", files[i], func() error { return w.syncOne(files[i], os.O_RDWR) }) // Windows wants to write
	})
	if err != nil || len(dirs) == 0 || runtime.GOOS == "windows" { // which knows no such thing
		return err
	}
	err = parallelAt(syncAtOnce, len(dirs), func(i int) error {
		return w.do("sync", dirs[i], func() error { return w.syncOne(dirs[i], os.O_RDONLY) })
	})
	return errors.Join(err, explain("sync", ".", barrier(w.root)))
}

func (w *Workspace) syncOne(name string, flag int) error {
	f, err := w.root.OpenFile(name, flag, 0)
	if err != nil {
		return err
	}
	err = flush(f)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) { // it is no file system that could
		err = nil
	}
	return errors.Join(err, f.Close())
}

// syncFileSystems makes all of the file systems durable that directories lie on.
func (w *Workspace) syncFileSystems(dirs []string) error {
	return w.do("sync all", ".", func() error {
		done := map[uint64]bool{}
		for _, dir := range dirs {
			f, err := w.root.Open(dir)
			if err != nil {
				return err
			}
			if err := errors.Join(syncFS(f, done), f.Close()); err != nil {
				return err
			}
		}
		return nil
	})
}

// syncJournal makes one file durable, and with it all that was flushed before.
func (w *Workspace) syncJournal(name string) error {
	return w.do("sync", name, func() error {
		f, err := w.root.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// dirsOf lists the directories that files stand in, each once.
func dirsOf(files []string) []string {
	var dirs []string
	seen := map[string]bool{}
	for _, f := range files {
		if d := path.Dir(f); !seen[d] {
			seen[d] = true
			dirs = append(dirs, d)
		}
	}
	slices.Sort(dirs)
	return dirs
}
