package errs_test

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestAllowed(t *testing.T) {
	t.Parallel()
	type state string
	if err := errs.Allowed("publish", "status", state("draft"), []string{"archive", "publish"}); err != nil {
		t.Errorf("an allowed action is refused: %v", err)
	}
	for want, allowed := range map[string][]string{
		"publish is not allowed while status is active: only archive, pay": {"archive", "pay"},
		"publish is not allowed while status is active: no action is":      nil,
	} {
		err := errs.Allowed("publish", "status", state("active"), allowed)
		if err == nil || err.Error() != want || errs.KindOf(err) != errs.KindPrecondition {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
