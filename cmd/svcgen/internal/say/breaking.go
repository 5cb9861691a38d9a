package say

import (
	"slices"

	"github.com/svcgen/svcgen/generator/compat"
)

// Broke names the changes that break clients, as they were accepted. It leaves standard output to what a program may read.
func (r *Report) Broke(changes []compat.Breaking) {
	if len(changes) == 0 {
		return
	}
	r.errf("accepted with --breaking: this breaks clients of the API\n")
	for _, c := range changes {
		r.errf("  %s: %s\n", c.Pos, c.What)
	}
	if slices.ContainsFunc(changes, func(c compat.Breaking) bool { return c.Buf }) {
		r.errf("  buf breaking (make proto-breaking, CI) fails as well until the change is merged\n")
	}
}
