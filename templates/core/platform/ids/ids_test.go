package ids_test

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

func TestNewIsInOrder(t *testing.T) {
	last := ids.New()
	for range 10000 {
		next := ids.New()
		if next.Version() != 7 || next.String() <= last.String() {
			t.Fatalf("%s after %s", next, last)
		}
		last = next
	}
}
