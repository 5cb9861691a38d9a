package render

import (
	"fmt"
	"slices"
	"testing"
)

func TestSelectors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"errs.Invalid(x)", []string{"errs.Invalid"}},
		{"a.b.C", []string{"a.b", ".C"}},
		{"f().X[0].Y", []string{".X", ".Y"}},
		{"q.\n\t\tWhere(x).\n\t\tfmt.Y", []string{"q.Where", ".fmt", ".Y"}},
		{"func f(args ...spec.Field)", []string{"spec.Field"}},
		{"x.(T); 1.5 + .5 + 2.", nil},
		{`a.B("it.Is \" c.D", 'e', '\'', f.G)`, []string{"a.B", "f.G"}},
		{"a.B(`c.D \\`, e.F)", []string{"a.B", "e.F"}},
		{"a.B // c.D\ne.F /* g.H\n */ + i.J / k.L", []string{"a.B", "e.F", "i.J", "k.L"}},
		{"größe.Ü", []string{"größe.Ü"}},
		{`"never closed. a.B`, nil},
		{"/* never closed. a.B", nil},
	} {
		var got []string
		selectors([]byte(c.src), func(x, y []byte) { got = append(got, fmt.Sprintf("%s.%s", x, y)) })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.src, got, c.want)
		}
	}
}
