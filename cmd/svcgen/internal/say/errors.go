package say

import (
	"fmt"

	"github.com/svcgen/svcgen/generator/problem"
)

// Error is an error of a command, with its exit code and a hint.
type Error struct {
	code  int
	msg   string
	hint  string
	quiet bool // the report has printed everything
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
	return []problem.Problem{{Kind: kinds[e.code], Message: e.msg, Hint: e.hint, Fixes: e.fixes}}
}

// Usagef returns an error about how the command was typed.
func Usagef(hint, format string, args ...any) error {
	return &Error{code: problem.ExitUsage, msg: fmt.Sprintf(format, args...), hint: hint}
}

// Failedf returns an error about the environment: a file, a tool.
func Failedf(hint, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{code: problem.ExitFailed, msg: err.Error(), hint: hint, cause: err}
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
