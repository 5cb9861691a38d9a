package peer_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/peer"
)

// TestVisible holds that one call reads up to 100, and one more leaves out what is not there for the caller.
func TestVisible(t *testing.T) {
	t.Parallel()
	ids := make([]uuid.UUID, 150)
	for n := range ids {
		ids[n] = id(byte(n))
	}
	var calls []int
	hidden := []string{id(7).String(), id(99).String()}
	batchGet := func(_ context.Context, texts []string) ([]string, error) {
		calls = append(calls, len(texts))
		missing := errs.NotFound("product")
		for i, text := range texts {
			if slices.Contains(hidden, text) {
				missing.Violations = append(missing.Violations, errs.Violation{Field: "ids[" + strconv.Itoa(i) + "]", Description: "does not exist"})
			}
		}
		if len(missing.Violations) > 0 {
			return nil, missing
		}
		return texts, nil
	}
	got, err := peer.Visible(t.Context(), ids, batchGet)
	if err != nil || len(got) != 148 || slices.Contains(got, hidden[0]) || !slices.Equal(calls, []int{100, 98, 50}) {
		t.Errorf("%d resources in calls of %v: %v", len(got), calls, err)
	}
	if got, err := peer.Visible(t.Context(), ids[7:8], batchGet); err != nil || got != nil || len(calls) != 4 {
		t.Errorf("one that is hidden: %v, %v", got, err)
	}
}

// TestVisibleToNobody holds that who may not ask sees nothing, and that an outage is told.
func TestVisibleToNobody(t *testing.T) {
	t.Parallel()
	for _, refusal := range []error{errs.Denied("PERMISSION_DENIED", "needs a role"), errs.Unauthenticated("SIGN_IN_REQUIRED", "sign in first")} {
		got, err := peer.Visible(t.Context(), []uuid.UUID{id(1)}, func(context.Context, []string) ([]string, error) { return nil, refusal })
		if err != nil || got != nil {
			t.Errorf("%v: got %v, %v", refusal, got, err)
		}
	}
	away := errs.Unavailable("catalog", nil)
	if _, err := peer.Visible(t.Context(), []uuid.UUID{id(1)}, func(context.Context, []string) ([]string, error) { return nil, away }); !errors.Is(err, away) {
		t.Errorf("got %v", err)
	}
}
