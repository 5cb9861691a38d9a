package crud_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/crud"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestAct(t *testing.T) {
	t.Parallel()
	act := func(_ context.Context, _ uuid.UUID, _ int64, in *note) (string, error) {
		if in.value == "failing" {
			return "", errFailed
		}
		return in.value, in.Validate()
	}
	reply := func(out string) message { return text(out + "!") }
	if got, err := crud.Act(t.Context(), text("a"), notes.FromProto, act, reply); err != nil || got.GetValue() != "a!" {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := crud.Act(t.Context(), text("failing"), notes.FromProto, act, reply); !errors.Is(err, errFailed) {
		t.Errorf("got %v, want the error of the use case", err)
	}
	noID := text("a")
	noID.id = "x"
	for name, msg := range map[string]message{"no id": noID, "unreadable": text("unreadable"), "NUL": text("\x00"), "a rule": text("")} {
		if _, err := crud.Act(t.Context(), msg, notes.FromProto, act, reply); errs.KindOf(err) != errs.KindInvalid {
			t.Errorf("%s: got %v, want a violation", name, err)
		}
	}
}

func TestAsk(t *testing.T) {
	t.Parallel()
	ask := func(_ context.Context, _ uuid.UUID, version int64) (int64, error) { return version + 1, nil }
	got, err := crud.Ask(t.Context(), text(""), ask, func(out int64) *note { return &note{version: out} })
	if err != nil || got.version != 8 {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := crud.Ask(t.Context(), message{id: "x"}, ask, func(int64) *note { return nil }); errs.KindOf(err) != errs.KindInvalid {
		t.Errorf("got %v, want a violation", err)
	}
}
