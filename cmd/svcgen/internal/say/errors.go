package say

import (
	"errors"
	"fmt"

	"github.com/svcgen/svcgen/generator/problem"
)

// Error is an error of a command, with its exit code and a hint.
type Error struct {
	code  int
	msg   string
	hint  string
	quiet bool // the report has printed everything
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
	return []problem.Problem{{Kind: kinds[e.code], Message: e.msg, Hint: e.hint}}
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

// NotDecided returns the error of a command whose question was not answered.
func NotDecided(what string) error {
	if what != "" {
		what += " is left undecided; "
	}
	return &Error{code: problem.ExitDecide, msg: what + "nothing was written"}
}

// Silent returns an error that only sets the exit code: the report has printed everything else.
func Silent(code int) error { return &Error{code: code, quiet: true} }

// refusedError is an error with the command that it ended.
type refusedError struct {
	error
	command string
}

func (e *refusedError) Unwrap() error { return e.error }

// Refused adds to an error the command that it ended, for the hint how to repeat it.
func Refused(err error, command string) error { return &refusedError{err, command} }

// commandOf returns the command that an error ended; svcgen generate if it is not known.
func commandOf(err error) string {
	if refused, ok := errors.AsType[*refusedError](err); ok {
		return refused.command
	}
	return "svcgen generate"
}
