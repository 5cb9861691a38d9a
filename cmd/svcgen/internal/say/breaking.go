package say

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

// Broke names the changes that break clients, as they were accepted. It leaves standard output to what a program may read.
func (r *Report) Broke(changes []model.Breaking) {
	if len(changes) == 0 {
		return
	}
	r.errf("breaks clients of the API, as --breaking accepts:\n")
	for _, c := range changes {
		r.errf("  %s: %s\n", c.Pos, c.What)
	}
	if slices.ContainsFunc(changes, func(c model.Breaking) bool { return c.Buf }) {
		r.errf("  buf breaking (make proto-breaking, CI) refuses it too, until it is merged\n")
	}
}
