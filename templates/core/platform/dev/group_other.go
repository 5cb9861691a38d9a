//go:build !unix

package dev

import "os/exec"

// ownGroup does nothing: there are no process groups to set.
func ownGroup(*exec.Cmd) {}

// Foreground does nothing.
func Foreground() (back func()) { return func() {} }
