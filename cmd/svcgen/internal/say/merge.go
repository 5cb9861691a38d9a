package say

import (
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/merge"
)

// NothingToMerge says why there is nothing to do.
func (r *Report) NothingToMerge(why string) { r.outf("%s\n", why) }

// Stopped says that a command found a merge that git has left unfinished, and what it does about it.
func (r *Report) Stopped(op *merge.Operation) {
	r.errf("git stopped in a %s: svcgen merges the specs and generates everything else anew,\nas svcgen merge does\n", op.Kind)
}

// Merging says what is brought into what.
func (r *Report) Merging(op *merge.Operation, m *merge.Merge) {
	r.outf("%s into %s; numbers and migrations of %s stay\n", op.Theirs.Name, op.Ours.Name, m.Kept())
	for _, name := range m.Edited() {
		r.outf("  %s: %s edited it, though svcgen owns it; the edit is gone\n", name, m.Moved())
	}
}

// MergeLeaves says what is left to the user.
func (r *Report) MergeLeaves(op *merge.Operation, unmerged []string) {
	if len(unmerged) > 0 {
		r.outf("yours to resolve, then git add:\n")
		for _, name := range unmerged {
			r.outf("  %s\n", name)
		}
	}
	switch {
	case op.Done():
		r.outf("staged; next: git commit\n")
	case len(unmerged) > 0:
		r.outf("the rest is staged; after that: %s\n", op.Next)
	default:
		r.outf("staged; next: %s\n", op.Next)
	}
}

// MergedSpecWrong says that the merged spec has problems, which follow.
func (r *Report) MergedSpecWrong() {
	r.errf("the merged spec is written, but not valid: mend it, and run svcgen merge again\n")
}

// ClashQuestion asks which branch's version of an entry is taken.
func ClashQuestion(op *merge.Operation, c merge.Clash, back bool) ask.Choice {
	return ask.Choice{
		Path: c.File, Title: "both branches changed " + c.Path, Back: back, Quits: true,
		Body:    op.Ours.Name + ": " + versionOf(c.Ours) + "\n" + op.Theirs.Name + ": " + versionOf(c.Theirs),
		Options: []string{"ours", "theirs", "quit"},
		Effects: []string{"as in " + op.Ours.Name, "as in " + op.Theirs.Name, "nothing is written"},
	}
}

func versionOf(text string) string {
	if text = strings.TrimSpace(text); text != "" {
		return text
	}
	return "removed"
}
