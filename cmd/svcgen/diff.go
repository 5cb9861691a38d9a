package main

import (
	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
)

// newDiffCmd is `generate --dry-run --diff` under a name of its own.
func newDiffCmd(u *screen.UI) *cobra.Command {
	o := generateOptions{ui: u, shows: true}
	o.DryRun, o.Diff = true, true
	cmd := &cobra.Command{
		Use:   "diff",
		Short: "show what generate would change",
		Long:  help.Diff,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runGenerate(cmd.Context(), o)
		},
	}
	o.addOutput(cmd, "exit 3 if anything would change")
	o.addDecisions(cmd)
	o.addBreaking(cmd)
	cmd.Flags().BoolVar(&o.full, "full", false, "run every generator, even if nothing has changed")
	return cmd
}
