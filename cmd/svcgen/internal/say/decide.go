package say

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/clean"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// decidedColumn is the column of the thing that was decided, after the decision.
const decidedColumn = 20

// Decided repeats the answer to a question that has left the screen. A long path is cut in its middle.
func (r *Report) Decided(answer, what string) {
	r.errf("  %-*s%s\n", decidedColumn-len("  "), answer, ask.Middle(what, ScreenWidth-decidedColumn))
}

// TakenBack says that an answer which is still to be seen above was taken back.
func (r *Report) TakenBack(what string) { r.Decided("taken back", what) }

// Asked says, after everything is written, what the answers have changed in the spec, and which command gives the same answers.
func (r *Report) Asked(specDiff string, same []string) {
	if specDiff != "" {
		r.errf("\n%s\n", strings.Join(r.DiffText(specDiff), "\n"))
	}
	if specDiff != "" && same == nil {
		r.errf("\n")
	}
	if same != nil {
		r.sameAs(same)
	}
}

// Unused warns of --keep and --take that decided nothing.
func (r *Report) Unused(p *plan.Plan) {
	var paths []string
	for _, a := range p.Conflicts() {
		paths = append(paths, a.Path)
	}
	for _, pattern := range p.Unused {
		r.errf("%s matches no conflict\n", pattern)
		if guess := spec.DidYouMean(pattern, paths); guess != "" {
			r.hint(guess)
		}
	}
}

// ConflictQuestion asks what to do about a conflict.
func (r *Report) ConflictQuestion(a plan.Action, diff string, options []ConflictOption, at Turn) ask.Choice {
	q := ask.Choice{Path: a.Path, Body: a.Reason, Back: at.Back, Quits: true}
	if at.Of > 1 {
		q.Title = fmt.Sprintf("(%d of %d)", at.At+1, at.Of)
	}
	for _, o := range options {
		label, effect := o.Label, o.Effect
		switch {
		case o.Diff:
			label, effect = "show the diff", changed(diff)+", from what is there to what svcgen would write"
		case o.Flag == "":
			label, effect = "quit", "nothing is written"
		case o.All:
			label, effect = o.Flag+" all", "the same for the "+thousands(at.Of-at.At)+" that are left"
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

// DiffText is a diff as it is shown on a screen.
func (r *Report) DiffText(diff string) []string {
	var out []string
	for line := range strings.Lines(diff) {
		line = strings.ReplaceAll(clean.Text(strings.TrimRight(line, "\r\n")), "\t", "    ")
		out = append(out, strings.TrimSuffix(r.diffLine(line), "\n"))
	}
	return out
}

// LossQuestion asks whether something that the spec does not mention any more was renamed or removed.
func LossQuestion(l lineage.Loss, choices []lineage.Choice, back bool) ask.Choice {
	q := ask.Choice{Title: l.What + " is not in the spec any more", Body: l.Pos.String() + ": was it renamed or removed?", Back: back, Quits: true, At: len(choices)}
	for i, c := range choices {
		if q.At == len(choices) && (c.Rename || strings.Contains(c.Name, " -> ")) {
			q.At = i
		}
		q.Options, q.Effects = append(q.Options, Became(c)), append(q.Effects, c.Effect)
	}
	q.Options = append(q.Options, "quit")
	q.Effects = append(q.Effects, "nothing is written; put it back into the spec")
	return q
}

// Became says in a few words what a choice declares.
func Became(c lineage.Choice) string {
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

// Turn is the place of a question among others.
type Turn struct {
	At, Of int
	Back   bool
}

// ConflictOption is something that can be done about a conflict. The zero ConflictOption is to quit.
type ConflictOption struct {
	plan.Choice
	Flag string
	Diff bool // look at it first
	All  bool // of all that are left
}

// ConflictOptions returns the ways to decide a conflict. left counts the conflicts that are not decided yet.
func ConflictOptions(a plan.Action, diff bool, left int) []ConflictOption {
	var options []ConflictOption
	if diff {
		options = append(options, ConflictOption{Diff: true})
	}
	for _, flag := range []string{"keep", "take", "markers"} {
		if c, ok := ChoiceOf(a, flag); ok {
			options = append(options, ConflictOption{Choice: c, Flag: flag})
		}
	}
	for _, flag := range []string{"keep", "take"} {
		if c, ok := ChoiceOf(a, flag); ok && left > 1 {
			options = append(options, ConflictOption{Choice: c, Flag: flag, All: true})
		}
	}
	return append(options, ConflictOption{})
}

// ChoiceOf is the choice that a flag makes.
func ChoiceOf(a plan.Action, flag string) (plan.Choice, bool) {
	i := slices.IndexFunc(a.Choices, func(c plan.Choice) bool { return c.Flag == flag && flag != "" })
	if i < 0 {
		return plan.Choice{}, false
	}
	return a.Choices[i], true
}
