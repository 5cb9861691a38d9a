package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/templates"
)

func TestPlatformConditionsAreComplete(t *testing.T) {
	t.Parallel()
	have, err := platformFiles(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Sorted(maps.Keys(platformConditions()))
	for _, name := range have {
		if !slices.Contains(want, name) {
			t.Errorf("templates/core/platform/%s has no condition in catalog_platform.go", name)
		}
	}
	for _, name := range want {
		if !slices.Contains(have, name) {
			t.Errorf("catalog_platform.go has a condition for %s, which does not exist", name)
		}
	}
}

// TestPlatformConditions renders many small workspaces and one large one: each has exactly the platform files that its own
// code refers to, at first or second hand.
func TestPlatformConditions(t *testing.T) {
	t.Parallel()
	graph := readPlatform(t)
	models := rendertest.Variants(t)
	models["shop"] = rendertest.Shop(t)
	models["minimal"] = rendertest.Minimal(t)
	for _, name := range slices.Sorted(maps.Keys(models)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files, err := Files(models[name], templates.FS)
			if err != nil {
				t.Fatal(err)
			}
			needed := graph.needed(t, models[name], files)
			for _, f := range files {
				if file, ok := strings.CutPrefix(f.Path, "platform/"); ok && !needed[file] {
					t.Errorf("%s is written and nothing refers to it", f.Path)
				}
				delete(needed, strings.TrimPrefix(f.Path, "platform/"))
			}
			for _, file := range slices.Sorted(maps.Keys(needed)) {
				t.Errorf("platform/%s is not written and something refers to it", file)
			}
		})
	}
}

// platformGraph says what is declared where in platform, and what refers to what. Names are qualified by their package;
// a method that does not stand beside its type is known by its name alone.
type platformGraph struct {
	declared map[string][]string // aip.Query: aip/page.go
	refers   map[string][]string // aip/page.go: errs.Violations, .Add …
}

func readPlatform(t *testing.T) platformGraph {
	t.Helper()
	names, err := platformFiles(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	g := platformGraph{declared: map[string][]string{}, refers: map[string][]string{}}
	for _, name := range names {
		src, err := fs.ReadFile(templates.FS, path.Join(platformDir, name))
		if err != nil {
			t.Fatal(err)
		}
		file := parse(t, name, src)
		pkg := file.Name.Name
		for _, ident := range declares(file) {
			g.declared[ident] = append(g.declared[ident], name)
		}
		if path.Base(name) == "doc.go" || strings.HasPrefix(path.Base(name), "server_") {
			g.declared["file "+name] = []string{name}
			for _, other := range names { // it comes with its package
				if path.Dir(other) == path.Dir(name) && other != name {
					g.refers[other] = append(g.refers[other], "file "+name)
				}
			}
		}
		g.refers[name] = append(g.refers[name], mentions(file, sourcePrefix)...)
		for _, ident := range file.Unresolved {
			g.refers[name] = append(g.refers[name], pkg+"."+ident.Name)
		}
	}
	return g
}

// needed lists the files of platform that the rest of a workspace cannot do without.
func (g platformGraph) needed(t *testing.T, m *model.Model, files []File) map[string]bool {
	t.Helper()
	var open []string
	for _, f := range files {
		if path.Ext(f.Path) == ".go" && !strings.HasPrefix(f.Path, "platform/") {
			open = append(open, mentions(parse(t, f.Path, f.Data), m.Module+"/platform/")...)
		}
	}
	needed := map[string]bool{}
	for len(open) > 0 {
		name := open[len(open)-1]
		open = open[:len(open)-1]
		for _, file := range g.declared[name] {
			if !needed[file] {
				needed[file] = true
				open = append(open, g.refers[file]...)
			}
		}
	}
	return needed
}

func parse(t *testing.T, name string, src []byte) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// declares lists the names that a file adds to its package.
func declares(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			switch {
			case d.Recv == nil:
				names = append(names, file.Name.Name+"."+d.Name.Name)
			case receiver(d.Recv.List[0].Type).Obj == nil: // the type stands in another file
				names = append(names, "."+d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, file.Name.Name+"."+s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, file.Name.Name+"."+n.Name)
					}
				}
			}
		}
	}
	return names
}

// receiver is the name of a receiver's type.
func receiver(x ast.Expr) *ast.Ident {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x
	}
	return &ast.Ident{}
}

// mentions lists what a file takes from packages with an import prefix, errs.Invalid, and every method that it calls, .Add.
func mentions(file *ast.File, prefix string) []string {
	imported := map[string]string{}
	for _, spec := range file.Imports {
		if pkg, ok := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), prefix); ok {
			name := path.Base(pkg)
			if spec.Name != nil {
				name = spec.Name.Name
			}
			imported[name] = path.Base(pkg)
		}
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && imported[x.Name] != "" {
				names = append(names, imported[x.Name]+"."+sel.Sel.Name)
			} else {
				names = append(names, "."+sel.Sel.Name)
			}
		}
		return true
	})
	return names
}
