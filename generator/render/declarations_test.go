package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates"
)

func TestDeclarations(t *testing.T) {
	t.Parallel()
	const src = `package x

import "fmt"

var a, b = f(c, d), fmt.e

var (
	g    map[string]func(h int)
	i, j int = k, l
	_        = struct{ m string }{
		m: "var n = 1",
	}
)

const (
	o = iota // const p
	q
)

type (
	R[S any] struct{ t, u int }
	V = R[int]
)

type ff interface {
	gg(hh func(ii int)) interface{ jj() }
	fmt.Stringer
	kk()
}

func w[X, y any](z X) { var aa int; type bb struct{}; _ = aa }

func (R[S]) cc()        {}
func (v *V) dd(ee V) R { return fmt.Ff }
`
	got, mentioned := declarationsOf([]byte(src)), mentionsOf([]byte(src))
	if names := strings.Join(got.names, " "); names != "a b g i j _ o q R V ff w" {
		t.Errorf("declares %s", names)
	}
	if want := []method{{"R", "cc"}, {"V", "dd"}}; !slices.Equal(got.methods, want) {
		t.Errorf("methods %v", got.methods)
	}
	if want := []string{"fmt", "gg", "jj", "kk"}; !slices.Equal(sorted(mentioned.wanted), want) {
		t.Errorf("interfaces want %q", sorted(mentioned.wanted))
	}
	for _, name := range []string{"f", "c", "d", "k", "l", "int"} {
		if !mentioned.used[name] {
			t.Errorf("%s is used", name)
		}
	}
	for _, name := range []string{"e", "n", "p", "cc", "dd", "Ff"} {
		if mentioned.used[name] {
			t.Errorf("%s is not used", name)
		}
	}
}

// TestDeclarationsOfPlatform compares what tokens say of platform with what the parser says.
func TestDeclarationsOfPlatform(t *testing.T) {
	t.Parallel()
	files, err := readPlatform(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), f.name, f.src, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, mentioned := declarationsOf(f.src), mentionsOf(f.src)
		declared := slices.DeleteFunc(slices.Clone(got.names), func(name string) bool { return name == "_" })
		slices.Sort(declared)
		var want, methods []string
		for name := range parsed.Scope.Objects {
			want = append(want, name)
		}
		slices.Sort(want)
		if !slices.Equal(declared, want) {
			t.Errorf("%s declares %q, not %q", f.name, want, declared)
		}
		for _, decl := range parsed.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil {
				methods = append(methods, f.Name.Name)
			}
		}
		if !slices.EqualFunc(got.methods, methods, func(m method, name string) bool { return m.name == name && m.receiver != "" }) {
			t.Errorf("%s has the methods %q, not %v", f.name, methods, got.methods)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if i, ok := n.(*ast.InterfaceType); ok {
				for _, m := range i.Methods.List {
					if len(m.Names) > 0 && !mentioned.wanted[m.Names[0].Name] {
						t.Errorf("%s has an interface with %s", f.name, m.Names[0].Name)
					}
				}
			}
			return true
		})
		for _, name := range parsed.Unresolved {
			if !mentioned.used[name.Name] {
				t.Errorf("%s uses %s", f.name, name.Name)
			}
		}
	}
}
