package main

import (
	"slices"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// upgrading says between which versions an upgrade goes, above what it changes.
func (r *report) upgrading(from, to string) {
	if from != to {
		r.outf("svcgen %s -> %s: what it writes in another way now\n", from, to)
	}
}

// upgraded says what to do with the changes of an upgrade. A spec that was edited before it makes them part of the same
// change, and a reader of that cannot tell the two apart.
func (r *report) upgraded(p *plan.Plan) {
	if slices.ContainsFunc(p.Changes(), func(a plan.Action) bool { return a.Kind == plan.Create && a.File.Class == render.Appended }) {
		r.outf("the spec had changed as well: it is in the same change now\n")
	}
	if !p.Current() {
		r.outf("next: make test, read git diff, and commit it alone\n")
	}
}
