// Package decide asks what only a person can know: what to do about a conflict, whether a thing that the spec does not mention any
// more was renamed or removed, whether clients may break.
package decide

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/plan"
)

// Person is the user at the terminal, and the way to ask.
type Person struct {
	Ask ask.Prompter
	Say *say.Report
}

// Conflicts asks about the conflicts of a plan and makes the plan anew with the answers, without generating again. More conflicts
// may follow if files have changed in the meantime. same are the flags that give the same answers.
func (p Person) Conflicts(ctx context.Context, state plan.State, result *generator.Result) (same []string, err error) {
	given := result.Options
	d := decider{Person: p, state: state, answers: plan.Answers{}}
	var asked []plan.Action
	for {
		conflicts := result.Plan.Conflicts()
		undecidable := func(a plan.Action) bool { return len(a.Choices) == 0 }
		if len(conflicts) == 0 || slices.ContainsFunc(conflicts, undecidable) {
			break
		}
		if err := d.all(ctx, conflicts); err != nil {
			return nil, err
		}
		more := d.answers.Options()
		if err := result.Decide(plan.Options{
			Keep:    slices.Concat(given.Keep, more.Keep),
			Take:    slices.Concat(given.Take, more.Take),
			Markers: given.Markers || more.Markers,
			Command: given.Command,
		}); err != nil {
			return nil, err
		}
		asked = append(asked, conflicts...)
		if err := result.Plan.Unseen(asked); err != nil {
			return nil, err
		}
	}
	if len(given.Keep)+len(given.Take) == 0 {
		d.answers = d.answers.Fold()
	}
	return append(flags(given), flags(d.answers.Options())...), nil
}

// flags are decisions as they are typed.
func flags(o plan.Options) []string {
	var out []string
	for _, pattern := range o.Keep {
		out = append(out, "--keep "+plan.ShellQuote(pattern))
	}
	for _, pattern := range o.Take {
		out = append(out, "--take "+plan.ShellQuote(pattern))
	}
	if o.Markers {
		out = append(out, "--markers")
	}
	return out
}

// decider asks what to do about conflicts.
type decider struct {
	Person
	state   plan.State
	answers plan.Answers
}

// all asks about one conflict after the other, until all are decided.
func (d *decider) all(ctx context.Context, conflicts []plan.Action) error {
	d.forget(conflicts)
	var asked []int // those that one can go back to
	for i := 0; i < len(conflicts); {
		a := conflicts[i]
		if d.answers[a.Path] != "" {
			i++
			continue
		}
		flag, all, err := d.one(ctx, a, say.Turn{At: i, Of: len(conflicts), Back: len(asked) > 0})
		switch {
		case errors.Is(err, ask.ErrBack):
			i, asked = asked[len(asked)-1], asked[:len(asked)-1]
			d.forget(conflicts[i:])
			d.Say.TakenBack(conflicts[i].Path)
			continue
		case err != nil:
			return err
		}
		asked = append(asked, i)
		d.decide(a, flag)
		if all {
			d.decideAll(conflicts[i+1:], flag)
		}
	}
	return nil
}

func (d *decider) forget(conflicts []plan.Action) {
	for _, a := range conflicts {
		delete(d.answers, a.Path)
	}
}

func (d *decider) decide(a plan.Action, flag string) {
	d.answers[a.Path] = flag
	c, _ := say.ChoiceOf(a, flag)
	d.Say.Decided(c.Label, a.Path)
}

// decideAll gives the conflicts that have such a choice the same answer. The others are still to be asked about.
func (d *decider) decideAll(conflicts []plan.Action, flag string) {
	labels := map[string]int{}
	for _, a := range conflicts {
		if c, ok := say.ChoiceOf(a, flag); ok {
			d.answers[a.Path] = flag
			labels[c.Label]++
		}
	}
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		d.Say.Decided(label, say.Count(labels[label], "more file"))
	}
}

// one asks about one conflict, and shows its diff as often as it is wanted. all reports whether the answer is meant for all that
// are left.
func (d *decider) one(ctx context.Context, a plan.Action, at say.Turn) (flag string, all bool, err error) {
	diff, err := a.Diff(d.state.Disk)
	if err != nil {
		return "", false, err
	}
	options := say.ConflictOptions(a, diff != "", at.Of-at.At)
	q := d.Say.ConflictQuestion(a, diff, options, at)
	for {
		picked, err := d.Ask.Choose(ctx, q)
		if err != nil {
			return "", false, err
		}
		switch o := options[picked]; {
		case o.Diff:
			if err := d.Ask.Show(ctx, ask.Document{Title: a.Path, Lines: d.Say.DiffText(diff)}); err != nil {
				return "", false, err
			}
			q.At = picked + 1
		case o.Flag == "":
			return "", false, say.NotDecided(a.Path)
		default:
			return o.Flag, o.All, nil
		}
	}
}
