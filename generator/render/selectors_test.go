package render

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"testing"

	"github.com/svcgen/svcgen/templates"
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

// In platform and its tests, selectors finds the same selectors as go/parser.
func TestSelectorsAgreeWithParser(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(templates.FS, platformDir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" {
			return err
		}
		src, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
		if err != nil {
			return err
		}
		var want, got []string
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				x, _ := sel.X.(*ast.Ident)
				if x == nil {
					x = &ast.Ident{}
				}
				want = append(want, x.Name+"."+sel.Sel.Name)
			}
			return true
		})
		selectors(src, func(x, y []byte) { got = append(got, fmt.Sprintf("%s.%s", x, y)) })
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
