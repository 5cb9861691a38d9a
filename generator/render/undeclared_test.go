package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// TestImportsComplete holds that templates list every import that their code may use: a file uses a package, x.Y, only if it
// imports x. Without it, only the compiler would notice, in a workspace that has just the right field.
func TestImportsComplete(t *testing.T) {
	t.Parallel()
	renderer := generator.Renderer()
	models := rendertest.Variants(t)
	models["shop"] = rendertest.Shop(t)
	models["sessions"] = rendertest.Sessions(t)
	models["passwords"] = rendertest.Passwords(t)
	for _, name := range slices.Sorted(maps.Keys(models)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rendered, err := renderer.Texts(models[name])
			if err != nil {
				t.Fatal(err)
			}
			files, declared := map[string]*ast.File{}, map[string]bool{} // declared holds folder/name
			for _, raw := range rendered {
				if path.Ext(raw.Path) != ".go" {
					continue
				}
				got, err := render.Final(raw)
				if err != nil {
					t.Fatalf("%s: %v", raw.Path, err)
				}
				file, err := parser.ParseFile(token.NewFileSet(), raw.Path, got, 0)
				if err != nil {
					t.Fatal(err)
				}
				files[raw.Path] = file
				for name := range file.Scope.Objects {
					declared[path.Join(path.Dir(raw.Path), name)] = true
				}
			}
			for at, file := range files {
				for _, x := range undeclared(file) {
					if !declared[path.Join(path.Dir(at), x)] {
						t.Errorf("%s uses %s, and its template does not import it", at, x)
					}
				}
			}
		})
	}
}

// undeclared lists the names before a dot that neither the file nor one of its imports declares.
func undeclared(file *ast.File) []string {
	known := map[string]bool{}
	for _, spec := range file.Imports {
		name := path.Base(strings.Trim(spec.Path.Value, `"`))
		if strings.Trim(name, "v0123456789") == "" { // the major version
			name = path.Base(path.Dir(strings.Trim(spec.Path.Value, `"`)))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		known[name] = true
	}
	unresolved := map[*ast.Ident]bool{}
	for _, id := range file.Unresolved {
		unresolved[id] = true
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && unresolved[x] && !known[x.Name] && !slices.Contains(names, x.Name) {
				names = append(names, x.Name)
			}
		}
		return true
	})
	return names
}
