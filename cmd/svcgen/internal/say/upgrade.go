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

// Upgraded says what to do with the changes of an upgrade. A migration among them is of this svcgen, or of a spec that was edited before
// the upgrade, which a reviewer could not tell apart from it.
func (r *Report) Upgraded(p *plan.Plan) {
	if slices.ContainsFunc(p.Changes(), func(a plan.Action) bool { return a.Kind == plan.Create && a.File.Class == render.Appended }) {
		r.outf("the schema changes too: this svcgen makes another one, or the spec was edited before\n")
	}
	if !p.Current() {
		r.outf("next: make test, read git diff, commit it on its own\n")
	}
}
