// Package termquery keeps svcgen from asking the terminal for its background colour each time it starts.
//
// The forms' library (bubbletea v1) does so while packages are initialised: every command would write escape codes to the
// terminal and wait up to five seconds for an answer that many terminals, and every pty in CI, never give. It does not ask a
// terminal called "dumb". So TERM says "dumb" until main calls Restore. Packages are initialised in the order of their paths
// as soon as what they import is ready, which puts this one, importing nothing but os, before any that reads TERM;
// TestStartAsksTerminalNothing holds that.
package termquery

import "os"

var term, wasSet = hide()

func hide() (string, bool) {
	value, ok := os.LookupEnv("TERM")
	_ = os.Setenv("TERM", "dumb")
	return value, ok
}

// Restore gives TERM its own value back. It is the first thing that main does.
func Restore() {
	if wasSet {
		_ = os.Setenv("TERM", term)
		return
	}
	_ = os.Unsetenv("TERM")
}
