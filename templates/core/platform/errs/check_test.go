package errs_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// A rule between fields is silent about a field that is refused already.
func TestAddCheckIf(t *testing.T) {
	var v errs.Violations
	v.Add("starts_at", "must be set")
	v.AddCheckIf(true, "ends_at", "must be after startsAt", "starts_at")
	v.AddCheckIf(true, "starts_at", "must be before warnAt", "warn_at")
	v.AddCheckIf(false, "discount", "must be at most price", "price")
	v.AddCheckIf(true, "email", "must be set if phone is not set", "phone")
	err, _ := errors.AsType[*errs.Error](v.Err())
	want := []errs.Violation{{Field: "starts_at", Description: "must be set"}, {Field: "email", Description: "must be set if phone is not set"}}
	if !reflect.DeepEqual(err.Violations, want) {
		t.Errorf("got %v", err.Violations)
	}
}
