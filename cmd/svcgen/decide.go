package main

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

// asks reports whether a person is there to ask, and the command one that writes.
func (f *planFlags) asks(u *ui) bool { return u.tty && f.writes() && !f.json }

// askConflicts asks about the conflicts of a plan and makes the plan anew with the answers, without generating again. There may be
// others afterwards, where files have changed in the meantime.
func askConflicts(ctx context.Context, s *site, result *generator.Result) error {
	given := result.Options
	d := decider{ask: s.ui.ask, report: s.ui.say, state: s.state, answers: map[string]string{}}
	var asked []plan.Action
	for {
		conflicts := result.Plan.Conflicts()
		undecidable := func(a plan.Action) bool { return len(a.Choices) == 0 }
		if len(conflicts) == 0 || slices.ContainsFunc(conflicts, undecidable) {
			break
		}
		if err := d.all(ctx, conflicts); err != nil {
			return err
		}
		more := decisionsOf(d.answers)
		if err := result.Decide(plan.Options{
			Keep:    slices.Concat(given.Keep, more.Keep),
			Take:    slices.Concat(given.Take, more.Take),
			Markers: given.Markers || more.Markers,
			Command: given.Command,
		}); err != nil {
			return err
		}
		asked = append(asked, conflicts...)
		if err := unseen(asked, result.Plan); err != nil {
			return err
		}
	}
	if len(given.Keep)+len(given.Take) == 0 {
		d.answers = foldAnswers(d.answers)
	}
	s.sameAs(given.Command, append(decisionWords(given), decisionWords(decisionsOf(d.answers))...))
	return nil
}

// unseen fails where a file would be written that was saved while its question stood there: the answer was about another text.
func unseen(asked []plan.Action, p *plan.Plan) error {
	was := map[string]plan.Action{}
	for _, a := range asked {
		was[a.Path] = a
	}
	var paths []string
	for _, a := range p.Actions {
		if then, ok := was[a.Path]; ok && a.Writes() && (a.Old != then.Old || a.FromOld != then.FromOld) {
			paths = append(paths, a.Path)
		}
	}
	if paths == nil {
		return nil
	}
	return &plan.ChangedError{Paths: paths}
}

// decisionsOf are the flags that decide each path or directory.
func decisionsOf(answers map[string]string) plan.Options {
	var o plan.Options
	for _, pattern := range slices.Sorted(maps.Keys(answers)) {
		switch answers[pattern] {
		case "keep":
			o.Keep = append(o.Keep, pattern)
		case "take":
			o.Take = append(o.Take, pattern)
		case "markers":
			o.Markers = true
		}
	}
	return o
}

// decider asks what to do about conflicts.
type decider struct {
	ask     ask.Prompter
	report  *say.Report
	state   plan.State
	answers map[string]string // the flag that decides, by path
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
			d.report.Decided(say.TakenBack, ask.Middle(conflicts[i].Path, say.ScreenWidth-say.DecidedColumn))
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
	d.report.Decided(c.Label, ask.Middle(a.Path, say.ScreenWidth-say.DecidedColumn))
}

// decideAll decides alike what can be. The others are still to be asked about.
func (d *decider) decideAll(conflicts []plan.Action, flag string) {
	labels := map[string]int{}
	for _, a := range conflicts {
		if c, ok := say.ChoiceOf(a, flag); ok {
			d.answers[a.Path] = flag
			labels[c.Label]++
		}
	}
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		d.report.Decided(label, say.Count(labels[label], "more file"))
	}
}

// one asks about one conflict, and shows its diff as often as it is wanted. all tells that the answer is meant for all that are left.
func (d *decider) one(ctx context.Context, a plan.Action, at say.Turn) (flag string, all bool, err error) {
	diff, err := a.Diff(d.state.Disk)
	if err != nil {
		return "", false, err
	}
	options := say.ConflictOptions(a, diff != "", at.Of-at.At)
	q := d.report.ConflictQuestion(a, diff, options, at)
	for {
		picked, err := d.ask.Choose(ctx, q)
		if err != nil {
			return "", false, err
		}
		switch o := options[picked]; {
		case o.Diff:
			if err := d.ask.Show(ctx, ask.Document{Title: a.Path, Lines: d.report.DiffText(diff)}); err != nil {
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
