package say

import (
	"errors"
	"fmt"

	"github.com/svcgen/svcgen/generator/problem"
)

// Error is an error of a command, with its exit code and what to do about it.
type Error struct {
	code  int
	msg   string
	hint  string
	quiet bool // the report has said everything
	cause error
}

func (e *Error) Error() string { return e.msg }
func (e *Error) Unwrap() error { return e.cause }

// ExitCode is the exit code of the command.
func (e *Error) ExitCode() int { return e.code }

// Problems is the error as a problem, or nothing if the report has said everything.
func (e *Error) Problems() []problem.Problem {
	kinds := map[int]problem.Kind{problem.ExitUsage: problem.Usage, problem.ExitDecide: problem.Decide, problem.ExitFailed: problem.Failed}
	if e.quiet {
		return nil
	}
	return []problem.Problem{{Kind: kinds[e.code], Message: e.msg, Hint: e.hint}}
}

// Usagef is an error of the person who typed the command.
func Usagef(hint, format string, args ...any) error {
	return &Error{code: problem.ExitUsage, msg: fmt.Sprintf(format, args...), hint: hint}
}

// Failedf is an error of the machine: a file, a tool.
func Failedf(hint, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{code: problem.ExitFailed, msg: err.Error(), hint: hint, cause: err}
}

// NotDecided ends a command whose question was left.
func NotDecided(what string) error {
	if what != "" {
		what += " is left undecided; "
	}
	return &Error{code: problem.ExitDecide, msg: what + "nothing was written"}
}

// Silent ends a command with an exit code, after its report has said everything.
func Silent(code int) error { return &Error{code: code, quiet: true} }

// refusedError is an error with the command that it refused.
type refusedError struct {
	error
	command string
}

func (e *refusedError) Unwrap() error { return e.error }

// Refused notes the command that an error refused, as it is typed again.
func Refused(err error, command string) error { return &refusedError{err, command} }

// commandOf is the command that was refused: svcgen generate, unless it is known.
func commandOf(err error) string {
	if refused, ok := errors.AsType[*refusedError](err); ok {
		return refused.command
	}
	return "svcgen generate"
}
