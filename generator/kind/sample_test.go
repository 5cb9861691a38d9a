package kind

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// TestSamples holds that samples keep the rules, that the first ones differ, and that a default is not the first of them.
func TestSamples(t *testing.T) {
	t.Parallel()
	bound := func(text string) *string { return &text }
	enum := &Enum{Values: []EnumValue{{Name: "draft"}, {Name: "active"}, {Name: "archived"}}}
	tests := []struct {
		name  string
		field Shape
		want  []string
	}{
		{"bool", Shape{Kind: Of(spec.Bool)}, []string{"true", "false", "true"}},
		{"bool that is true", Shape{Kind: Of(spec.Bool), HasDefault: true, Default: "true"}, []string{"false", "true", "false"}},
		{"enum", Shape{Kind: Of(spec.EnumType), Enum: enum, HasDefault: true, Default: "draft"}, []string{"active", "archived", "draft"}},
		{"number", Shape{Kind: Of(spec.Int32), HasDefault: true, Default: "2"}, []string{"1", "3", "4"}},
		{"only 0 and 1", Shape{Kind: Of(spec.Int64), Min: bound("0"), Max: bound("1")}, []string{"1", "0", "1"}},
		{"0 to 2", Shape{Kind: Of(spec.Decimal), Precision: 1, Min: bound("0"), Max: bound("2")}, []string{"1", "2", "0"}},
		{"below 0", Shape{Kind: Of(spec.Int32), Max: bound("-1")}, []string{"-6", "-5", "-4"}},
		{"decimal", Shape{Kind: Of(spec.Decimal), Precision: 10, Scale: 2, HasDefault: true, Default: "1.00"}, []string{"2", "3", "4"}},
		{"share", Shape{Kind: Of(spec.Decimal), Precision: 3, Scale: 2, Min: bound("0"), Max: bound("1")}, []string{"0.10", "0.20", "0.30"}},
		{"fraction", Shape{Kind: Of(spec.Decimal), Precision: 2, Scale: 2, Min: bound("0.5")}, []string{"0.50", "0.51", "0.52"}},
		{"float", Shape{Kind: Of(spec.Float64), Min: bound("0"), Max: bound("0.5")}, []string{"0.01", "0.02", "0.03"}},
		{"huge", Shape{Kind: Of(spec.Float64), Min: bound("1e300")}, []string{"1e+300", "1e+300", "1e+300"}},
		{"duration", Shape{Kind: Of(spec.Duration), HasDefault: true, Default: "2s"}, []string{"1s", "3s", "4s"}},
		{"short", Shape{Kind: Of(spec.Duration), Min: bound("0s"), Max: bound("250ms")}, []string{"10ms", "20ms", "30ms"}},
		{"long", Shape{Kind: Of(spec.Duration), Min: bound("2562047h47m16s")}, []string{"2562047h47m16s", "2562047h47m16.1s", "2562047h47m16.2s"}},
		{"money", Shape{Kind: Of(spec.Money), Currency: "EUR", Min: bound("0")}, []string{"1.01", "2.02", "3.03"}},
		{"money with a default", Shape{Kind: Of(spec.Money), Currency: "KWD", HasDefault: true, Default: "2.002"}, []string{"1.001", "3.003", "4.004"}},
		{"money up to 2", Shape{Kind: Of(spec.Money), Currency: "EUR", Max: bound("2")}, []string{"0.1", "0.2", "0.3"}},
		{"money of any currency", Shape{Kind: Amount()}, []string{"1.01 EUR", "2 JPY", "3.003 KWD"}},
		{"money without cents", Shape{Kind: Of(spec.Money), Currency: "JPY"}, []string{"1", "2", "3"}},
		{"little money", Shape{Kind: Of(spec.Money), Currency: "EUR", Max: bound("0.02"), Min: bound("0")}, []string{"0.01", "0.02", "0"}},
		{"all money", Shape{Kind: Of(spec.Money), Currency: "EUR", Min: bound("92233720368547758.07")}, []string{"92233720368547758.07", "92233720368547758.07", "92233720368547758.07"}},
		{"debts", Shape{Kind: Of(spec.Money), Currency: "EUR", Max: bound("-1")}, []string{"-1.05", "-1.04", "-1.03"}},
	}
	for _, tt := range tests {
		var got []string
		for i := range Fixtures {
			got = append(got, tt.field.Sample(i))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestShown(t *testing.T) {
	t.Parallel()
	price, at, length := Shape{Kind: Of(spec.Decimal), Scale: 2}, Shape{Kind: Of(spec.Timestamp)}, Shape{Kind: Of(spec.Duration)}
	for _, tt := range []struct {
		field      Shape
		text, want string
	}{
		{price, "1", "1.00"},
		{price, "-0.5", "-0.50"},
		{at, "2026-01-02T05:04:05+02:00", "2026-01-02T03:04:05Z"},
		{at, "2026-01-02T03:04:05.1Z", "2026-01-02T03:04:05.100Z"},
		{at, "2026-01-02T03:04:05.123456Z", "2026-01-02T03:04:05.123456Z"},
		{length, "1h30m0s", "5400s"},
		{length, "-250ms", "-0.250s"},
		{length, "1µs", "0.000001s"},
	} {
		if got := tt.field.Shown(tt.text); got != tt.want {
			t.Errorf("%s is shown as %s, want %s", tt.text, got, tt.want)
		}
	}
}
