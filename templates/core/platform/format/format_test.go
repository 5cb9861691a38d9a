package format_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/svcgen/svcgen/templates/core/platform/format"
)

func TestFormats(t *testing.T) {
	tests := map[string]struct {
		ok      func(string) bool
		yes, no []string
	}{
		"email": {
			format.Email,
			[]string{"a@b.example", "first.last+tag@b.example", "a@localhost", "ü@b.example"},
			[]string{"", "a", "a@", "@b", "A <a@b.example>", " a@b.example", "a@b.example\n", "a@b@c", "a b@c", "a@" + strings.Repeat("b", 253)},
		},
		"uri": {
			format.URI,
			[]string{"https://a.example/x?y=%20#z", "urn:isbn:1", "mailto:a@b.example", "file:///etc"},
			[]string{"", "a", "/x", "//a.example", "https:", "https://a b", "https://a.example/x y", "https://a/\n", "https://a/é", "https://a/<b>", "http://[::1", "http://a/%zz"},
		},
		"hostname": {
			format.Hostname,
			[]string{"a", "A-1.example", "3com.example", strings.Repeat("a", 63)},
			[]string{"", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "é", "a b", strings.Repeat("a", 64), strings.Repeat("a.", 127)},
		},
		"ip": {
			format.IP,
			[]string{"127.0.0.1", "::1", "2001:db8::1", "::ffff:1.2.3.4"},
			[]string{"", "1.2.3", "1.2.3.04", "256.1.1.1", "fe80::1%eth0", "1.2.3.4/8", "[::1]"},
		},
	}
	for name, tt := range tests {
		for _, s := range tt.yes {
			if !tt.ok(s) {
				t.Errorf("%s refuses %q", name, s)
			}
		}
		for _, s := range tt.no {
			if tt.ok(s) {
				t.Errorf("%s takes %q", name, s)
			}
		}
	}
}

func TestDistinct(t *testing.T) {
	if !format.Distinct([]string(nil)) || !format.Distinct([]string{"a", "b"}) || format.Distinct([]string{"a", "b", "a"}) {
		t.Error("texts")
	}
	if format.Distinct([]decimal.Decimal{decimal.New(15, -1), decimal.New(150, -2)}) {
		t.Error("1.5 is 1.50")
	}
}

func TestLength(t *testing.T) {
	for text, want := range map[string]bool{"é": false, "éé": true, "ééé": true, "éééé": false} {
		if format.Length(text, 2, 3) != want {
			t.Errorf("%s has 2 to 3 characters: want %t", text, want)
		}
	}
}

func TestDigits(t *testing.T) {
	for text, want := range map[string]bool{"99.99": true, "-99.99": true, "0": true, "100": false, "-100": false, "0.001": false, "1.230": true} {
		if format.Digits(decimal.RequireFromString(text), 2, 2) != want {
			t.Errorf("%s has 2 digits before the point and 2 after it: want %t", text, want)
		}
	}
}

func TestCount(t *testing.T) {
	if format.Count() != 0 || format.Count(true, false, true) != 2 {
		t.Error("counts other than those that hold")
	}
}
