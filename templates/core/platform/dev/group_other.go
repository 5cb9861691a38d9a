//go:build !unix

package dev

import (
	"os"
	"os/exec"
)

// ownGroup does nothing: there are no process groups to set.
func ownGroup(*exec.Cmd) {}

// endWith does nothing: a process that is left has to be ended by hand.
func endWith(*os.Process) (release func(), err error) { return func() {}, nil }

// Foreground does nothing.
func Foreground() (back func()) { return func() {} }
