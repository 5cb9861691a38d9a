package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/merging"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator/merge"
	"github.com/svcgen/svcgen/generator/toolchain"
)

type mergeOptions struct {
	ui      *screen.UI
	answers merge.Answers
	planFlags
}

func newMergeCmd(u *screen.UI) *cobra.Command {
	o := mergeOptions{ui: u}
	cmd := &cobra.Command{
		Use:     "merge",
		Short:   "resolve what git could not merge: spec, numbers, code",
		Long:    help.Merge,
		Example: help.MergeExamples,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runMerge(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&o.answers.Ours, "ours", nil, "where both branches changed `PATH`, take ours (catalog.product.note; repeatable)")
	flags.StringArrayVar(&o.answers.Theirs, "theirs", nil, "where both branches changed `PATH`, take theirs: what is merged in (repeatable)")
	flags.StringVar(&o.answers.Deployed, "deployed", "", "`SIDE` whose migrations stay: ours or theirs")
	_ = cmd.RegisterFlagCompletionFunc("deployed", cobra.FixedCompletions( // fails for a flag that is not there
		[]string{"ours", "theirs"}, cobra.ShellCompDirectiveNoFileComp))
	o.addShow(cmd)
	o.addDecisions(cmd)
	return cmd
}

func (o *mergeOptions) check() error {
	if d := o.answers.Deployed; d != "" && d != "ours" && d != "theirs" {
		return say.Usagef("--deployed ours or --deployed theirs", "--deployed %s: unknown side", d)
	}
	return o.Check()
}

func runMerge(ctx context.Context, o mergeOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	s, err := site.Open(o.ui)
	if err != nil {
		return err
	}
	defer s.Close()
	m := &merging.Merging{UI: o.ui, Answers: o.answers, Options: o.Options}
	git, err := toolchain.OpenGit(ctx, s.WS.Dir())
	if err != nil {
		return err
	}
	op, err := merge.Find(ctx, git)
	if nothing, ok := errors.AsType[*merge.NothingError](err); ok && nothing.Hint == "" {
		m.Nothing(nothing.Reason)
		return nil
	}
	if err != nil {
		return err
	}
	end, err := s.Begin(ctx, o.Writes())
	if err != nil {
		return err
	}
	defer end()
	if op.Done() || len(op.Unmerged) == 0 {
		if p, err := s.Generate(ctx, site.Planning{Breaking: true}); ctx.Err() != nil || err == nil && (op.Done() || p.Plan.Current()) {
			return m.Agreed(op, p, err)
		}
	}
	return m.Run(ctx, s, git, op)
}
