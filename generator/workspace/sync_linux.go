package workspace

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

const haveSyncFS = true

// syncFS makes the file system durable that f lies on, each once.
func syncFS(f *os.File, done map[uint64]bool) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		dev := uint64(st.Dev) //nolint:unconvert // it is narrower on some processors
		if done[dev] {
			return nil
		}
		done[dev] = true
	}
	return os.NewSyscallError("syncfs", unix.Syncfs(int(f.Fd())))
}

func flush(f *os.File) error { return f.Sync() }

func barrier(*os.Root) error { return nil }
