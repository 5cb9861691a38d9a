package main

import "github.com/svcgen/svcgen/generator/model"

// breaking names the changes that clients would notice as errors, and the ways out.
func (r *report) breaking(changes []model.Breaking) {
	for _, c := range changes {
		r.errf("%s: %s\n", c.Pos, c.What)
		r.hint(c.Hint)
	}
	r.errf("svcgen: %s clients of the API; nothing was written\n", plural(len(changes), "this breaks", "these break"))
	r.hint("undo " + plural(len(changes), "it", "them") + ", or accept with --breaking: no client uses it yet, or all will follow")
}

// broke names them where they were accepted.
func (r *report) broke(changes []model.Breaking) {
	if len(changes) == 0 {
		return
	}
	r.outf("breaks clients, as --breaking accepts:\n")
	for _, c := range changes {
		r.outf("  %s: %s\n", c.Pos, c.What)
	}
}
