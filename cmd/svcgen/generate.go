package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/merging"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
)

type generateOptions struct {
	ui      *screen.UI
	full    bool
	upgrade bool // to this svcgen's templates
	shows   bool // svcgen diff: generate does what it shows
	watch   bool // again after each change
	planFlags
}

func newGenerateCmd(u *screen.UI) *cobra.Command {
	o := generateOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "bring the workspace in step with its spec",
		Long:  help.Generate,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			if o.watch {
				return watch(cmd.Context(), o)
			}
			return runGenerate(cmd.Context(), o)
		},
	}
	o.add(cmd)
	cmd.Flags().BoolVar(&o.watch, "watch", false, "generate again after each change of a spec, until Ctrl-C")
	for _, once := range []string{"dry-run", "diff", "json", "exit-code", "keep", "take", "markers", "breaking"} {
		cmd.MarkFlagsMutuallyExclusive("watch", once)
	}
	cmd.Flags().BoolVar(&o.full, "full", false, "run every generator, even if nothing has changed")
	return cmd
}

// newUpgradeCmd is generate with a newer svcgen than the one that wrote the workspace.
func newUpgradeCmd(u *screen.UI) *cobra.Command {
	o := generateOptions{ui: u, upgrade: true, full: true}
	cmd := &cobra.Command{
		Use:   "upgrade",
		Short: "move the workspace to this version of svcgen",
		Long:  help.Upgrade,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runGenerate(cmd.Context(), o)
		},
	}
	o.add(cmd)
	return cmd
}

func runGenerate(ctx context.Context, o generateOptions) error {
	if err := o.Check(); err != nil {
		return err
	}
	s, err := site.Open(o.ui)
	if err != nil {
		return err
	}
	defer s.Close()
	end, err := s.Begin(ctx, o.Writes())
	if err != nil {
		return err
	}
	defer end()
	if git, op := merging.Stopped(ctx, s); op != nil && !o.upgrade {
		if o.watch {
			return say.Usagef("svcgen merge resolves it", "git stopped in a %s", op.Kind)
		}
		o.ui.Say.Stopped(op)
		m := &merging.Merging{UI: o.ui, Options: o.Options}
		return m.Run(ctx, s, git, op)
	}
	if !o.upgrade {
		if err := s.SameTool(); err != nil {
			return err
		}
	}
	command := o.ui.Typed()
	if o.shows {
		command = "svcgen generate"
	}
	began := time.Now()
	how := o.Planning(o.ui, command, nil)
	how.Full = o.full
	result, err := s.Plan(ctx, how)
	if err != nil {
		return err
	}
	r := o.ui.Say
	if o.upgrade && !o.JSON && !o.Diff {
		r.Upgrading(s.State.Manifest.Tool, toolVersion())
	}
	if done, err := o.Judge(ctx, s, result); done || err != nil {
		return err
	}
	if err := s.Apply(ctx, result); err != nil {
		return err
	}
	if o.JSON {
		r.Found(say.NewPlanDocument(result.Plan, result.Breaking))
		return nil
	}
	r.Summary(result.Plan, time.Since(began))
	r.Evolution(result)
	if o.upgrade {
		r.Upgraded(result.Plan)
	}
	return nil
}

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return say.Usagef("usage: "+cmd.UseLine(), "%s takes no arguments, but got %q", strings.TrimPrefix(cmd.CommandPath(), "svcgen "), args[0])
	}
	return nil
}
