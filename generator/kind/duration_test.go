package kind

import (
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// A canonical text in Go and in SQL.
func TestDuration(t *testing.T) {
	t.Parallel()
	length := Shape{Kind: Of(spec.Duration)}
	for _, tt := range []struct{ text, literal, sql string }{
		{"0s", "0", "'00:00:00'"},
		{"1s", "time.Second", "'00:00:01'"},
		{"-1m0s", "-time.Minute", "'-00:01:00'"},
		{"1h30m0s", "90 * time.Minute", "'01:30:00'"},
		{"250ms", "250 * time.Millisecond", "'00:00:00.25'"},
		{"-1µs", "-time.Microsecond", "'-00:00:00.000001'"},
		{"8760h0m0.5s", "31536000500 * time.Millisecond", "'8760:00:00.5'"},
	} {
		if got := length.Literal(tt.text); got != tt.literal {
			t.Errorf("%s in Go: got %s, want %s", tt.text, got, tt.literal)
		}
		if got := length.SQLLiteral(tt.text); got != tt.sql {
			t.Errorf("%s in SQL: got %s, want %s", tt.text, got, tt.sql)
		}
	}
	optional := Shape{Kind: Of(spec.Duration), Optional: true}
	if got, want := optional.GoSample(0), "new(time.Second)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := optional.GoValue(optional.GoElement("0s")), "new(time.Duration(0))"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDurationSeries(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		texts [3]string
		want  string
	}{
		{[3]string{"1s", "2s", "3s"}, "time.Duration(i + 1) * time.Second"},
		{[3]string{"59s", "1m0s", "1m1s"}, "time.Duration(59 + i) * time.Second"},
		{[3]string{"0s", "100ms", "200ms"}, "pick[time.Duration](i, 0, 100 * time.Millisecond, 200 * time.Millisecond)"},
	} {
		if got := durationSeries(tt.texts[:]); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.texts, got, tt.want)
		}
	}
}
