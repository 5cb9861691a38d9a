package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// TestVariables checks that no function of generated code, except in tests, declares the variable of its entity twice. It would if the
// model chose a letter that the templates use for something else.
func TestVariables(t *testing.T) {
	t.Parallel()
	m := rendertest.Letters(t)
	files, err := generator.Renderer().Files(m)
	if err != nil {
		t.Fatal(err)
	}
	variables := map[string][]string{}
	for _, r := range m.Services[0].Resources {
		for _, name := range []string{r.FileName + ".gen.go", r.FileName + "_usecases.gen.go"} {
			variables[name] = []string{r.Receiver, r.Var}
		}
	}
	checked := 0
	for _, f := range files {
		names := variables[f.Path[strings.LastIndexByte(f.Path, '/')+1:]]
		if names == nil || !strings.HasPrefix(f.Path, m.Services[0].Dir) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				checked++
				for _, name := range names {
					if n := declarations(fn, name); n > 1 {
						t.Errorf("%s: %s declares %s %d times", f.Path, fn.Name.Name, name, n)
					}
				}
			}
		}
	}
	if want := 26 * 20; checked < want {
		t.Errorf("checked %d functions, want %d at least", checked, want)
	}
}

// declarations counts how often a function declares a name, as receiver, parameter, result or variable.
func declarations(fn *ast.FuncDecl, name string) int {
	n := 0
	count := func(x ast.Expr) {
		if id, ok := x.(*ast.Ident); ok && id.Name == name {
			n++
		}
	}
	ast.Inspect(fn, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.Field:
			for _, id := range node.Names {
				count(id)
			}
		case *ast.ValueSpec:
			for _, id := range node.Names {
				count(id)
			}
		case *ast.AssignStmt:
			if node.Tok == token.DEFINE {
				for _, x := range node.Lhs {
					count(x)
				}
			}
		case *ast.RangeStmt:
			count(node.Key)
			count(node.Value)
		}
		return true
	})
	return n
}
