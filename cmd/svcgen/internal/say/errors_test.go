package say

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/spec"
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
