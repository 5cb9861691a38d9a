package say

import (
	"fmt"
	"slices"

	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// Error is an error of a command, with its exit code and a hint.
type Error struct {
	code  int
	msg   string
	hint  string
	quiet bool              // the report has printed everything
	lines []problem.Problem // what led to it
	fixes []problem.Fix
	cause error
}

func (e *Error) Error() string { return e.msg }
func (e *Error) Unwrap() error { return e.cause }

// ExitCode is the exit code of the command.
func (e *Error) ExitCode() int { return e.code }

// Problems returns the error as a problem; none if the report has printed it already.
func (e *Error) Problems() []problem.Problem {
	kinds := map[int]problem.Kind{problem.ExitUsage: problem.Usage, problem.ExitDecide: problem.Decide, problem.ExitFailed: problem.Failed}
	if e.quiet {
		return nil
	}
	return append(slices.Clone(e.lines), problem.Problem{Kind: kinds[e.code], Message: e.msg, Hint: e.hint, Fixes: e.fixes})
}

// Usagef returns an error about how the command was typed.
func Usagef(hint, format string, args ...any) error {
	return &Error{code: problem.ExitUsage, msg: fmt.Sprintf(format, args...), hint: hint}
}

// Meant returns an error about how the command was typed, with the command that was probably meant.
func Meant(command, format string, args ...any) error {
	fix := problem.Run("what was probably meant", command)
	return &Error{code: problem.ExitUsage, msg: fmt.Sprintf(format, args...), hint: "did you mean " + fix.Typed() + "?", fixes: []problem.Fix{fix}}
}

// Failedf returns an error about the environment: a file, a tool.
func Failedf(hint, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{code: problem.ExitFailed, msg: err.Error(), hint: hint, cause: err}
}

// NotCompiled returns the error that what svcgen would write does not compile.
func NotCompiled(found []toolchain.Diagnostic) error {
	e := &Error{code: problem.ExitFailed, msg: "the result does not compile; nothing was written", hint: "this is a bug of svcgen: please report it with the spec"}
	for _, d := range found {
		e.lines = append(e.lines, problem.Problem{Kind: problem.Compile, Path: d.Path, Line: d.Line, Col: d.Col, Message: d.Msg})
	}
	return e
}

// Interrupted returns the error that an earlier run is neither finished nor undone.
func Interrupted() error {
	fixes := problem.Interrupts()
	return &Error{
		code: problem.ExitFailed, msg: "an earlier run of svcgen was interrupted", fixes: fixes,
		hint: fixes[0].Typed() + " finishes it, " + fixes[1].Typed() + " undoes it",
	}
}

// NotDecided returns the error of a command whose question was not answered.
func NotDecided(what string) error {
	if what != "" {
		what += " is left undecided; "
	}
	return &Error{code: problem.ExitDecide, msg: what + "nothing was written"}
}

// Silent returns an error that only sets the exit code: the report has printed everything else.
func Silent(code int) error { return &Error{code: code, quiet: true} }
