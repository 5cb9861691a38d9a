package aip_test

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

func TestETagOfAnotherService(t *testing.T) {
	t.Parallel()
	for etag, want := range map[string]int64{"": 0, "7": 7, "no version": 0, "-1": 0} {
		if got := aip.ReadETag(etag); got != want {
			t.Errorf("%q is version %d, want %d", etag, got, want)
		}
	}
	for version, want := range map[int64]string{0: "", 7: "7"} {
		if got := aip.ExpectETag(version); got != want {
			t.Errorf("%d is sent as %q, want %q", version, got, want)
		}
	}
}
