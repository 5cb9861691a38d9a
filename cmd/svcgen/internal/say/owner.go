package say

import "github.com/svcgen/svcgen/generator/plan"

// Ejected says that a file belongs to the user now.
func (r *Report) Ejected(path string) {
	r.outf("%s is yours now; svcgen adopt %s undoes that\n", path, plan.ShellQuote(path))
}

// Adopted says that a file belongs to svcgen again.
func (r *Report) Adopted(path string) {
	r.outf("%s is svcgen's again; svcgen generate rewrites it\n", path)
}
