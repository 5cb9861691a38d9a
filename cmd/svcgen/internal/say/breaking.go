package say

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/compat"
)

// breakingLines limits the lines of changes that are shown above the question about them.
const breakingLines = 12

// BreakingQuestion returns the question whether to go on with changes that break clients.
func BreakingQuestion(changes []compat.Breaking) ask.Choice {
	q := ask.Choice{
		Title:   Plural(len(changes), "this breaks", "these break") + " deployed clients of the API",
		Options: []string{"go on", "quit"},
		Effects: []string{"no client uses it yet, or all will follow", "nothing is written"},
		At:      1,
		Quits:   true,
	}
	var lines []string
	for _, c := range changes {
		lines = append(lines, c.Pos.String()+": "+c.What)
	}
	if len(lines) > breakingLines {
		lines = append(lines[:breakingLines-1], fmt.Sprintf("… and %s more", thousands(len(changes)-breakingLines+1)))
	}
	q.Body = strings.Join(lines, "\n")
	return q
}

// Broke lists accepted changes that break clients. It prints to standard error, because a program may read standard output.
func (r *Report) Broke(changes []compat.Breaking) {
	if len(changes) == 0 {
		return
	}
	r.errf("accepted with --breaking: this breaks clients of the API\n")
	for _, c := range changes {
		r.errf("  %s: %s\n", c.Pos, c.What)
	}
	if slices.ContainsFunc(changes, func(c compat.Breaking) bool { return c.Buf }) {
		r.errf("  the ledger says so, and make proto-breaking (CI) lets it pass\n")
	}
}
