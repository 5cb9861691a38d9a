package site

import (
	"context"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/decide"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// Judge decides whether a plan is written. It asks a person about conflicts, and fails if nobody can answer. With --dry-run or --diff
// it shows the plan, with --verify it compiles the result. done reports whether the command has nothing left to do.
func (o *Options) Judge(ctx context.Context, s *Site, result *generator.Result) (done bool, err error) {
	r := s.UI.Say
	if !o.JSON {
		r.Unused(result.Plan)
	}
	if o.Asks(s.UI) && len(result.Plan.Conflicts()) > 0 {
		person := decide.Person{Ask: s.UI.Ask, Say: s.UI.Say}
		same, err := person.Conflicts(ctx, s.State, result)
		if err != nil {
			return true, err
		}
		s.SameAs(result.Options.Command, same...)
	}
	p := result.Plan
	if conflicts := p.Conflicts(); len(conflicts) > 0 {
		if o.JSON {
			r.Found(say.NewPlanDocument(p, nil))
			return true, say.Silent(problem.ExitDecide)
		}
		if o.Diff {
			if err := r.Diffs(p, s.State.Disk); err != nil {
				return true, err
			}
		}
		r.Conflicts(p)
		return true, say.Silent(problem.ExitDecide)
	}
	if !s.breakingShown && !o.JSON {
		r.Broke(result.Breaking)
	}
	if o.Verify {
		if err := verify(ctx, s, p); err != nil {
			return true, err
		}
	}
	if o.Writes() {
		return false, s.noteSpec(p)
	}
	switch {
	case o.JSON:
		r.Found(say.NewPlanDocument(p, result.Breaking))
	case o.Diff:
		err = r.Diffs(p, s.State.Disk)
	default:
		r.WouldDo(p)
		r.Evolution(result)
	}
	if err == nil && o.ExitCode && !p.Current() {
		err = say.Silent(problem.ExitNotCurrent)
	}
	return true, err
}

// verify compiles and vets the workspace as the plan would leave it. It fails if a file that svcgen owns has an error; errors in the
// user's files are only reported.
func verify(ctx context.Context, s *Site, p *plan.Plan) error {
	progress := s.UI.Say.NewProgress()
	tools, err := NewTools(progress)
	if err != nil {
		return err
	}
	end := progress.Step("compiling and vetting the result")
	found, err := tools.Vet(ctx, s.WS.Dir(), overlay(p))
	end()
	progress.Stop()
	if err != nil {
		return err
	}
	ours, theirs := split(found, p)
	r := s.UI.Say
	r.YoursToFix(theirs)
	if len(ours) > 0 {
		return say.NotCompiled(ours)
	}
	return nil
}

// overlay returns the contents of the files that the plan writes, for the -overlay of the go command; nil for a file that it deletes.
func overlay(p *plan.Plan) map[string][]byte {
	files := map[string][]byte{}
	for _, a := range p.Actions {
		switch {
		case a.Kind == plan.Delete:
			files[a.Path] = nil
		case a.Writes():
			files[a.Path] = a.File.Data
			if a.From != "" {
				files[a.From] = nil
			}
		}
	}
	return files
}

// split separates diagnostics by who owns the file.
func split(found []toolchain.Diagnostic, p *plan.Plan) (ours, theirs []toolchain.Diagnostic) {
	owned := map[string]bool{}
	for _, e := range p.Manifest.Files {
		owned[e.Path] = e.Class == "owned"
	}
	for _, d := range found {
		if owned[d.Path] {
			ours = append(ours, d)
		} else {
			theirs = append(theirs, d)
		}
	}
	return ours, theirs
}
