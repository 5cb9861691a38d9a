//go:build !unix

package toolchain

import "os/exec"

// ownGroup leaves cmd as it is: where there are no process groups, only the program itself is killed.
func ownGroup(*exec.Cmd) {}
