package bus_test

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
)

func TestKnows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source string
		want   bool
	}{
		{"shop.catalog.product", true},
		{"shop.catalog.product/11", true},
		{"shop.catalog.product_kind/0", false},
		{"shop.catalog", false},
	} {
		if got := bus.Knows(map[string]int64{tt.source: 0}, "shop.catalog.product"); got != tt.want {
			t.Errorf("%s: got %t", tt.source, got)
		}
	}
}
