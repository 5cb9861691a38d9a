package naming

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// TestReservedNamesOfMethods reads generated protobuf code of a resource with every method. Each name that derives from the
// resource must be reserved for it, so that nothing else can take it.
func TestReservedNamesOfMethods(t *testing.T) {
	t.Parallel()
	const service = "LibraryService"
	reserved := Scope{}
	reserved.Add(PBIdentifiers(service)...)
	for _, r := range []struct{ name, plural string }{{"Book", "Books"}, {"Shelf", "Shelves"}} {
		reserved.Add(r.name)
		reserved.Add(PBDerived(r.name, r.plural)...)
	}
	files, err := filepath.Glob("../../testdata/golden/library/want/gen/go/library/library/v1/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	methods := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range declared(file) {
			if ast.IsExported(name) && !strings.Contains(name, "_") && !reserved[name] {
				t.Errorf("%s is not reserved", name)
			}
		}
		for _, name := range methodsOf(file, service+"Client") {
			if !reserved[name] {
				t.Errorf("the method %s is not reserved", name)
			}
			if strings.HasSuffix(name, "Book") || strings.HasSuffix(name, "Books") {
				methods++
			}
		}
	}
	if want := len(spec.Methods()); methods != want {
		t.Errorf("the book of the golden library has %d methods: give it all %d, so that the test sees their names", methods, want)
	}
}

// declared returns the names that a file declares in its package.
func declared(file *ast.File) []string {
	var names []string
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

// methodsOf returns the methods of an interface that a file declares.
func methodsOf(file *ast.File, name string) []string {
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if t, ok := n.(*ast.TypeSpec); ok && t.Name.Name == name {
			for _, m := range t.Type.(*ast.InterfaceType).Methods.List {
				names = append(names, m.Names[0].Name)
			}
		}
		return true
	})
	return names
}
