package say

import (
	"slices"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// Upgrading says between which versions an upgrade goes, above what it changes.
func (r *Report) Upgrading(from, to string) {
	if from != to {
		r.outf("svcgen %s -> %s changes these files:\n", from, to)
	}
}

// Upgraded says what to do with the changes of an upgrade. If the spec was edited before it, they include its changes, and a reviewer
// cannot tell the two apart.
func (r *Report) Upgraded(p *plan.Plan) {
	if slices.ContainsFunc(p.Changes(), func(a plan.Action) bool { return a.Kind == plan.Create && a.File.Class == render.Appended }) {
		r.outf("the spec had changed too, so these changes include it\n")
	}
	if !p.Current() {
		r.outf("next: make test, read git diff, commit it on its own\n")
	}
}
