package errs_test

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestJSONPath(t *testing.T) {
	for path, want := range map[string]string{"a": "a", "release_day": "releaseDay", "price.currency_code": "price.currencyCode", "a_1": "a1", "tags[3]": "tags[3]", "": ""} {
		if got := errs.JSONPath(path); got != want {
			t.Errorf("%s: got %s", path, got)
		}
	}
}
