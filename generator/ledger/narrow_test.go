package ledger

import (
	"fmt"
	"strings"
	"testing"
)

func TestNarrower(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ before, now, want string }{
		{"", "", ""},
		{"max_len=9", "", ""},
		{"", "max_len=9", "max_len=9"},
		{"min_len=2 max_len=9", "min_len=1 max_len=10", ""},
		{"min_len=2 max_len=9", "min_len=3 max_len=8", "min_len 2→3, max_len 9→8"},
		{"min=9", "min=10", "min 9→10"}, // as numbers, not as texts
		{"max=-9", "max=-10", "max -9→-10"},
		{"max=1.50", "max=1.5", ""},
		{"max=9999999999999999999999.01", "max=9999999999999999999999.00", "max 9999999999999999999999.01→9999999999999999999999.00"},
		{"min=2026-01-02", "min=2026-01-01", ""},
		{"min=2026-01-02", "min=2026-01-03", "min 2026-01-02→2026-01-03"},
		{"min=2026-01-01T00:00:00.5Z", "min=2026-01-01T00:00:00Z", ""},
		{"pattern=^a$", "pattern=^a$", ""},
		{"pattern=^a$", "pattern=^a*$", "pattern ^a$→^a*$"},
		{"format=email", "", ""},
		{"max_items=4 max_bytes=9", "max_items=3 max_bytes=9", "max_items 4→3"},
		{"", "unique_items", "unique_items"},
		{"unique_items", "", ""},
		{"", "required output_only immutable sort filter=eq", ""},
	} {
		var got []string
		for _, n := range Narrower(strings.Fields(c.before), strings.Fields(c.now)) {
			switch {
			case n.Was != "":
				got = append(got, fmt.Sprintf("%s %s→%s", n.Key, n.Was, n.Now))
			case n.Now != "":
				got = append(got, n.Key+"="+n.Now)
			default:
				got = append(got, n.Key)
			}
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%q to %q: got %q, want %q", c.before, c.now, text, c.want)
		}
	}
}
