package main

import (
	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
)

// planFlags are the flags of every command that writes a workspace.
type planFlags struct{ site.Options }

func (f *planFlags) add(cmd *cobra.Command) {
	f.addShow(cmd)
	f.addVerify(cmd)
	f.addDecisions(cmd)
	f.addBreaking(cmd)
}

// addNew adds the flags of a workspace that is not there yet: it cannot be compiled before it is written, and has no clients.
func (f *planFlags) addNew(cmd *cobra.Command) {
	f.addShow(cmd)
	f.addDecisions(cmd)
}

func (f *planFlags) addShow(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.DryRun, "dry-run", false, "show what would be written; writes nothing")
	flags.BoolVar(&f.Diff, "diff", false, "show the changes as a unified diff; writes nothing")
	f.addOutput(cmd, "with --dry-run or --diff: exit 3 if anything would change")
}

func (f *planFlags) addOutput(cmd *cobra.Command, exitCode string) {
	flags := cmd.Flags()
	flags.SortFlags = false
	addJSON(cmd, &f.JSON, say.PlanKind)
	flags.BoolVar(&f.ExitCode, "exit-code", false, exitCode)
}

func (f *planFlags) addVerify(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.Verify, "verify", false, "compile and vet the result before it is written")
}

func (f *planFlags) addDecisions(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.Keep, "keep", nil, "on conflict keep the `FILE` as it is (globs; repeatable)")
	flags.StringArrayVar(&f.Take, "take", nil, "on conflict take svcgen's `FILE` (globs; repeatable)")
	flags.BoolVar(&f.Markers, "markers", false, "on conflict write conflict markers into merged files")
}

func (f *planFlags) addBreaking(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.Breaking, "breaking", false, "accept changes that break clients of the API")
}
