package main

import (
	"slices"

	"github.com/svcgen/svcgen/generator/compat"
)

// breaking names the changes that clients would notice as errors, and the ways out. The command is the one that accepts them.
func (r *report) breaking(changes []compat.Breaking, command string) {
	for _, c := range changes {
		r.errf("%s: %s\n", c.Pos, c.What)
		r.hint(c.Hint)
	}
	r.errf("svcgen: %s clients of the API%s\n", plural(len(changes), "this breaks", "these break"), r.unwritten())
	r.hint("leave it as it was; or, where nobody uses it yet or all clients follow:\n" + command + " --breaking")
}

// broke names them where they were accepted. It leaves standard output to what a program may read.
func (r *report) broke(changes []compat.Breaking) {
	if len(changes) == 0 {
		return
	}
	r.errf("breaks clients of the API, as --breaking accepts:\n")
	for _, c := range changes {
		r.errf("  %s: %s\n", c.Pos, c.What)
	}
	if slices.ContainsFunc(changes, func(c compat.Breaking) bool { return c.Buf }) {
		r.errf("  buf breaking (make proto-breaking, CI) refuses it too, until it is merged\n")
	}
}
