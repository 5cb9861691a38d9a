//go:build unix

package bench

import (
	"os"
	"runtime"
	"syscall"
)

// peak is the largest resident size that a process or one of its children had, in bytes.
func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss * 1024
}
