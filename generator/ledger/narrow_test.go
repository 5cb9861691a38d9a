package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

func TestNarrower(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ               spec.Type
		before, now, want string
	}{
		{spec.String, "", "", ""},
		{spec.String, "max_len=9", "", ""},
		{spec.String, "", "max_len=9", "max_len=9"},
		{spec.String, "min_len=2 max_len=9", "min_len=1 max_len=10", ""},
		{spec.String, "min_len=2 max_len=9", "min_len=3 max_len=8", "min_len 2→3, max_len 9→8"},
		{spec.Int32, "min=9", "min=10", "min 9→10"}, // as numbers, not as texts
		{spec.Int32, "max=-9", "max=-10", "max -9→-10"},
		{spec.Decimal, "max=1.50", "max=1.5", ""},
		{spec.Decimal, "max=9999999999999999999999.01", "max=9999999999999999999999.00", "max 9999999999999999999999.01→9999999999999999999999.00"},
		{spec.Money, "min=9 max=9.5", "min=10 max=9.50", "min 9→10"},
		{spec.Date, "min=2026-01-02", "min=2026-01-01", ""},
		{spec.Date, "min=2026-01-02", "min=2026-01-03", "min 2026-01-02→2026-01-03"},
		{spec.Timestamp, "min=2026-01-01T00:00:00.5Z", "min=2026-01-01T00:00:00Z", ""},
		{spec.Duration, "min=9m0s max=1h0m0s", "min=10s max=90m0s", ""},
		{spec.Duration, "min=10s max=1h30m0s", "min=9m0s max=10m0s", "min 10s→9m0s, max 1h30m0s→10m0s"},
		{spec.String, "pattern=^a$", "pattern=^a$", ""},
		{spec.String, "pattern=^a$", "pattern=^a*$", "pattern ^a$→^a*$"},
		{spec.String, "format=email", "", ""},
		{spec.String, "max_items=4 max_bytes=9", "max_items=3 max_bytes=9", "max_items 4→3"},
		{spec.String, "", "unique_items", "unique_items"},
		{spec.String, "unique_items", "", ""},
		{spec.String, "", "required output_only immutable sort filter=eq", ""},
	} {
		shape := kind.Shape{Kind: kind.Of(c.typ)}
		var got []string
		for _, n := range ledger.Narrower(strings.Fields(c.before), strings.Fields(c.now), shape.Compare) {
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
