package main

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// decidedColumn is where the thing decided stands in its line, behind what was decided.
const decidedColumn = 20

// takenBack stands where an answer did, for that one is still to be seen above.
const takenBack = "taken back"

// decided repeats the answer to a question that has left the screen.
func (r *report) decided(answer, what string) {
	r.errf("  %-*s%s\n", decidedColumn-len("  "), answer, what)
}

// asked tells, when all is written, what the answers to questions have changed in the spec, and how to do without questions.
func (r *report) asked(specDiff string, same []string) {
	if specDiff != "" {
		r.errf("\n%s\n", strings.Join(r.diffText(specDiff), "\n"))
	}
	if specDiff != "" && same == nil {
		r.errf("\n")
	}
	if same != nil {
		r.sameAs(same)
	}
}

// unused warns of --keep and --take that decided nothing.
func (r *report) unused(p *plan.Plan) {
	var paths []string
	for _, a := range p.Conflicts() {
		paths = append(paths, a.Path)
	}
	for _, pattern := range p.Unused {
		r.errf("%s: there is no such conflict\n", pattern)
		if guess := spec.DidYouMean(pattern, paths); guess != "" {
			r.hint(guess)
		}
	}
}

// conflictQuestion words the question about a conflict.
func (r *report) conflictQuestion(a plan.Action, diff string, options []conflictOption, at turn) ask.Choice {
	q := ask.Choice{Path: a.Path, Body: a.Reason, Back: at.back, Quits: true}
	if at.of > 1 {
		q.Title = fmt.Sprintf("(%d of %d)", at.at+1, at.of)
	}
	for _, o := range options {
		label, effect := o.Label, o.Effect
		switch {
		case o.diff:
			label, effect = "show the diff", changed(diff)+", from what is there to what svcgen would write"
		case o.flag == "":
			label, effect = "quit", "nothing is written"
		case o.all:
			label, effect = o.flag+" all", "the same for the "+thousands(at.of-at.at)+" that are left"
		}
		q.Options, q.Effects = append(q.Options, label), append(q.Effects, effect)
	}
	return q
}

// changed counts the lines of a diff: +3 −2 lines.
func changed(diff string) string {
	added, removed := 0, 0
	for line := range strings.Lines(diff) {
		switch {
		case strings.HasPrefix(line, "+++ "), strings.HasPrefix(line, "--- "):
		case strings.HasPrefix(line, "+"):
			added++
		case strings.HasPrefix(line, "-"):
			removed++
		}
	}
	return fmt.Sprintf("+%s −%s lines", thousands(added), thousands(removed))
}

// diffText is a diff as it is shown on a screen.
func (r *report) diffText(diff string) []string {
	var out []string
	for line := range strings.Lines(diff) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", "    ")
		out = append(out, strings.TrimSuffix(r.diffLine(line), "\n"))
	}
	return out
}

// lossQuestion words the question what became of something that the spec does not mention any more.
func lossQuestion(l model.Loss, choices []model.Choice, back bool) ask.Choice {
	q := ask.Choice{Title: l.What + " is not in the spec any more", Body: l.Pos.String() + ": what became of it?", Back: back, Quits: true, At: len(choices)}
	for i, c := range choices {
		if q.At == len(choices) && (c.Rename || strings.Contains(c.Name, " -> ")) {
			q.At = i
		}
		q.Options, q.Effects = append(q.Options, became(c)), append(q.Effects, c.Effect)
	}
	q.Options = append(q.Options, "quit")
	q.Effects = append(q.Effects, "nothing is written: write it back into the spec")
	return q
}

// became says in a few words what a choice declares.
func became(c model.Choice) string {
	switch _, instead, replaced := strings.Cut(c.Name, " -> "); {
	case replaced:
		return "is now " + instead
	case c.Rename:
		path := c.Target.String()
		return "is now " + path[strings.LastIndexByte(path, '.')+1:]
	default:
		return "removed"
	}
}

// breakingLines is how many lines of changes are shown above the question about them.
const breakingLines = 12

// breakingQuestion words the question whether clients may break.
func breakingQuestion(changes []model.Breaking) ask.Choice {
	q := ask.Choice{
		Title:   plural(len(changes), "this breaks", "these break") + " clients of the API that are deployed",
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
