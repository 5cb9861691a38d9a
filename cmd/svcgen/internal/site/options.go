package site

import (
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/plan"
)

// Options say what a command that writes a workspace shows, and what is decided before it asks.
type Options struct {
	DryRun   bool
	Diff     bool
	JSON     bool
	ExitCode bool
	Verify   bool
	Keep     []string
	Take     []string
	Markers  bool
	Breaking bool
}

// Check refuses options that contradict each other.
func (o *Options) Check() error {
	if o.ExitCode && !o.DryRun && !o.Diff {
		return say.Usagef("add --dry-run or --diff", "--exit-code needs --dry-run or --diff")
	}
	return plan.Options{Keep: o.Keep, Take: o.Take}.Check()
}

// Writes reports whether the command changes the disk.
func (o *Options) Writes() bool { return !o.DryRun && !o.Diff }

// Asks reports whether the command asks questions: it writes, and a person can answer.
func (o *Options) Asks(u *screen.UI) bool { return u.TTY && o.Writes() && !o.JSON }

// Planning returns how the command makes its plan. Hints repeat command, with the flags that decide the rest after it.
func (o *Options) Planning(u *screen.UI, command string, edits []plan.Edit) Planning {
	return Planning{
		Decide:   plan.Options{Keep: o.Keep, Take: o.Take, Markers: o.Markers, Command: command},
		Breaking: o.Breaking,
		Asks:     o.Asks(u),
		Edits:    edits,
	}
}
