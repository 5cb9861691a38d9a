package main

import (
	"context"
	"errors"
	"slices"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/decide"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// planning says how a command makes its plan.
type planning struct {
	decide   plan.Options               // with the command as it is typed again
	breaking bool                       // clients of the API may break
	asks     bool                       // a person is there to ask
	full     bool                       // run every generator, changed or not
	edits    []plan.Edit                // of the spec, that are not on disk yet
	written  map[string][]pgschema.File // migrations of another branch that a person wrote, by service
}

// answers holds the answers that a person gave while a command made its plan.
type answers struct {
	breakingShown bool            // a screen has shown what breaks clients
	declared      map[string]bool // spec files that answers were written into, by path
	specDiff      string          // what they changed there
	same          []string        // the command that does the same without questions, in pieces; nil if nothing was asked
	input         []byte          // what that command reads
}

// repeated is the command that does the same without questions, with its input below it. No line of YAML that svcgen writes
// is EOF.
func (a *answers) repeated() []string {
	if a.input == nil {
		return a.same
	}
	words := slices.Clone(a.same)
	words[len(words)-1] += " <<'EOF'\n" + string(a.input) + "EOF"
	return words
}

// sameAs adds words to the command that does without questions what the answers do.
func (a *answers) sameAs(command string, words ...string) {
	if a.same == nil {
		a.same = []string{command}
	}
	a.same = append(a.same, words...)
}

// plan makes the plan of a command. It asks whether a thing that the spec does not mention any more was renamed or removed, and
// whether clients may break. Answers about the spec become edits of the same plan, so that either all of it is written or nothing.
func (s *site) plan(ctx context.Context, p planning) (*generator.Result, error) {
	person := decide.Person{Ask: s.ui.ask, Say: s.ui.say}
	asked := map[string]bool{}
	for {
		result, err := s.generate(ctx, p)
		breaking, breaks := errors.AsType[*compat.BreakingError](err)
		lost, loses := errors.AsType[*lineage.LossError](err)
		_, fails := errors.AsType[*toolchain.Error](err)
		switch {
		case breaks && !p.asks, fails:
			return nil, problem.Ended(err, p.decide.Command)
		case breaks:
			if err := person.Breaking(ctx, breaking.Changes); err != nil {
				return nil, err
			}
			p.breaking, s.breakingShown = true, true
			s.sameAs(p.decide.Command, "--breaking")
		case loses && p.asks && !slices.ContainsFunc(lost.Losses, func(l lineage.Loss) bool { return asked[decide.LossKey(l)] }):
			choices, err := person.Losses(ctx, lost.Losses)
			if err != nil {
				return nil, err
			}
			for _, l := range lost.Losses {
				asked[decide.LossKey(l)] = true
			}
			for _, c := range choices {
				if p.edits, err = s.declare(c, p.edits); err != nil {
					return nil, err
				}
			}
		default:
			return result, err
		}
	}
}

// declare writes a choice into the sources and the edits. The spec on disk stays as it is until the plan is applied.
func (s *site) declare(c lineage.Choice, edits []plan.Edit) ([]plan.Edit, error) {
	sources, edit, err := generator.Declare(s.sources, c)
	if err != nil {
		return nil, err
	}
	s.sources = sources
	if s.declared == nil {
		s.declared = map[string]bool{}
	}
	s.declared[edit.Path] = true
	edits = slices.DeleteFunc(slices.Clone(edits), func(e plan.Edit) bool { return e.Path == edit.Path })
	return append(edits, edit), nil
}

// noteSpec keeps what the answers change in the spec, to be shown when it is written.
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
