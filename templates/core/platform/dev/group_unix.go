//go:build unix

package dev

import (
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// ownGroup keeps the signals of the terminal away from a process.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// endWith ends a process if this one is killed, which cannot do it then: a shell waits for the end of its input, which this process alone
// holds open. release ends the shell.
func endWith(process *os.Process) (release func(), err error) {
	// #nosec G204 -- the id of a process
	shell := exec.Command("sh", "-c", `read -r _; kill -KILL "$1"`, "sh", strconv.Itoa(process.Pid)) //nolint:noctx // release ends it
	ownGroup(shell)
	if _, err := shell.StdinPipe(); err != nil {
		return nil, err
	}
	if err := shell.Start(); err != nil {
		return nil, err
	}
	return func() {
		_ = shell.Process.Kill()
		_ = shell.Wait()
	}, nil
}

// Foreground takes the terminal from make, which would call Ctrl-C a failure. back returns it. Without a terminal, nothing happens.
func Foreground() (back func()) {
	terminal := int(os.Stdin.Fd())
	before, err := unix.IoctlGetInt(terminal, unix.TIOCGPGRP)
	if err != nil || before != unix.Getpgrp() || before == os.Getpid() {
		return func() {} // there is none, it is somebody else's, or nobody is between it and this process
	}
	signal.Ignore(unix.SIGTTOU, unix.SIGTSTP) // which would stop this process, but not make
	give := func(group int) error { return unix.IoctlSetPointerInt(terminal, unix.TIOCSPGRP, group) }
	if unix.Setpgid(0, 0) != nil || give(os.Getpid()) != nil {
		return func() {}
	}
	return func() { _ = give(before) } // fails if the terminal is gone
}
