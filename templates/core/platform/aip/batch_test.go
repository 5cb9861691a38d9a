package aip_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestParseIDs(t *testing.T) {
	t.Parallel()
	a, b := uuid.New(), uuid.New()
	if ids, err := aip.ParseIDs([]string{a.String(), b.String()}); err != nil || !slices.Equal(ids, []uuid.UUID{a, b}) {
		t.Errorf("got %v, %v", ids, err)
	}
	if ids, err := aip.ParseIDs(slices.Repeat([]string{a.String()}, aip.MaxBatch)); err != nil || len(ids) != aip.MaxBatch {
		t.Errorf("%d ids: %v", aip.MaxBatch, err)
	}
	for _, tt := range []struct {
		texts []string
		want  []string
	}{
		{nil, []string{"ids"}},
		{slices.Repeat([]string{a.String()}, aip.MaxBatch+1), []string{"ids"}},
		{[]string{"x", a.String(), ""}, []string{"ids[0]", "ids[2]"}},
	} {
		if _, err := aip.ParseIDs(tt.texts); !reflect.DeepEqual(violated(err), tt.want) {
			t.Errorf("%d ids: got %v, want %v", len(tt.texts), err, tt.want)
		}
	}
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	a, b, c := uuid.New(), uuid.New(), uuid.New()
	same := func(id uuid.UUID) uuid.UUID { return id }
	if got, err := aip.InOrder("product", []uuid.UUID{b, a, b}, []uuid.UUID{a, b}, same); err != nil || !slices.Equal(got, []uuid.UUID{b, a, b}) {
		t.Errorf("got %v, %v", got, err)
	}
	_, err := aip.InOrder("product", []uuid.UUID{b, a, c}, []uuid.UUID{a}, same)
	if !reflect.DeepEqual(violated(err), []string{"ids[0]", "ids[2]"}) || errs.KindOf(err) != errs.KindNotFound {
		t.Errorf("got %v", err)
	}
}

// violated returns the fields that an error names.
func violated(err error) []string {
	var fields []string
	if e, ok := errors.AsType[*errs.Error](err); ok {
		for _, v := range e.Violations {
			fields = append(fields, v.Field)
		}
	}
	return fields
}
