package main

import (
	"errors"
	"fmt"

	"github.com/svcgen/svcgen/generator/problem"
)

// cmdError is an error of a command, with its exit code and what to do about it.
type cmdError struct {
	code  int
	msg   string
	hint  string
	quiet bool // the report has said everything
	cause error
}

func (e *cmdError) Error() string { return e.msg }
func (e *cmdError) Unwrap() error { return e.cause }
func (e *cmdError) ExitCode() int { return e.code }

// Problems is the error as a problem, or nothing if the report has said everything.
func (e *cmdError) Problems() []problem.Problem {
	kinds := map[int]problem.Kind{problem.ExitUsage: problem.Usage, problem.ExitDecide: problem.Decide, problem.ExitFailed: problem.Failed}
	if e.quiet {
		return nil
	}
	return []problem.Problem{{Kind: kinds[e.code], Message: e.msg, Hint: e.hint}}
}

// usagef is an error of the person who typed the command.
func usagef(hint, format string, args ...any) error {
	return &cmdError{code: problem.ExitUsage, msg: fmt.Sprintf(format, args...), hint: hint}
}

// failed is an error of the machine: a file, a tool.
func failed(hint, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &cmdError{code: problem.ExitFailed, msg: err.Error(), hint: hint, cause: err}
}

// notDecided ends a command whose question was left.
func notDecided(what string) error {
	if what != "" {
		what += " is left undecided; "
	}
	return &cmdError{code: problem.ExitDecide, msg: what + "nothing was written"}
}

// silent ends a command with an exit code, after its report has said everything.
func silent(code int) error { return &cmdError{code: code, quiet: true} }

// refusedError is why a command was refused, with the command as it is typed again.
type refusedError struct {
	error
	command string
}

func (e *refusedError) Unwrap() error { return e.error }

// commandOf is the command that was refused: svcgen generate, unless it is known.
func commandOf(err error) string {
	if refused, ok := errors.AsType[*refusedError](err); ok {
		return refused.command
	}
	return "svcgen generate"
}
