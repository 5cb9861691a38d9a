package problem

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/merge"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// Fix is a way to solve a problem that a program can carry out: a command, or an edit of a spec file. If a problem has several, they differ
// in what becomes of data or of somebody's edits, and a person should choose.
type Fix struct {
	Effect  string         `json:"effect"`            // what it does, in a few words
	Command []string       `json:"command,omitempty"` // its arguments, program first; to be run where svcgen was run
	Edit    *spec.TextEdit `json:"edit,omitempty"`    // instead of a command
}

// The commands that solve a problem whatever it is about.
const (
	Generate  = "svcgen generate"
	Upgrade   = "svcgen upgrade"
	Recover   = "svcgen recover"
	Abort     = "svcgen recover --abort"
	Merge     = "svcgen merge"
	ProveSQLC = "svcgen check --proof sqlc"
)

// Run is the fix that runs a command, as a person would type it.
func Run(effect, command string) Fix { return Fix{Effect: effect, Command: plan.ShellWords(command)} }

// Typed is the command of a fix as a person would type it.
func (f Fix) Typed() string {
	words := slices.Clone(f.Command)
	for i, w := range words {
		words[i] = plan.ShellQuote(w)
	}
	return strings.Join(words, " ")
}

// Interrupts are the ways to end an interrupted run.
func Interrupts() []Fix {
	return []Fix{Run("finishes that run", Recover), Run("undoes that run", Abort)}
}

// In returns the fix for a person who is in another directory and gives that of the workspace with --dir.
func (f Fix) In(dir string) Fix {
	given := func(word string) bool {
		return word == "--dir" || strings.HasPrefix(word, "--dir=") || strings.HasPrefix(word, "-C")
	}
	if dir != "" && len(f.Command) > 0 && !slices.ContainsFunc(f.Command, given) {
		f.Command = slices.Insert(slices.Clone(f.Command), 1, "-C", dir)
	}
	return f
}

// endedError is an error with the command that it ended.
type endedError struct {
	error
	command string
}

func (e *endedError) Unwrap() error { return e.error }

// Ended adds to an error the command that it ended, as it was typed, for fixes that repeat it.
func Ended(err error, command string) error { return &endedError{err, command} }

// CommandOf returns the command that an error ended; svcgen generate if it is not known.
func CommandOf(err error) string {
	if ended, ok := errors.AsType[*endedError](err); ok {
		return ended.command
	}
	return Generate
}

func inSpec(p spec.Problem) Problem {
	out := Problem{Kind: Spec, Path: p.File, Line: p.Line, Col: p.Col, Message: p.Msg, Hint: p.Hint, Excerpt: p.Excerpt}
	if p.Edit != nil {
		out.Fixes = []Fix{{Effect: fmt.Sprintf("write %q", p.Edit.Text), Edit: p.Edit}}
	}
	return out
}

func loss(l lineage.Loss) Problem {
	hints := each(l.Choices, func(c lineage.Choice) string { return c.Line + " (" + c.Where + ": " + c.Effect + ")" })
	p := Problem{
		Kind:    Decide,
		Path:    l.Pos.File,
		Line:    l.Pos.Line,
		Col:     l.Pos.Col,
		Message: l.What + " is not in the spec any more",
		Hint:    strings.Join(hints, "; or "),
		Choices: l.Choices,
	}
	for _, c := range l.Choices {
		if c.Edit != nil {
			p.Fixes = append(p.Fixes, Fix{Effect: c.Effect, Edit: c.Edit})
		}
	}
	return p
}

// breaks returns the changes that break clients, which the command that refused them accepts with a flag.
func breaks(err error) []Problem {
	broken, _ := errors.AsType[*compat.BreakingError](err)
	accept := Run("accept it, if no client uses it yet or all will follow", CommandOf(err)+" --breaking")
	return each(broken.Changes, func(c compat.Breaking) Problem {
		return Problem{Kind: Breaking, Path: c.Pos.File, Line: c.Pos.Line, Col: c.Pos.Col, Message: c.What, Hint: c.Hint, Fixes: []Fix{accept}}
	})
}

func chain(p pgschema.ChainProblem) Problem {
	out := Problem{Kind: Migrations, Path: p.Path, Message: p.Msg, Hint: p.Hint}
	if p.Forked {
		out.Fixes = []Fix{Run("after a merge: puts them in order", Merge)}
	}
	return out
}

// Conflict is a file that a person has to decide about.
func Conflict(a plan.Action) Problem {
	p := Problem{Kind: Decide, Mark: a.Kind.Mark(), Path: a.Path, Message: a.Reason}
	if len(a.Choices) > 0 {
		p.Hint = a.Choices[0].Command
	}
	for _, c := range a.Choices {
		p.Fixes = append(p.Fixes, Run(c.Effect, c.Command))
	}
	return p
}

// clashes are the entries of the spec that both branches changed.
func clashes(e *merge.ClashError) []Problem {
	return each(e.Clashes, func(c merge.Clash) Problem {
		return Problem{
			Kind: Decide, Path: c.File, Line: c.Line, Message: "both branches changed " + c.Path, Hint: e.Hint(c),
			Fixes: []Fix{Run("as in "+e.Ours, c.Command("ours")), Run("as in "+e.Theirs, c.Command("theirs"))},
		}
	})
}
