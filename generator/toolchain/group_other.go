//go:build !unix

package toolchain

import "os/exec"

// ownGroup leaves cmd as it is: without process groups, only the program itself is killed.
func ownGroup(*exec.Cmd) {}

// canServe reports whether a PostgreSQL server can be started on this system.
const canServe = false

func serverProcess(*exec.Cmd, string) error { return ErrNoPostgres }

func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }
