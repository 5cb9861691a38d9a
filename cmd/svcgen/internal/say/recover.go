package say

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/workspace"
)

// Recovered says that a command finished an interrupted run before its own work.
func (r *Report) Recovered(paths []string) {
	r.errf("an earlier run was interrupted: finished it (%s)\n%s", Count(len(paths), "file"), indented(paths))
}

// indented are the first of some paths, a line each.
func indented(paths []string) string {
	const most = 40
	var b strings.Builder
	for _, path := range paths[:min(len(paths), most)] {
		fmt.Fprintf(&b, "  %s\n", path)
	}
	if n := len(paths) - most; n > 0 {
		fmt.Fprintf(&b, "  … and %s more\n", thousands(n))
	}
	return b.String()
}

// Recovery says what svcgen recover has done.
func (r *Report) Recovery(done workspace.Recovery, abort bool) {
	switch {
	case abort && done.Committed:
		r.outf("undid the interrupted run: %s restored\n%s", Count(len(done.Restored), "file"), indented(done.Restored))
	case len(done.Finished) > 0:
		r.outf("finished the interrupted run: %s\n%s", Count(len(done.Finished), "file"), indented(done.Finished))
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
