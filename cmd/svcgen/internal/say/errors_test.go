package say

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
)

func TestExitCode(t *testing.T) {
	for want, errs := range map[int][]error{
		problem.ExitDone:        {nil},
		problem.ExitFailed:      {errors.New("disk"), Failedf("", "read: %w", errors.New("x"))},
		problem.ExitUsage:       {Usagef("", "bad"), spec.Problems{{Msg: "x"}}, spec.Problem{Msg: "x"}, fmt.Errorf("wrapped: %w", spec.Problem{})},
		problem.ExitNotCurrent:  {Silent(problem.ExitNotCurrent)},
		problem.ExitDecide:      {Silent(problem.ExitDecide)},
		problem.ExitInterrupted: {ask.ErrCancelled, context.Canceled, fmt.Errorf("generate: %w", context.Canceled)},
	} {
		for _, err := range errs {
			if got := problem.ExitCode(err); got != want {
				t.Errorf("exitCode(%v) = %d, want %d", err, got, want)
			}
		}
	}
}

// TestNotCompiled holds that what does not compile is said with its places, in text and to programs.
func TestNotCompiled(t *testing.T) {
	t.Parallel()
	err := NotCompiled([]toolchain.Diagnostic{{Path: "a.go", Line: 1, Col: 2, Msg: "undefined: x"}})
	var said bytes.Buffer
	New(nil, &said).Failure(err)
	want := "a.go:1:2: undefined: x\nsvcgen: the result does not compile; nothing was written\n  hint: this is a bug of svcgen: please report it with the spec\n"
	if said.String() != want {
		t.Errorf("got %s", said.String())
	}
	if p := problem.Of(err); len(p) != 2 || p[0].Kind != problem.Compile || p[0].Line != 1 || p[1].Kind != problem.Failed || problem.ExitCode(err) != problem.ExitFailed {
		t.Errorf("%+v", p)
	}
}

// TestMeant holds that a program gets the command that a person is asked about.
func TestMeant(t *testing.T) {
	t.Parallel()
	p := problem.Of(Meant("svcgen remove field a b 'x y'", "no"))
	if len(p) != 1 || p[0].Hint != "did you mean svcgen remove field a b 'x y'?" || !slices.Equal(p[0].Fixes[0].Command, []string{"svcgen", "remove", "field", "a", "b", "x y"}) {
		t.Errorf("%+v", p)
	}
}
