package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Exit codes of every command; `svcgen help exit-codes` says them to the user.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNotCurrent  = 3
	exitDecide      = 4
	exitInterrupted = 130
)

// cmdError is an error with its exit code and, where there is one, what to do about it.
type cmdError struct {
	code  int
	msg   string
	hint  string
	kind  string // of problem; "" where the code says it
	quiet bool   // the report has said it all already
	cause error
}

func (e *cmdError) Error() string { return e.msg }
func (e *cmdError) Unwrap() error { return e.cause }

// usagef is an error of the person who typed the command.
func usagef(hint, format string, args ...any) error {
	return &cmdError{code: exitUsage, msg: fmt.Sprintf(format, args...), hint: hint}
}

// failed is an error of the machine: a file, a tool.
func failed(hint, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &cmdError{code: exitFailed, msg: err.Error(), hint: hint, cause: err}
}

// refusedError is why a command was refused, with the command as it is typed again.
type refusedError struct {
	error
	command string
}

func (e *refusedError) Unwrap() error { return e.error }

// commandOf is the command that was refused; generate, where what was refused only looks.
func commandOf(err error) string {
	if refused, ok := errors.AsType[*refusedError](err); ok {
		return refused.command
	}
	return "svcgen generate"
}

// silent ends the command with a code when its report has been printed.
func silent(code int) error {
	return &cmdError{code: code, msg: "", quiet: true}
}

// exitCode is the only place that turns an error into an exit code.
func exitCode(err error) int {
	if err == nil {
		return exitDone
	}
	var coded *cmdError
	var problems spec.Problems
	var problem spec.Problem
	var loss *model.LossError
	var chain *model.ChainError
	var breaking *model.BreakingError
	switch {
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &problems), errors.As(err, &problem):
		return exitUsage
	case errors.As(err, &loss), errors.As(err, &chain), errors.As(err, &breaking):
		return exitDecide
	case errors.Is(err, ask.ErrCancelled), errors.Is(err, context.Canceled):
		return exitInterrupted
	default:
		return exitFailed
	}
}
