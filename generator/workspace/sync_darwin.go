package workspace

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

const haveSyncFS = false

func syncFS(f *os.File, _ map[uint64]bool) error { return f.Sync() }

// flush hands a file to the drive, whose own cache is emptied by the next File.Sync: that of the journal, or the barrier.
// File.Sync for each file would do it thousands of times.
func flush(f *os.File) error { return unix.Fsync(int(f.Fd())) }

// barrier empties the drive's cache.
func barrier(root *os.Root) error {
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
