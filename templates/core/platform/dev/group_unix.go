//go:build unix

package dev

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps the signals of the terminal away from a process.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
