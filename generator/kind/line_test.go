package kind

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// A type with min and max is one that checks compare, so its values have places on a line, and go there and back.
func TestLine(t *testing.T) {
	t.Parallel()
	for _, d := range spec.TypeDocs() {
		k := Of(d.Type)
		if has := slices.Contains(d.Keys, "min"); has != (k.Line != nil) {
			t.Errorf("%s: min fits: %v, has a line: %v", d.Type, has, k.Line != nil)
		}
		if k.Line == nil {
			continue
		}
		s := &Shape{Name: "x", Kind: k, Precision: 10, Scale: 2, Currency: "EUR"}
		for i := range Samples {
			text := s.Sample(i)
			if got := k.Line.Text(s, k.Line.At(text)); got != text {
				t.Errorf("%s: %s becomes %s", d.Type, text, got)
			}
		}
		for _, rel := range []spec.Relation{spec.Less, spec.LessEqual, spec.Greater, spec.GreaterEqual, spec.Equal, spec.NotEqual} {
			if k.Line.Words[rel] == "" || k.Line.Breaks("a", rel, "b") == "" {
				t.Errorf("%s: nothing for %s", d.Type, rel)
			}
		}
	}
}

// The conditions of pointers hold only if both are set, and whole numbers of two sizes meet in the greater one.
func TestBreaks(t *testing.T) {
	t.Parallel()
	small, great, moment := &Shape{Kind: Of(spec.Int32), Optional: true}, &Shape{Kind: Of(spec.Int64)}, &Shape{Kind: Of(spec.Timestamp), Optional: true}
	for want, got := range map[string]string{
		"p.A != nil && int64(*p.A) >= p.B":             Breaks(small, "p.A", spec.Less, great, "p.B"),
		"p.B != int64(p.A)":                            Breaks(great, "p.B", spec.Equal, &Shape{Kind: Of(spec.Int32)}, "p.A"),
		"p.A != nil && p.B != nil && !p.A.After(*p.B)": Breaks(moment, "p.A", spec.Greater, moment, "p.B"),
		"p.A.GreaterThan(p.B)":                         Breaks(&Shape{Kind: Of(spec.Decimal)}, "p.A", spec.LessEqual, &Shape{Kind: Of(spec.Decimal)}, "p.B"),
		"p.B == p.A":                                   Breaks(&Shape{Kind: Of(spec.Date)}, "p.B", spec.NotEqual, &Shape{Kind: Of(spec.Date)}, "p.A"),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
