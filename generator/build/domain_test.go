package build

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/model"
)

// checkDomain type-checks the declarations of a service's domain package.
func checkDomain(tb testing.TB, s *model.Service) {
	tb.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\ntype Service struct{}\nfunc New() *Service { return nil }\ntype Deps struct{}\n", s.Package)
	fmt.Fprintf(&b, "type Custom%[1]s interface{}\ntype %[1]s interface { Custom%[1]s\n", s.Storage)
	for _, r := range s.Resources {
		fmt.Fprintf(&b, "%s\n", r.StoreName)
	}
	b.WriteString("}\n")
	for _, r := range s.Resources {
		fmt.Fprintf(&b, "type %s struct { ID, CreateTime, UpdateTime, DeleteTime, Version int\n", r.GoName)
		for _, f := range r.Fields {
			fmt.Fprintf(&b, "%s string\n", f.GoName)
		}
		fmt.Fprintf(&b, "}\nfunc (%s *%s) Validate() {}\nfunc New%s() *%s { return nil }\n", r.Receiver, r.GoName, r.GoName, r.GoName)
		fmt.Fprintf(&b, "type %s interface { Create%s(%s *%s); List%s() }\n", r.StoreName, r.GoName, r.Receiver, r.GoName, r.GoPlural)
		fmt.Fprintf(&b, "func (s *Service) Create%s(%s *%s) {}\nfunc (s *Service) List%s() {}\n", r.GoName, r.Receiver, r.GoName, r.GoPlural)
		fmt.Fprintf(&b, "func (s *Service) check%s() {}\nvar %sFields int\n", r.GoName, r.Ident())
	}
	for _, e := range s.UsedEnums() {
		fmt.Fprintf(&b, "type %s string\nconst (\n", e.GoName)
		for _, v := range e.Values {
			fmt.Fprintf(&b, "%s %s = %q\n", v.GoName, e.GoName, v.Name)
		}
		b.WriteString(")\n")
	}
	checkGo(tb, b.String())
}

// checkRows type-checks the structs that sqlc generates for the tables and queries of a service.
func checkRows(tb testing.TB, s *model.Service) {
	tb.Helper()
	tables := map[string]string{}
	var b strings.Builder
	b.WriteString("package db\n\ntype Queries struct{}\ntype DBTX interface{}\nfunc New() *Queries { return nil }\n")
	for _, r := range s.Resources {
		tables[r.Table] = r.DBName
		fmt.Fprintf(&b, "type %s struct { ID, CreateTime, UpdateTime, DeleteTime, Version int\n", r.DBName)
		for _, f := range r.Fields {
			for _, c := range f.Columns {
				fmt.Fprintf(&b, "%s string\n", c.DBName)
			}
		}
		b.WriteString("}\n")
		for _, verb := range []string{"Create", "Get", "Lock", "Update", "Delete"} {
			fmt.Fprintf(&b, "type %s%sParams struct{}\n", verb, r.GoName)
		}
	}
	checkGo(tb, b.String())
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			for _, c := range f.Columns {
				if name, ok := tables[c.Name]; ok && name != c.DBName {
					tb.Errorf("sqlc has one name for %s, the model has two: %s and %s", c.Name, name, c.DBName)
				}
			}
		}
	}
}

func checkGo(tb testing.TB, source string) {
	tb.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", source, parser.SkipObjectResolution)
	if err != nil {
		tb.Fatalf("%v\n%s", err, source)
	}
	config := types.Config{Error: func(err error) { tb.Error(err) }}
	if _, err := config.Check(file.Name.Name, fset, []*ast.File{file}, nil); err != nil {
		tb.Log(source)
	}
}
