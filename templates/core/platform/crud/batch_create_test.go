package crud_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/batch"
	"github.com/svcgen/svcgen/templates/core/platform/crud"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

type createRequest struct{ note message }

func (r createRequest) getNote() message { return r.note }

// TestBatchCreate holds that errors name the request, whether the message, the rules or the storage refuses it.
func TestBatchCreate(t *testing.T) {
	t.Parallel()
	create := func(_ context.Context, all []*note) ([]*note, error) {
		return batch.Map(all, func(n *note) (*note, error) {
			switch n.value {
			case "taken":
				return nil, errs.Exists("note", "value")
			case "refused":
				return nil, errs.Precondition("CLOSED", "closed")
			}
			return &note{value: n.value + "!"}, n.Validate()
		})
	}
	run := func(values ...string) ([]message, error) {
		requests := make([]createRequest, len(values))
		for i, value := range values {
			if requests[i].note = text(value); value == "none" {
				requests[i].note = message{}
			}
		}
		return crud.BatchCreate(t.Context(), notes, requests, createRequest.getNote, create)
	}
	if got, err := run("a", "b"); err != nil || len(got) != 2 || got[0].GetValue() != "a!" || got[1].GetValue() != "b!" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, tt := range []struct{ values, want []string }{
		{nil, []string{"requests must be 1 to 100 requests"}},
		{make([]string, 101), []string{"requests must be 1 to 100 requests"}},
		{[]string{"none", "a", "unreadable", "\x00"}, []string{"requests[0].note must be set", "requests[2].note.value cannot be read", "requests[3].note.value must not contain NUL characters"}},
		{[]string{"a", ""}, []string{"requests[1].note.value must be set"}},
		{[]string{"a", "taken"}, []string{"requests[1].note.value is already taken"}},
		{[]string{"refused"}, []string{"requests[0].note is refused: closed"}},
	} {
		_, err := run(tt.values...)
		var got []string
		if e, ok := errors.AsType[*errs.Error](err); ok {
			for _, v := range e.Violations {
				got = append(got, v.Field+" "+v.Description)
			}
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.values, got, tt.want)
		}
	}
}
