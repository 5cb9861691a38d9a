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
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// TestShadows checks that no service can have a domain package whose name is a variable where the package is used.
func TestShadows(t *testing.T) {
	t.Parallel()
	models := map[string]*model.Model{
		"shop": rendertest.Shop(t), "sessions": rendertest.Sessions(t), "passwords": rendertest.Passwords(t), "jobs": rendertest.Jobs(t),
	}
	for name, m := range models {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files, err := generator.Renderer().Files(m)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range m.Services {
				if s.Name == "identity" {
					continue // others do not have its files
				}
				own := variablesOf(s)
				for _, f := range files {
					if path.Ext(f.Path) != ".go" || !strings.HasPrefix(f.Path, s.Dir+"/") {
						continue
					}
					file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
					if err != nil {
						t.Fatal(err)
					}
					for _, d := range file.Decls {
						fn, ok := d.(*ast.FuncDecl)
						if !ok {
							continue
						}
						for _, variable := range shadowing(fn, s.Package) {
							if !own[variable] && variable != "_" && strings.ToLower(variable) == variable && naming.GoPackage(variable) == variable {
								t.Errorf("%s: %s has a variable %s, which a service's package could be called: add it to localVariables in package naming", f.Path, fn.Name.Name, variable)
							}
						}
					}
				}
			}
		})
	}
}

// variablesOf returns the variables that follow from names of a spec. Those of entities are chosen so that they are no package.
func variablesOf(s *model.Service) map[string]bool {
	own := map[string]bool{}
	for _, r := range s.Resources {
		for _, r := range append([]*model.Resource{r}, r.Children...) {
			own[r.Var], own[r.Receiver] = true, true
		}
	}
	return own
}

// shadowing returns the variables of a function in whose scope it selects something from a package, sorted.
func shadowing(fn *ast.FuncDecl, pkg string) []string {
	uses := usesOf(fn, pkg)
	names := map[string]bool{}
	var scopes []ast.Node // around the node that is visited
	add := func(from token.Pos, idents ...*ast.Ident) {
		end := scopes[len(scopes)-1].End()
		for _, id := range idents {
			if slices.ContainsFunc(uses, func(use token.Pos) bool { return from <= use && use < end }) {
				names[id.Name] = true
			}
		}
	}
	parameters := func(body *ast.BlockStmt, lists ...*ast.FieldList) {
		for _, list := range lists {
			if list != nil && body != nil {
				for _, f := range list.List {
					add(body.Pos(), f.Names...)
				}
			}
		}
	}
	ast.PreorderStack(fn, nil, func(node ast.Node, around []ast.Node) bool {
		scopes = scopes[:0]
		for _, n := range append(slices.Clone(around), node) {
			switch n.(type) {
			case *ast.BlockStmt, *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.CaseClause, *ast.CommClause, *ast.FuncLit, *ast.FuncDecl:
				scopes = append(scopes, n)
			}
		}
		switch node := node.(type) {
		case *ast.FuncDecl:
			parameters(node.Body, node.Recv, node.Type.Params, node.Type.Results)
		case *ast.FuncLit:
			parameters(node.Body, node.Type.Params, node.Type.Results)
		case *ast.ValueSpec:
			add(node.End(), node.Names...)
		case *ast.AssignStmt:
			if node.Tok == token.DEFINE {
				add(node.End(), identsOf(node.Lhs...)...)
			}
		case *ast.RangeStmt:
			add(node.Body.Pos(), identsOf(node.Key, node.Value)...)
		}
		return true
	})
	return slices.Sorted(maps.Keys(names))
}

// usesOf returns the places where a function selects something from a package.
func usesOf(fn *ast.FuncDecl, pkg string) (uses []token.Pos) {
	ast.Inspect(fn, func(node ast.Node) bool {
		if x, ok := node.(*ast.SelectorExpr); ok {
			uses = append(uses, x.Pos())
			if id, ok := x.X.(*ast.Ident); !ok || id.Name != pkg {
				uses = uses[:len(uses)-1]
			}
		}
		return true
	})
	return uses
}

func identsOf(list ...ast.Expr) (idents []*ast.Ident) {
	for _, x := range list {
		if id, ok := x.(*ast.Ident); ok {
			idents = append(idents, id)
		}
	}
	return idents
}
