package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// plan makes the plan of a command. On a terminal it asks what became of what the spec does not mention any more, and whether
// clients may break. Answers about the spec go into it as edits of the same plan, so that all of it is written or nothing.
func (f *planFlags) plan(ctx context.Context, s *site, command string, full bool, edits []plan.Edit) (*generator.Result, error) {
	asked := map[string]bool{}
	for {
		result, err := s.generate(ctx, f.decisions(command), full, edits)
		breaking, breaks := errors.AsType[*model.BreakingError](err)
		if breaks && !f.asks(s.ui) {
			return nil, say.Refused(err, command)
		}
		if !f.asks(s.ui) {
			return result, err
		}
		lost, loses := errors.AsType[*model.LossError](err)
		switch {
		case breaks:
			if err := askBreaking(ctx, s.ui, breaking.Changes); err != nil {
				return nil, err
			}
			f.breaking, f.named = true, true
			s.sameAs(command, []string{"--breaking"})
		case loses && !slices.ContainsFunc(lost.Losses, func(l model.Loss) bool { return asked[lossKey(l)] }):
			choices, err := askLosses(ctx, s.ui, lost.Losses)
			if err != nil {
				return nil, err
			}
			for _, l := range lost.Losses {
				asked[lossKey(l)] = true
			}
			for _, c := range choices {
				if edits, err = s.declare(c, edits); err != nil {
					return nil, err
				}
			}
		default:
			return result, err
		}
	}
}

// askBreaking shows the changes that clients would notice as errors, and asks whether they are meant.
func askBreaking(ctx context.Context, u *ui, changes []model.Breaking) error {
	picked, err := u.ask.Choose(ctx, say.BreakingQuestion(changes))
	switch {
	case err != nil:
		return err
	case picked > 0:
		return say.NotDecided("")
	}
	return nil // what was accepted is told with the plan
}

// lossKey tells losses apart, wherever their lines have moved to.
func lossKey(l model.Loss) string {
	key := []string{l.Pos.File, l.What}
	for _, c := range l.Choices {
		if !c.Rename {
			key = append(key, c.Target.String())
		}
	}
	return strings.Join(key, " ")
}

// askLosses asks about one loss after the other.
func askLosses(ctx context.Context, u *ui, losses []model.Loss) ([]model.Choice, error) {
	r := u.say
	var picked []model.Choice
	for len(picked) < len(losses) {
		l := losses[len(picked)]
		choices := declarable(l.Choices, picked)
		at, err := u.ask.Choose(ctx, say.LossQuestion(l, choices, len(picked) > 0))
		switch {
		case errors.Is(err, ask.ErrBack):
			picked = picked[:len(picked)-1]
			r.Decided(say.TakenBack, losses[len(picked)].What)
			continue
		case err != nil:
			return nil, err
		case at == len(choices):
			return nil, say.NotDecided(l.What)
		}
		r.Decided(say.Became(choices[at]), l.What)
		picked = append(picked, choices[at])
	}
	return picked, nil
}

// declarable are the choices that svcgen can write. Nothing can have been two things before.
func declarable(choices, picked []model.Choice) []model.Choice {
	var out []model.Choice
	for _, c := range choices {
		taken := func(p model.Choice) bool { return p.Rename && c.Rename && p.Target == c.Target }
		if c.Name != "" && !slices.ContainsFunc(picked, taken) {
			out = append(out, c)
		}
	}
	return out
}

// declare writes a choice into the spec, not to disk: into the sources and the edits.
func (s *site) declare(c model.Choice, edits []plan.Edit) ([]plan.Edit, error) {
	at := slices.IndexFunc(s.sources, func(f spec.Source) bool {
		return c.Target.Service != "" && (f.Service == c.Target.Service || f.Path == spec.ServiceFile(c.Target.Service))
	})
	if at < 0 {
		at = slices.IndexFunc(s.sources, func(f spec.Source) bool { return f.Path == spec.WorkspaceFile })
	}
	if at < 0 {
		return nil, say.Failedf("", "%s: no file of the spec holds it", c.Target)
	}
	write := spec.DeclareRenamed
	if !c.Rename {
		write = spec.DeclareRemoved
	}
	data, err := write(s.sources[at], c.Target, c.Name)
	if err != nil {
		return nil, err
	}
	s.sources = slices.Clone(s.sources)
	s.sources[at].Data = data
	path := s.sources[at].Path
	if s.declared == nil {
		s.declared = map[string]bool{}
	}
	s.declared[path] = true
	edits = slices.DeleteFunc(slices.Clone(edits), func(e plan.Edit) bool { return e.Path == path })
	return append(edits, plan.Edit{Path: path, Data: data}), nil
}

// noteSpec keeps what the answers change in the spec, to be told when it is written.
func (s *site) noteSpec(p *plan.Plan) error {
	for _, a := range p.Actions {
		if !s.declared[a.Path] {
			continue
		}
		diff, err := a.Diff(s.state.Disk)
		if err != nil {
			return err
		}
		s.specDiff += diff
	}
	return nil
}

// sameAs notes the command that does without questions what the answers to questions do.
func (s *site) sameAs(command string, words []string) {
	if s.same == nil {
		s.same = []string{command}
	}
	s.same = append(s.same, words...)
}
