package aip_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

func TestClosest(t *testing.T) {
	names := []string{"page_size", "page_token", "order_by", "id"}
	for wrong, want := range map[string]string{
		"page_size":                    "page_size",
		"pageSize":                     "page_size",
		"pagesise":                     "page_size",
		"page":                         "",
		"page_tokens":                  "page_token",
		"orderby":                      "order_by",
		"odrer_by":                     "order_by",
		"ib":                           "",
		"":                             "",
		"price":                        "",
		strings.Repeat("p", 1_000_000): "",
	} {
		if got := aip.Closest(wrong, names); got != want {
			t.Errorf("%.20s: got %q, want %q", wrong, got, want)
		}
	}
}
