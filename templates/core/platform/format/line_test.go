package format_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/format"
)

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"Alice":                 "Alice",
		"  Zoë Müller ":         "Zoë Müller",
		"a\r\nb\x00c\x1b[31m":   "abc[31m",
		"right\u202eleft":       "rightleft",
		"a bad \xff byte":       "a bad  byt",
		strings.Repeat("é", 11): strings.Repeat("é", 10),
	} {
		if got := format.Line(text, 10); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
