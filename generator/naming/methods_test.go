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

// TestReservedNamesOfMethods reads real protobuf code, of a resource with every method: each name in it that derives from a
// resource is reserved for the resource, so that no other may be called so.
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

// declared are the names that a file adds to its package.
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

// methodsOf are the methods of an interface that a file declares.
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

// The comments of the proto file are the API's documentation.
func TestProtoDocs(t *testing.T) {
	t.Parallel()
	item := resource("item", field("title", spec.String), field("body", spec.Text), field("size", spec.Int32), field("note", spec.String))
	item.Fields[0].Search, item.Fields[0].Sort = true, true
	item.Fields[1].Search = true
	item.Fields[2].Filter, item.Fields[2].Sort = []spec.Op{spec.OpEq}, true
	item.Methods = []spec.Method{spec.Create, spec.List}
	r := buildOne(t, item)
	for got, want := range map[string]string{
		r.FilterDoc(): "A filter for the items to return, in the syntax of AIP-160.\nFields: size.\nWords without a field name search title and body.",
		r.OrderDoc():  "The field to sort by: title or size. Add \" desc\" for descending order, as in \"title desc\".\nIf empty, the order of creation.",
		r.ETagDoc():   "Changes with every change of the item.",
		r.ProtoDoc():  "Item is an item of the catalog service.",
	} {
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	plain := buildOne(t, resource("item", field("title", spec.String)))
	if plain.FilterDoc() != "" || plain.OrderDoc() != "" {
		t.Errorf("a list that takes neither is documented: %q, %q", plain.FilterDoc(), plain.OrderDoc())
	}
	if want := "Changes with every change of the item. A request that sends an outdated etag fails with ABORTED."; plain.ETagDoc() != want {
		t.Error(plain.ETagDoc())
	}
}

func TestNewQuery(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*spec.Field){
		"aip.NewPage(params)": func(*spec.Field) {},
		"aip.NewQuery(aip.Schema{Fields: itemFields}, params)":               func(f *spec.Field) { f.Sort = true },
		"aip.NewQuery(aip.Schema{Search: true}, params)":                     func(f *spec.Field) { f.Search = true },
		"aip.NewQuery(aip.Schema{Fields: itemFields, Search: true}, params)": func(f *spec.Field) { f.Sort, f.Search = true, true },
	} {
		item := resource("item", field("title", spec.String))
		change(item.Fields[0])
		if got := buildOne(t, item).NewQuery("params"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestListAndMaskFields(t *testing.T) {
	t.Parallel()
	item := resource("item", field("title", spec.String), field("note", spec.String, optional), field("at", spec.Timestamp))
	item.Fields[0].Filter, item.Fields[0].Sort = []spec.Op{spec.OpEq, spec.OpIn}, true
	item.Fields[2].Now = true
	r := buildOne(t, item)
	if got, want := r.Fields[0].ListField(), `{Name: "title", Parse: aip.String, Ops: aip.AllowEq | aip.AllowIn, Sort: true}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for i, want := range []string{`{Name: "title", Required: true}`, `{Name: "note"}`, `{Name: "at", OutputOnly: true, Message: true}`} {
		if got := r.Fields[i].MaskField(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
