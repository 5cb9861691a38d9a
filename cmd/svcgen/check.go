package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
)

type checkOptions struct {
	ui        *ui
	diff      bool
	json      bool
	full      bool
	noCompile bool
}

// checkResult is what `svcgen check` found.
type checkResult struct {
	Current  bool           `json:"current"`  // every file is what the spec says
	Compiled bool           `json:"compiled"` // compiling was tried, and nothing is wrong
	Files    int            `json:"files"`    // that svcgen keeps an eye on
	Problems []checkProblem `json:"problems"`
}

// checkProblem is one thing that is wrong.
type checkProblem struct {
	Kind    string `json:"kind"` // spec, version, stale, decide, breaking, interrupted, migrations, compile
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
	Col     int    `json:"col,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	mark    string
}

func newCheckCmd(u *ui, run func(context.Context, checkOptions) error) *cobra.Command {
	o := checkOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "for CI: spec valid, tree current, everything compiles",
		Long:  checkHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.diff, "diff", false, "show what is not current as a unified diff")
	flags.BoolVar(&o.json, "json", false, "print the result as JSON")
	flags.BoolVar(&o.full, "full", false, "run every generator, even where nothing has changed")
	flags.BoolVar(&o.noCompile, "no-compile", false, "do not compile")
	return cmd
}

func runCheck(ctx context.Context, o checkOptions) error {
	began := time.Now()
	r := newReport(o.ui)
	s, err := openSite(o.ui)
	if err != nil {
		return err
	}
	defer s.close()
	res := checkResult{Problems: []checkProblem{}}
	result, err := o.current(ctx, s, &res)
	if o.json {
		if res.Problems = append(res.Problems, specProblems(err)...); len(res.Problems) > 0 && err != nil {
			return errors.Join(r.json(res), silent(exitCode(err)))
		}
	}
	if err != nil {
		return err
	}
	if !o.noCompile {
		found, err := compile(ctx, s)
		if err != nil {
			return err
		}
		res.Compiled = len(found) == 0
		for _, d := range found {
			res.Problems = append(res.Problems, checkProblem{Kind: "compile", Path: d.Path, Line: d.Line, Col: d.Col, Message: d.Msg})
		}
	}
	switch {
	case o.json:
		err = r.json(res)
	case o.diff && !res.Current:
		err = r.diffs(result.Plan, s.state.Disk)
	}
	if err != nil {
		return err
	}
	if !o.json {
		r.checked(res, !o.noCompile, time.Since(began))
	}
	switch {
	case !res.Current:
		return silent(exitNotCurrent)
	case len(res.Problems) > 0:
		return silent(exitFailed)
	default:
		return nil
	}
}

// current compares the tree with what the spec says.
func (o checkOptions) current(ctx context.Context, s *site, res *checkResult) (*generator.Result, error) {
	pending, err := s.ws.Pending()
	if err != nil {
		return nil, err
	}
	result, err := s.generate(ctx, decisions{}, o.full, nil)
	if err != nil {
		return nil, err
	}
	res.Files = len(result.Plan.Manifest.Files)
	res.Current = result.Plan.Current() && pending == nil
	if pending != nil {
		res.Problems = append(res.Problems, checkProblem{
			Kind: "interrupted", mark: "!", Message: "an earlier run of svcgen was interrupted", Hint: "svcgen recover",
		})
	}
	if err := s.sameTool(); err != nil {
		res.Current = false
		res.Problems = append(res.Problems, checkProblem{Kind: "version", mark: "!", Message: err.Error(), Hint: "svcgen upgrade"})
	}
	for _, a := range result.Plan.Changes() {
		switch {
		case a.Kind == plan.Conflict:
			res.Problems = append(res.Problems, checkProblem{Kind: "decide", mark: "!", Path: a.Path, Message: a.Reason, Hint: firstCommand(a)})
		case a.Writes():
			res.Problems = append(res.Problems, checkProblem{Kind: "stale", mark: a.Kind.Mark(), Path: a.Path, Message: stale(a), Hint: "svcgen generate"})
		}
	}
	return result, nil
}

func firstCommand(a plan.Action) string {
	if len(a.Choices) == 0 {
		return ""
	}
	return a.Choices[0].Command
}

// stale says why a file is not current.
func stale(a plan.Action) string {
	switch a.Kind {
	case plan.Create:
		return "missing"
	case plan.Delete:
		return "no longer part of the workspace"
	case plan.Move:
		return "belongs at another place; now at " + a.From
	default:
		return "not what the spec says"
	}
}

func compile(ctx context.Context, s *site) ([]toolchain.Diagnostic, error) {
	p := newProgress(s.ui)
	defer p.Stop()
	tools, err := newTools(p)
	if err != nil {
		return nil, err
	}
	defer p.Step("compiling and vetting")()
	return tools.Vet(ctx, s.ws.Dir(), nil)
}

// specProblems are the problems of the spec that an error holds.
func specProblems(err error) []checkProblem {
	var out []checkProblem
	var problems spec.Problems
	var loss *model.LossError
	var chain *model.ChainError
	var breaking *model.BreakingError
	switch {
	case errors.As(err, &problems):
		for _, p := range problems {
			out = append(out, checkProblem{Kind: "spec", Path: p.File, Line: p.Line, Col: p.Col, Message: p.Msg, Hint: p.Hint})
		}
	case errors.As(err, &loss):
		for _, l := range loss.Losses {
			hint := ""
			if len(l.Choices) > 0 {
				hint = l.Choices[0].Line
			}
			out = append(out, checkProblem{Kind: "decide", Path: l.Pos.File, Line: l.Pos.Line, Col: l.Pos.Col, Message: lost(l), Hint: hint})
		}
	case errors.As(err, &breaking):
		for _, c := range breaking.Changes {
			out = append(out, checkProblem{Kind: "breaking", Path: c.Pos.File, Line: c.Pos.Line, Col: c.Pos.Col, Message: c.What, Hint: c.Hint})
		}
	case errors.As(err, &chain):
		for _, p := range chain.Problems {
			out = append(out, checkProblem{Kind: "migrations", Path: p.Path, Message: p.Msg, Hint: p.Hint})
		}
	}
	return out
}
