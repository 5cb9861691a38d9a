package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator/check"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/replay"
)

type checkOptions struct {
	ui        *screen.UI
	diff      bool
	json      bool
	full      bool
	noCompile bool
	proof     string
}

func newCheckCmd(u *screen.UI) *cobra.Command {
	o := checkOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "for CI: spec valid, tree current, everything compiles",
		Long:  help.Check,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runCheck(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.diff, "diff", false, "show as a unified diff what is not current")
	addJSON(cmd, &o.json, say.CheckKind)
	flags.BoolVar(&o.full, "full", false, "run every generator and proof, even if nothing has changed")
	flags.BoolVar(&o.noCompile, "no-compile", false, "do not compile")
	flags.StringVar(&o.proof, "proof", check.ProofBest, "`WAY` to prove migrations: postgres, sqlc, best, none")
	_ = cmd.RegisterFlagCompletionFunc("proof", cobra.FixedCompletions( // fails for a flag that is not there
		[]string{check.ProofBest, replay.OnPostgres, replay.BySQLC, check.ProofNone}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (o checkOptions) check() error {
	switch o.proof {
	case check.ProofBest, check.ProofNone, replay.OnPostgres, replay.BySQLC:
		return nil
	}
	return say.Usagef("--proof postgres, sqlc, best or none", "--proof %s: unknown value", o.proof)
}

func runCheck(ctx context.Context, o checkOptions) error {
	began := time.Now()
	if err := o.check(); err != nil {
		return err
	}
	s, err := site.Open(o.ui)
	if err != nil {
		return err
	}
	defer s.Close()
	found, err := o.find(ctx, s)
	if err != nil {
		return err
	}
	r := o.ui.Say
	r.Checks = true
	switch {
	case o.json:
		r.Found(say.NewCheckDocument(found))
	default:
		if o.diff && found.Plan != nil && !found.Current {
			err = r.Diffs(found.Plan, s.State.Disk)
		}
		r.Warnings(found.Warnings)
		r.Failure(errors.Join(found.Refused...))
		r.Checked(found, !o.noCompile, time.Since(began))
	}
	if err != nil {
		return err
	}
	return verdict(found)
}

// find runs the checks, and gives up on them soon after Ctrl-C.
func (o checkOptions) find(ctx context.Context, s *site.Site) (*check.Result, error) {
	if err := site.RefuseTracked(ctx, s.WS); err != nil {
		return nil, err
	}
	pending, err := s.WS.Pending()
	if err != nil {
		return nil, err
	}
	p := o.ui.Say.NewProgress()
	defer p.Stop()
	tools, err := site.NewTools(p)
	if err != nil {
		return nil, err
	}
	return ask.Promptly(ctx, func() (*check.Result, error) {
		return check.Run(ctx, check.Options{
			Dir:       s.WS.Dir(),
			Sources:   s.Sources,
			State:     s.State,
			Pending:   pending,
			Tools:     tools,
			Version:   toolVersion(),
			Server:    os.Getenv("TEST_DATABASE_URL"),
			Full:      o.full,
			NoCompile: o.noCompile,
			Proof:     o.proof,
			Progress:  p.Step,
		})
	})
}

// verdict ends the command as svcgen generate would end if it refuses, or else says that the tree is not current.
func verdict(found *check.Result) error {
	toDecide := func(p problem.Problem) bool { return p.Kind == problem.Decide }
	switch code := problem.ExitCode(errors.Join(found.Refused...)); {
	case code != problem.ExitDone:
		return say.Silent(code)
	case slices.ContainsFunc(found.Problems, toDecide):
		return say.Silent(problem.ExitDecide)
	case found.Stale:
		return say.Silent(problem.ExitNotCurrent)
	case len(found.Problems) > 0:
		return say.Silent(problem.ExitFailed)
	}
	return nil
}
