package site

import (
	"context"
	"errors"
	"slices"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/decide"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// Planning says how a command makes its plan.
type Planning struct {
	Decide   plan.Options               // with the command as it is typed again
	Breaking bool                       // clients of the API may break
	Asks     bool                       // a person is there to ask
	Full     bool                       // run every generator, changed or not
	Edits    []plan.Edit                // of the spec, that are not on disk yet
	Written  map[string][]pgschema.File // migrations of another branch that a person wrote, by service
}

// answers holds the answers that a person gave while a command made its plan.
type answers struct {
	breakingShown bool            // a screen has shown what breaks clients
	declared      map[string]bool // spec files that answers were written into, by path
	SpecDiff      string          // what they changed there
	Same          []string        // the command that does the same without questions, in pieces; nil if nothing was asked
	Input         []byte          // what that command reads
}

// Repeated is the command that does the same without questions, with its input below it. No line of YAML that svcgen writes
// is EOF.
func (a *answers) Repeated() []string {
	if a.Input == nil {
		return a.Same
	}
	words := slices.Clone(a.Same)
	words[len(words)-1] += " <<'EOF'\n" + string(a.Input) + "EOF"
	return words
}

// SameAs adds words to the command that does without questions what the answers do.
func (a *answers) SameAs(command string, words ...string) {
	if a.Same == nil {
		a.Same = []string{command}
	}
	a.Same = append(a.Same, words...)
}

// Plan makes the plan of a command. It asks whether a thing that the spec does not mention any more was renamed or removed, and
// whether clients may break. Answers about the spec become edits of the same plan, so that either all of it is written or nothing.
func (s *Site) Plan(ctx context.Context, p Planning) (*generator.Result, error) {
	person := decide.Person{Ask: s.UI.Ask, Say: s.UI.Say}
	asked := map[string]bool{}
	for {
		result, err := s.Generate(ctx, p)
		breaking, breaks := errors.AsType[*compat.BreakingError](err)
		lost, loses := errors.AsType[*lineage.LossError](err)
		_, fails := errors.AsType[*toolchain.Error](err)
		switch {
		case breaks && !p.Asks, fails:
			return nil, problem.Ended(err, p.Decide.Command)
		case breaks:
			if err := person.Breaking(ctx, breaking.Changes); err != nil {
				return nil, err
			}
			p.Breaking, s.breakingShown = true, true
			s.SameAs(p.Decide.Command, "--breaking")
		case loses && p.Asks && !slices.ContainsFunc(lost.Losses, func(l lineage.Loss) bool { return asked[decide.LossKey(l)] }):
			choices, err := person.Losses(ctx, lost.Losses)
			if err != nil {
				return nil, err
			}
			for _, l := range lost.Losses {
				asked[decide.LossKey(l)] = true
			}
			for _, c := range choices {
				if p.Edits, err = s.declare(c, p.Edits); err != nil {
					return nil, err
				}
			}
		default:
			return result, err
		}
	}
}

// Generate plans the workspace from the sources of s.
func (s *Site) Generate(ctx context.Context, how Planning) (*generator.Result, error) {
	p := s.UI.Say.NewProgress()
	defer p.Stop()
	tools, err := NewTools(p)
	if err != nil {
		return nil, err
	}
	return ask.Promptly(ctx, func() (*generator.Result, error) {
		return generator.Generate(ctx, generator.Options{
			Sources:  s.Sources,
			Edits:    how.Edits,
			Seen:     s.Seen,
			State:    s.State,
			Tools:    tools,
			Proofs:   tools,
			Version:  s.UI.Version,
			Full:     how.Full,
			Decide:   how.Decide,
			Breaking: how.Breaking,
			Written:  how.Written,
			Progress: p.Step,
		})
	})
}

// declare writes a choice into the sources and the edits. The spec on disk stays as it is until the plan is applied.
func (s *Site) declare(c lineage.Choice, edits []plan.Edit) ([]plan.Edit, error) {
	sources, edit, err := generator.Declare(s.Sources, c)
	if err != nil {
		return nil, err
	}
	s.Sources = sources
	if s.declared == nil {
		s.declared = map[string]bool{}
	}
	s.declared[edit.Path] = true
	edits = slices.DeleteFunc(slices.Clone(edits), func(e plan.Edit) bool { return e.Path == edit.Path })
	return append(edits, edit), nil
}

// noteSpec keeps what the answers change in the spec, to be shown when it is written.
func (s *Site) noteSpec(p *plan.Plan) error {
	for _, a := range p.Actions {
		if !s.declared[a.Path] {
			continue
		}
		diff, err := a.Diff(s.State.Disk)
		if err != nil {
			return err
		}
		s.SpecDiff += diff
	}
	return nil
}
