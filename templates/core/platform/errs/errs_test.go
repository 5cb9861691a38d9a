package errs_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestKindOf(t *testing.T) {
	for _, test := range []struct {
		err  error
		want errs.Kind
	}{
		{errors.New("x"), errs.KindInternal},
		{nil, errs.KindInternal},
		{errs.NotFound("product"), errs.KindNotFound},
		{fmt.Errorf("load: %w", errs.Stale("product")), errs.KindStale},
		{errs.Conflict(), errs.KindConflict},
		{errs.InUse("category"), errs.KindPrecondition},
		{errs.Reference("category"), errs.KindInvalid},
		{errs.Unauthenticated("SIGN_IN_REQUIRED", "sign in first"), errs.KindUnauthenticated},
		{errs.Denied("NOT_A_MERCHANT", "only merchants may do this"), errs.KindDenied},
		{errs.ErrUnimplemented, errs.KindUnimplemented},
	} {
		if got := errs.KindOf(test.err); got != test.want {
			t.Errorf("%v: got %d, want %d", test.err, got, test.want)
		}
	}
}

func TestErrorAndCause(t *testing.T) {
	cause := errors.New("disk full")
	err := &errs.Error{Kind: errs.KindUnavailable, Message: "try again later", Cause: cause}
	if err.Error() != "try again later: disk full" || !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
}

func TestViolations(t *testing.T) {
	var none errs.Violations
	if err := none.Err(); err != nil {
		t.Errorf("no violation: %v", err)
	}
	var v errs.Violations
	v.Add("sku", "must not be empty")
	v.Add("price.units", "must be at least 0")
	v.Add("tags[3]", "must not be empty")
	if got := v.Err().Error(); got != "sku must not be empty (and 2 more problems)" {
		t.Errorf("got %q", got)
	}

	only := v.Only([]string{"price", "tags"})
	err, ok := errors.AsType[*errs.Error](only.Err())
	want := []errs.Violation{{Field: "price.units", Description: "must be at least 0"}, {Field: "tags[3]", Description: "must not be empty"}}
	if !ok || err.Kind != errs.KindInvalid || !reflect.DeepEqual(err.Violations, want) {
		t.Errorf("got %+v", err)
	}
	if only = v.Only(nil); only.Err() != nil {
		t.Errorf("got %v", only.Err())
	}
}
