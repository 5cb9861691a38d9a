package kind

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// TestCases holds the names of cases: the value that they test.
func TestCases(t *testing.T) {
	t.Parallel()
	bound := func(text string) *string { return &text }
	one, two := 1, 2
	for _, tt := range []struct {
		field Shape
		want  string
	}{
		{Shape{Kind: Of(spec.Int32), Title: "stock", Min: bound("0"), Max: bound("9")}, "stock 0, stock -1, stock 9, stock 10"},
		{Shape{Kind: Of(spec.Float64), Title: "score", Max: bound("0.5")}, "score 0.5, score 1.5, score NaN"},
		{Shape{Kind: Of(spec.Decimal), Title: "price", Precision: 4, Scale: 2}, "price 1e-3, price 1e2"},
		{Shape{Kind: Of(spec.Date), Title: "day", Min: bound("2026-01-01")}, "day 2026-01-01, day 2025-12-31"},
		{Shape{Kind: Of(spec.Duration), Title: "length", Min: bound("0s"), Max: bound("1m0s")}, "length 0s, length -1µs, length 1m0s, length 1m0.000001s"},
		{Shape{Kind: Of(spec.Duration), Title: "length", Max: bound("2562047h47m16.854775s")}, "length 2562047h47m16.854775s"},
		{Shape{Kind: Of(spec.Money), Title: "fee", Currency: "EUR", Min: bound("0"), Max: bound("1.5")}, "fee 0, fee -0.01, fee 1.5, fee 1.51"},
		{Shape{Kind: Of(spec.Money), Title: "fee", Currency: "JPY", Max: bound("9223372036854775807")}, "fee 9223372036854775807"},
		{Shape{Kind: Of(spec.Money), Title: "fee", Currency: "EUR", Min: bound("-92233720368547758.08")}, "fee -92233720368547758.08"},
		{Shape{Kind: Of(spec.Bytes), Title: "picture", MaxBytes: &one}, "picture of 1 byte, picture of 2 bytes"},
		{Shape{Kind: Of(spec.EnumType), Title: "state", Enum: &Enum{}}, "unknown state"},
		{Shape{Kind: Of(spec.String), Title: "email", Format: spec.Email}, "malformed email"},
		{
			Shape{Kind: Of(spec.String), Title: "tags", Repeated: true, MaxLen: &two, MaxItems: &two, UniqueItems: true},
			"tags item of 2 characters, tags item of 3 characters, tags with a duplicate, 2 tags, 3 tags",
		},
	} {
		var names []string
		for _, c := range tt.field.Cases() {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, ", "); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.field.Title, got, tt.want)
		}
	}
}
