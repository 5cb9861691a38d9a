package peer_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/peer"
)

func id(n byte) uuid.UUID { return uuid.UUID{15: n} }

func TestRefs(t *testing.T) {
	t.Parallel()
	var asked [][]uuid.UUID
	ask := func(_ context.Context, ids ...uuid.UUID) ([]uuid.UUID, error) {
		asked = append(asked, ids)
		return []uuid.UUID{id(9)}, nil
	}
	var refs peer.Refs
	refs.Add("same", id(1), id(1))
	refs.Add("new", id(1), id(2))
	refs.AddOptional("none", new(id(1)), nil)
	refs.AddOptional("twice", nil, new(id(2)))
	refs.AddOptional("kept", new(id(3)), new(id(3)))
	refs.AddOptional("lost", new(id(3)), new(id(9)))
	refs.Ask(t.Context(), ask)
	refs.Add("also lost", uuid.Nil, id(9))
	refs.Ask(t.Context(), ask)
	refs.Ask(t.Context(), ask)
	if len(asked) != 2 || !slices.Equal(asked[0], []uuid.UUID{id(2), id(9)}) || !slices.Equal(asked[1], []uuid.UUID{id(9)}) {
		t.Errorf("asked %v", asked)
	}
	e, ok := errors.AsType[*errs.Error](refs.Err())
	if !ok || e.Reason != "REFERENCE_NOT_FOUND" || len(e.Violations) != 2 || e.Violations[0].Field != "lost" || e.Violations[1].Field != "also lost" {
		t.Errorf("got %+v", e)
	}
}

func TestRefsStopAtAnOutage(t *testing.T) {
	t.Parallel()
	calls := 0
	away := errs.Unavailable("catalog", nil)
	ask := func(context.Context, ...uuid.UUID) ([]uuid.UUID, error) { calls++; return nil, away }
	var refs peer.Refs
	for range 2 {
		refs.Add("product", uuid.Nil, id(1))
		refs.Ask(t.Context(), ask)
	}
	if !errors.Is(refs.Err(), away) || calls != 1 {
		t.Errorf("%d calls: %v", calls, refs.Err())
	}
	var none peer.Refs
	none.Ask(t.Context(), ask)
	if none.Err() != nil || calls != 1 {
		t.Errorf("nothing to ask for: %v", none.Err())
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	var ids, odd []uuid.UUID
	for n := range byte(50) {
		ids = append(ids, id(n))
		if n%2 == 1 {
			odd = append(odd, id(n))
		}
	}
	var running, most atomic.Int32
	get := func(_ context.Context, id uuid.UUID) error {
		most.Store(max(most.Load(), running.Add(1)))
		defer running.Add(-1)
		if id[15]%2 == 1 {
			return errs.NotFound("product")
		}
		return nil
	}
	got, err := peer.Missing(t.Context(), ids, get)
	if err != nil || !slices.Equal(got, odd) || most.Load() > 8 {
		t.Errorf("got %v, %v; %d calls at a time", got, err, most.Load())
	}
	if got, err := peer.Missing(t.Context(), ids[1:2], get); err != nil || !slices.Equal(got, odd[:1]) {
		t.Errorf("one: %v, %v", got, err)
	}
	if got, err := peer.Missing(t.Context(), nil, get); err != nil || got != nil {
		t.Errorf("none: %v, %v", got, err)
	}
}

func TestMissingStopsAtAnError(t *testing.T) {
	t.Parallel()
	away := errs.Unavailable("catalog", nil)
	ids := make([]uuid.UUID, 50)
	var calls atomic.Int32
	_, err := peer.Missing(t.Context(), ids, func(ctx context.Context, _ uuid.UUID) error {
		if calls.Add(1) == 1 {
			return away
		}
		<-ctx.Done()
		return ctx.Err()
	})
	if !errors.Is(err, away) || calls.Load() > 8 {
		t.Errorf("%d calls: %v", calls.Load(), err)
	}
	if _, err := peer.Missing(t.Context(), ids[:1], func(context.Context, uuid.UUID) error { return away }); !errors.Is(err, away) {
		t.Errorf("one: %v", err)
	}
}

// TestMissingOfBatch holds that one call finds up to 100 ids, and that an error which names no id is no answer.
func TestMissingOfBatch(t *testing.T) {
	t.Parallel()
	ids := make([]uuid.UUID, 150)
	for n := range ids {
		ids[n] = id(byte(n))
	}
	var calls []int
	batchGet := func(_ context.Context, texts []string) error {
		calls = append(calls, len(texts))
		missing := errs.NotFound("product")
		for i, text := range texts {
			if text == id(7).String() || text == id(149).String() {
				missing.Violations = append(missing.Violations, errs.Violation{Field: "ids[" + strconv.Itoa(i) + "]", Description: "does not exist"})
			}
		}
		return missing
	}
	got, err := peer.MissingOfBatch(t.Context(), ids, batchGet)
	if err != nil || !slices.Equal(got, []uuid.UUID{id(7), id(149)}) || !slices.Equal(calls, []int{100, 50}) {
		t.Errorf("got %v, %v; calls %v", got, err, calls)
	}
	for _, failed := range []error{errs.NotFound("method"), errs.Unavailable("catalog", nil), errors.New("failed")} {
		if got, err := peer.MissingOfBatch(t.Context(), ids[:1], func(context.Context, []string) error { return failed }); !errors.Is(err, failed) || got != nil {
			t.Errorf("got %v, %v; want %v", got, err, failed)
		}
	}
	if got, err := peer.MissingOfBatch(t.Context(), ids[:1], func(context.Context, []string) error { return nil }); err != nil || got != nil {
		t.Errorf("all are there: got %v, %v", got, err)
	}
}
