package main

import (
	"github.com/spf13/cobra"
)

// newDiffCmd is `generate --dry-run --diff` under a name of its own.
func newDiffCmd(u *ui) *cobra.Command {
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
			return runGenerate(cmd.Context(), o)
		},
	}
	o.addOutput(cmd, "exit 3 if anything would change")
	o.addDecisions(cmd)
	o.addBreaking(cmd)
	cmd.Flags().BoolVar(&o.full, "full", false, "run every generator, even if nothing has changed")
	return cmd
}
