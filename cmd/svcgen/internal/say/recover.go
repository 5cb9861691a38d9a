package say

import "github.com/svcgen/svcgen/generator/workspace"

// Recovered says that a command finished an interrupted run before its own work.
func (r *Report) Recovered(paths []string) {
	r.errf("an earlier run was interrupted: finished it (%s)\n", Count(len(paths), "file"))
}

// Recovery says what svcgen recover has done.
func (r *Report) Recovery(done workspace.Recovery, abort bool) {
	switch {
	case abort && done.Committed:
		r.outf("undid the interrupted run: %s restored\n", Count(len(done.Restored), "file"))
	case len(done.Finished) > 0:
		r.outf("finished the interrupted run: %s\n", Count(len(done.Finished), "file"))
	case done.Discarded:
		r.outf("the interrupted run had written nothing; its leftovers are removed\n")
	case done.Committed:
		r.outf("the interrupted run had nothing left to do\n")
	default:
		r.outf("nothing to recover\n")
	}
	for _, path := range done.Left {
		r.outf("  %s was edited since and is left as it is\n", path)
	}
}
