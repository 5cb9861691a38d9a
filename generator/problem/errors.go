package problem

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/explain"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/merge"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/replay"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// Exit codes of every command; `svcgen help exit-codes` explains them.
const (
	ExitDone        = 0
	ExitFailed      = 1
	ExitUsage       = 2
	ExitNotCurrent  = 3
	ExitDecide      = 4
	ExitInterrupted = 130
)

const unwritten = "; nothing was written"

// Worded is an error with its own problems and exit code. It has no Problems if the report of the command has printed them already.
type Worded interface {
	error
	ExitCode() int
	Problems() []Problem
}

// Of returns the problems of an error: those of each of its parts.
func Of(err error) []Problem {
	var out []Problem
	for _, part := range Parts(err) {
		out = append(out, rowOf(part).problems(part)...)
	}
	return out
}

// ExitCode returns the exit code of a command that ends with an error. For joined errors the first row of the table that matches decides.
func ExitCode(err error) int {
	if err == nil {
		return ExitDone
	}
	if own, ok := errors.AsType[Worded](err); ok {
		return own.ExitCode()
	}
	return rowOf(err).code
}

// Parts returns the errors that were joined into err.
func Parts(err error) []error {
	_, whole := err.(*workspace.UnfinishedError) //nolint:errorlint // an UnfinishedError wraps two causes, but is one error
	joined, ok := err.(interface{ Unwrap() []error })
	switch {
	case err == nil:
		return nil
	case !ok || whole:
		return []error{err}
	}
	var out []error
	for _, part := range joined.Unwrap() {
		out = append(out, Parts(part)...)
	}
	return out
}

// row says what the errors of one type mean.
type row struct {
	of       string // the type: *plan.ChangedError
	is       func(error) bool
	code     int
	problems func(error) []Problem
}

func rowOf(err error) row {
	for _, r := range table() {
		if r.is(err) {
			return r
		}
	}
	return row{code: ExitFailed, problems: func(err error) []Problem { return []Problem{{Kind: Failed, Message: err.Error()}} }}
}

// table has a row for every type of error that is exported by a package of svcgen.
func table() []row {
	return []row{
		typed(ExitFailed, func(e Worded) []Problem { return e.Problems() }),
		typed(ExitUsage, func(e *spec.EditError) []Problem { return Of(e.Err) }),
		typed(ExitUsage, func(e spec.Problems) []Problem { return each(e, inSpec) }),
		typed(ExitUsage, func(e spec.Problem) []Problem { return []Problem{inSpec(e)} }),
		typed(ExitUsage, func(e *codegen.ProtoError) []Problem { return each(e.Problems, inProto) }),
		typed(ExitDecide, func(e *lineage.LossError) []Problem { return each(e.Losses, loss) }),
		wrapped[*compat.BreakingError](ExitDecide, breaks),
		typed(ExitDecide, clashes),
		typed(ExitUsage, func(e *merge.NothingError) []Problem {
			return []Problem{{Kind: Usage, Message: e.Error(), Hint: e.Hint}}
		}),
		hinted(ExitUsage, Usage, func(e *toolchain.NoGitError) string { return e.Hint }),
		hinted(ExitFailed, Failed, func(*toolchain.NoGoError) string { return "install Go from https://go.dev/dl/ and put it on PATH" }),
		typed(ExitDecide, func(e *pgschema.ChainError) []Problem { return each(e.Problems, chain) }),
		{
			of:       "context.Canceled",
			is:       func(err error) bool { return errors.Is(err, context.Canceled) },
			code:     ExitInterrupted,
			problems: func(err error) []Problem { return []Problem{{Kind: Cancelled, Message: err.Error()}} },
		},
		typed(ExitDecide, func(e *workspace.OlderError) []Problem {
			hint := Upgrade + " brings it to this version, in a change of its own; or use svcgen " + e.Wrote
			fix := Run("brings it to this version, in a change of its own", Upgrade)
			return []Problem{{Kind: Version, Message: e.Error() + unwritten, Hint: hint, Fixes: []Fix{fix}}}
		}),
		hinted(ExitUsage, Version, func(*workspace.NewerError) string { return "install that version, or a newer one" }),
		hinted(ExitUsage, Usage, func(*workspace.NotFoundError) string {
			return "svcgen new creates a workspace; --dir runs svcgen in another directory"
		}),
		typed(ExitUsage, unknownPath),
		typed(ExitUsage, func(e *plan.BothError) []Problem {
			return []Problem{{Kind: Usage, Message: e.Error() + unwritten, Hint: "make one of the patterns narrower"}}
		}),
		typed(ExitUsage, badPattern),
		typed(ExitFailed, func(e *plan.ChangedError) []Problem {
			return each(e.Paths, func(path string) Problem { return Problem{Kind: Failed, Path: path, Message: e.Error()} })
		}),
		hinted(ExitFailed, Failed, func(*plan.ManifestError) string {
			return "restore it: git checkout HEAD -- " + plan.ManifestPath + "; only svcgen writes it"
		}),
		fixed(hinted(ExitFailed, Failed, func(*workspace.EditedError) string {
			return Abort + " undoes that run, except in the edited files;\nor undo the edits, and run " + Recover
		}), Run("undoes that run, except in the edited files", Abort)),
		hinted(ExitFailed, Failed, nothing[*workspace.UnfinishedError]),
		fixed(hinted(ExitFailed, Failed, nothing[*workspace.PendingError]), Interrupts()...),
		hinted(ExitFailed, Failed, nothing[*workspace.ExistsError]),
		hinted(ExitFailed, Failed, nothing[*workspace.LockedError]),
		hinted(ExitFailed, Failed, nothing[*workspace.FileError]),
		hinted(ExitFailed, Failed, nothing[*plan.InTheWayError]),
		hinted(ExitFailed, Failed, nothing[*plan.PathError]),
		hinted(ExitFailed, Migrations, nothing[*replay.UnprovedError]),
		hinted(ExitFailed, Migrations, nothing[*replay.FailedError]),
		toolFailed(),
	}
}

// typed is the row of a type whose errors are worded by a function.
func typed[E error](code int, problems func(E) []Problem) row {
	return row{
		of:   strings.TrimPrefix(fmt.Sprintf("%T", new(E)), "*"),
		is:   func(err error) bool { _, ok := errors.AsType[E](err); return ok },
		code: code,
		problems: func(err error) []Problem {
			e, _ := errors.AsType[E](err)
			return problems(e)
		},
	}
}

// hinted is the row of a type whose errors are one problem each, with what wraps them, and a hint.
func hinted[E error](code int, kind Kind, hint func(E) string) row {
	r := typed[E](code, nil)
	r.problems = func(err error) []Problem {
		e, _ := errors.AsType[E](err)
		return []Problem{{Kind: kind, Message: err.Error(), Hint: hint(e)}}
	}
	return r
}

func nothing[E error](E) string { return "" }

// wrapped is the row of a type whose problems depend on what wraps it.
func wrapped[E error](code int, problems func(error) []Problem) row {
	r := typed[E](code, nil)
	r.problems = problems
	return r
}

// fixed adds to each problem of a row the ways to solve it.
func fixed(r row, fixes ...Fix) row {
	problems := r.problems
	r.problems = func(err error) []Problem {
		return each(problems(err), func(p Problem) Problem {
			p.Fixes = fixes
			return p
		})
	}
	return r
}

// toolFailed is the row of a program that has failed: one problem for each place that its output names.
func toolFailed() row {
	r := typed[*toolchain.Error](ExitFailed, nil)
	r.problems = func(err error) []Problem {
		failed, _ := errors.AsType[*toolchain.Error](err)
		if failed.Output == "" {
			return []Problem{{Kind: Failed, Message: err.Error()}}
		}
		places := failed.Places()
		if len(places) == 0 {
			return []Problem{{Kind: Tool, Message: failed.Error(), Hint: failed.Hint}}
		}
		return each(places, func(d toolchain.Diagnostic) Problem {
			return Problem{Kind: Tool, Path: d.Path, Line: d.Line, Col: d.Col, Message: d.Msg, Hint: failed.Hint}
		})
	}
	return r
}

// unknownPath corrects the path of svcgen explain.
func unknownPath(e *explain.UnknownPathError) []Problem {
	p := Problem{Kind: Usage, Message: e.Error(), Hint: spec.DidYouMean(e.Name, e.Known)}
	if guess := spec.Nearest(e.Name, e.Known); guess != "" {
		names := strings.Split(e.Path, ".")
		if i := slices.Index(names, e.Name); i >= 0 {
			names[i] = guess
			p.Fixes = []Fix{Run("explains "+guess, "svcgen explain "+plan.ShellQuote(strings.Join(names, ".")))}
		}
	}
	return []Problem{p}
}

func badPattern(e *plan.PatternError) []Problem {
	return []Problem{{
		Kind:    Usage,
		Message: plan.ShellQuote(e.Pattern) + " is not a valid file pattern",
		Hint:    "* matches any name, ** any directories, [ab] a or b",
	}}
}

func inProto(p codegen.ProtoProblem) Problem {
	return Problem{Kind: Spec, Path: p.Path, Line: p.Line, Col: p.Col, Message: p.Msg, Hint: p.Hint}
}

func each[T, U any](all []T, one func(T) U) []U {
	out := make([]U, len(all))
	for i, x := range all {
		out[i] = one(x)
	}
	return out
}
