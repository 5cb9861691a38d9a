package render

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// platformIndex knows what the files of platform declare, and which of them a file needs. A workspace gets those files of
// platform that its own code uses, and what these use in turn.
type platformIndex struct {
	files    []platformFile
	declared map[string]map[string][]int // files that declare a name, by package and name; more than one if they have build constraints
	methods  map[string][]int            // files with methods of a type that another file declares, by name of the method
}

// indexPlatform reads platform. It compares names, not types: a selector x.Add counts as a use of every method Add in methods. So a
// workspace may get a file that it does not need, but never lacks one.
func indexPlatform(fsys fs.FS) (*platformIndex, error) {
	files, err := readPlatform(fsys)
	if err != nil {
		return nil, err
	}
	x := &platformIndex{files: files, declared: map[string]map[string][]int{}, methods: map[string][]int{}}
	parsed := make([]*ast.File, len(files))
	err = parallel(len(files), func(i int) (err error) {
		parsed[i], err = parser.ParseFile(token.NewFileSet(), files[i].name, files[i].src, 0)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, file := range parsed {
		files[i].bare = len(file.Decls) == 0
		x.declare(i, file)
	}
	for i, file := range parsed {
		x.link(i, file)
	}
	return x, nil
}

// declare adds the declarations of a file to the index.
func (x *platformIndex) declare(i int, file *ast.File) {
	pkg := path.Dir(x.files[i].name)
	names := x.declared[pkg]
	if names == nil {
		names = map[string][]int{}
		x.declared[pkg] = names
	}
	add := func(name *ast.Ident) { names[name.Name] = append(names[name.Name], i) }
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				add(d.Name)
			} else if receiver(d.Recv.List[0].Type).Obj == nil { // another file declares the type
				x.methods[d.Name.Name] = append(x.methods[d.Name.Name], i)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					add(s.Name)
				case *ast.ValueSpec:
					for _, name := range s.Names {
						add(name)
					}
				}
			}
		}
	}
}

// link sets the other files that a file needs.
func (x *platformIndex) link(i int, file *ast.File) {
	f := &x.files[i]
	f.uses = x.usesOf(f.src, sourcePrefix)
	f.needs = f.uses.platform
	pkg := path.Dir(f.name)
	for _, name := range file.Unresolved {
		f.needs = append(f.needs, x.declared[pkg][name.Name]...)
	}
	for other, o := range x.files {
		if o.bare && path.Dir(o.name) == pkg {
			f.needs = append(f.needs, other)
		}
	}
}

// receiver returns the name of a receiver's type.
func receiver(x ast.Expr) *ast.Ident {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.IndexListExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x
	}
	return &ast.Ident{}
}

// needed returns the files of platform that a workspace with these files needs, in the order of the index.
func (x *platformIndex) needed(files []text) []platformFile {
	needed := map[int]bool{}
	var open []int
	need := func(all []int) {
		for _, i := range all {
			if !needed[i] {
				needed[i] = true
				open = append(open, i)
			}
		}
	}
	for _, f := range files {
		need(f.uses.platform)
	}
	for len(open) > 0 {
		last := open[len(open)-1]
		open = open[:len(open)-1]
		need(x.files[last].needs)
	}
	var out []platformFile
	for _, i := range sorted(needed) {
		out = append(out, x.files[i])
	}
	return out
}

// sorted returns the members of a set in order.
func sorted[T cmp.Ordered](set map[T]bool) []T { return slices.Sorted(maps.Keys(set)) }
