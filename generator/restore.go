package generator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// restore marks the seeded Go files that the user has deleted and without which generated code does not compile: an owned file of
// the package uses what the seeded one declares, and no file of the user declares any of it.
func restore(files []render.File, st plan.State) {
	owned := map[string]bool{} // by path
	seeded := map[string]bool{}
	for _, e := range st.Manifest.Files {
		owned[e.Path] = e.Class == render.Owned
		seeded[e.Path] = e.Class == render.Seeded
	}
	for i, f := range files {
		if f.Class != render.Seeded || !seeded[f.Path] || path.Ext(f.Path) != ".go" || there(st.Disk, f.Path) {
			continue
		}
		declared := map[string]string{}
		declarations(f.Data, declared)
		used, elsewhere := map[string]bool{}, map[string]string{}
		for _, other := range files {
			if other.Class == render.Owned && path.Ext(other.Path) == ".go" && path.Dir(other.Path) == path.Dir(f.Path) {
				identifiers(other.Data, used)
			}
		}
		for _, name := range goFiles(st.Disk, path.Dir(f.Path)) {
			if data, err := fs.ReadFile(st.Disk, name); err == nil && !owned[name] {
				declarations(data, elsewhere)
			}
		}
		files[i].Restore = missing(declared, used, elsewhere)
	}
}

// missing reports whether a declaration is used, and none is made elsewhere.
func missing(declared map[string]string, used map[string]bool, elsewhere map[string]string) (missed bool) {
	for key, name := range declared {
		if _, ok := elsewhere[key]; ok {
			return false // the user has moved at least a part: the file would declare it twice
		}
		missed = missed || used[name]
	}
	return missed
}

// goFiles returns the paths of the Go files directly in a directory.
func goFiles(disk fs.FS, dir string) []string {
	entries, err := fs.ReadDir(disk, dir)
	if err != nil {
		return nil // it is not there
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && path.Ext(e.Name()) == ".go" {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names
}

// declarations adds what a Go file declares at its top level: names, and those of methods by type and name.
func declarations(src []byte, into map[string]string) {
	file, _ := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if file == nil {
		return
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			into[receiver(d)+"."+d.Name.Name] = d.Name.Name
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					into["."+s.Name.Name] = s.Name.Name
				case *ast.ValueSpec:
					for _, name := range s.Names {
						into["."+name.Name] = name.Name
					}
				}
			}
		}
	}
}

// receiver returns the name of a method's type, and "" for a function.
func receiver(d *ast.FuncDecl) (name string) {
	if d.Recv == nil || len(d.Recv.List) == 0 { // a broken file may have an empty receiver
		return ""
	}
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return name == ""
	})
	return name
}

// identifiers adds every identifier of a Go file.
func identifiers(src []byte, into map[string]bool) {
	file, _ := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if file == nil {
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			into[id.Name] = true
		}
		return true
	})
}
