package once_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/once"
)

func TestProblem(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"":                       "must be 1 to 255 characters",
		"a":                      "",
		"8e03978e-40d5-43dd":     "",
		"!~":                     "",
		strings.Repeat("k", 255): "",
		strings.Repeat("k", 256): "must be 1 to 255 characters",
		"a b":                    "must be visible ASCII characters without quotes and backslashes",
		"a\n":                    "must be visible ASCII characters without quotes and backslashes",
		"a\x7f":                  "must be visible ASCII characters without quotes and backslashes",
		"ä":                      "must be visible ASCII characters without quotes and backslashes",
		`a"b`:                    "must be visible ASCII characters without quotes and backslashes",
		`a\b`:                    "must be visible ASCII characters without quotes and backslashes",
	} {
		if got := once.Problem(key); got != want {
			t.Errorf("%q: got %q, want %q", key, got, want)
		}
	}
}

func TestFromHeader(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		values []string
		want   string
	}{
		{nil, ""},
		{[]string{"abc"}, "abc"},
		{[]string{`"abc"`}, "abc"},
		{[]string{""}, `""`},
		{[]string{`""`}, `""`},
		{[]string{`"`}, `"\""`},
		{[]string{"a", "b"}, `"a"`},
		{[]string{"ä\n"}, `"\u00e4\n"`},
		{[]string{"\xff"}, `"\xff"`},
	} {
		got := once.FromHeader(http.Header{once.Header: tt.values})
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.values, got, tt.want)
		}
		if valid := len(tt.values) == 1 && got == "abc"; got != "" && (once.Problem(got) == "") != valid {
			t.Errorf("%q: %q is refused as %q", tt.values, got, once.Problem(got))
		}
	}
	if long := once.FromHeader(http.Header{once.Header: {strings.Repeat("ä", 1<<15)}}); len(long) > 2000 || once.Problem(long) == "" {
		t.Errorf("a long key became %q", long)
	}
}
