package main

import (
	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/plan"
)

// planFlags are the flags of every command that writes a workspace.
type planFlags struct {
	dryRun   bool
	diff     bool
	json     bool
	exitCode bool
	verify   bool
	keep     []string
	take     []string
	markers  bool
	breaking bool
}

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
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would be written; writes nothing")
	flags.BoolVar(&f.diff, "diff", false, "show the changes as a unified diff; writes nothing")
	f.addOutput(cmd, "with --dry-run or --diff: exit 3 if anything would change")
}

func (f *planFlags) addOutput(cmd *cobra.Command, exitCode string) {
	flags := cmd.Flags()
	flags.SortFlags = false
	addJSON(cmd, &f.json, say.PlanKind)
	flags.BoolVar(&f.exitCode, "exit-code", false, exitCode)
}

func (f *planFlags) addVerify(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.verify, "verify", false, "compile and vet the result before it is written")
}

func (f *planFlags) addDecisions(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.keep, "keep", nil, "on conflict keep the `FILE` as it is (globs; repeatable)")
	flags.StringArrayVar(&f.take, "take", nil, "on conflict take svcgen's `FILE` (globs; repeatable)")
	flags.BoolVar(&f.markers, "markers", false, "on conflict write conflict markers into merged files")
}

func (f *planFlags) addBreaking(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.breaking, "breaking", false, "accept changes that break clients of the API")
}

func (f *planFlags) check() error {
	if f.exitCode && !f.dryRun && !f.diff {
		return say.Usagef("add --dry-run or --diff", "--exit-code needs --dry-run or --diff")
	}
	return plan.Options{Keep: f.keep, Take: f.take}.Check()
}

// writes reports whether the command changes the disk.
func (f *planFlags) writes() bool { return !f.dryRun && !f.diff }

// asks reports whether the command asks questions: it writes, and a person can answer.
func (f *planFlags) asks(u *ui) bool { return u.tty && f.writes() && !f.json }

// planning returns how the command makes its plan. Hints repeat command, with the flags that decide the rest after it.
func (f *planFlags) planning(u *ui, command string, edits []plan.Edit) planning {
	return planning{
		decide:   plan.Options{Keep: f.keep, Take: f.take, Markers: f.markers, Command: command},
		breaking: f.breaking,
		asks:     f.asks(u),
		edits:    edits,
	}
}
