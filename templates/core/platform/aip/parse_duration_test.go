package aip_test

import (
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

func TestDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0s":       0,
		"5400s":    90 * time.Minute,
		"1h30m0s":  90 * time.Minute, // as a page token has it
		"-0.250s":  -250 * time.Millisecond,
		"250µs":    250 * time.Microsecond,
		"1.00001s": time.Second + 10*time.Microsecond,
	} {
		if got, err := aip.Duration(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "5400", "s", "1d", "P1D", "01:30:00", "9223372037s"} {
		if got, err := aip.Duration(text); err == nil {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
}

func TestFilterByDuration(t *testing.T) {
	schema := aip.Schema{Fields: []aip.Field{{Name: "length", Parse: aip.Duration, Ops: aip.AllowEq | aip.AllowGTE | aip.AllowLTE}}}
	for _, text := range []string{"length > 1.5s", "length > 1500ms", `length > "1.5s"`} {
		q, err := schema.NewQuery(aip.Request{List: "tracks", Filter: text})
		if err != nil || len(q.Conditions) != 1 || q.Conditions[0].Value != 1500*time.Millisecond {
			t.Errorf("%s: got %v, %v", text, q.Conditions, err)
		}
	}
	_, err := schema.NewQuery(aip.Request{List: "tracks", Filter: "length > 90"})
	refused(t, err, "filter", `must be a duration such as "90s" or "1h30m"`)
}
