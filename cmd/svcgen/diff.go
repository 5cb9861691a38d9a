package main

import (
	"context"

	"github.com/spf13/cobra"
)

// newDiffCmd is `generate --dry-run --diff` under a name of its own.
func newDiffCmd(u *ui, run func(context.Context, generateOptions) error) *cobra.Command {
	o := generateOptions{ui: u, shows: true}
	o.dryRun, o.diff = true, true
	cmd := &cobra.Command{
		Use:   "diff",
		Short: "show what generate would change",
		Long:  diffHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	o.addOutput(cmd, "exit 3 if anything is to do")
	o.addDecisions(cmd)
	o.addBreaking(cmd)
	cmd.Flags().BoolVar(&o.full, "full", false, "run every generator, even where nothing has changed")
	return cmd
}
