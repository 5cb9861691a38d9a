package spectest

import (
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/testdata/specs"
)

// The helpers below write specs as Go values: these tests are about what becomes of a spec, not about YAML.

func Workspace(services ...*spec.Service) *spec.Spec {
	for i, s := range services {
		s.Pos = spec.Pos{File: "services/" + s.Name + "/service.yaml", Line: i + 1, Col: 1}
	}
	return &spec.Spec{Module: "github.com/acme/shop", Name: "shop", Auth: "none", Services: services}
}

func Service(name string, resources ...*spec.Resource) *spec.Service {
	s := &spec.Service{Name: name, Resources: resources}
	line := 10
	for _, r := range resources {
		r.Pos = spec.Pos{File: "services/" + name + "/service.yaml", Line: line, Col: 3}
		for _, f := range r.Fields {
			line++
			f.Pos = spec.Pos{File: "services/" + name + "/service.yaml", Line: line, Col: 7}
			if f.Type == spec.EnumType && f.Enum == "" {
				f.Enum = r.Name + "_" + f.Name
				s.Enums = append(s.Enums, &spec.Enum{Pos: f.Pos, Name: f.Enum, Values: []string{"draft", "active"}})
			}
		}
		line++
	}
	return s
}

func Resource(name string, fields ...*spec.Field) *spec.Resource {
	return &spec.Resource{
		Name: name, Fields: fields,
		Methods: []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete},
	}
}

func Field(name string, t spec.Type, options ...func(*spec.Field)) *spec.Field {
	f := &spec.Field{Name: name, Type: t}
	for _, o := range options {
		o(f)
	}
	return f
}

func Ref(name, to string, options ...func(*spec.Field)) *spec.Field {
	f := Field(name, spec.Ref, options...)
	f.Ref = to
	return f
}

func Optional(f *spec.Field)  { f.Optional = true }
func Unique(f *spec.Field)    { f.Unique = true }
func Immutable(f *spec.Field) { f.Immutable = true }
func Sorted(f *spec.Field)    { f.Sort = true }
func Search(f *spec.Field)    { f.Search = true }
func Repeated(f *spec.Field)  { f.Repeated = true }

func Filter(ops ...spec.Op) func(*spec.Field) { return func(f *spec.Field) { f.Filter = ops } }
func Defaults(text string) func(*spec.Field)  { return func(f *spec.Field) { f.Default = &text } }
func atLeast(text string) func(*spec.Field)   { return func(f *spec.Field) { f.Min = &text } }

func Numeric(p, s int) func(*spec.Field) {
	return func(f *spec.Field) { f.Precision, f.Scale = p, s }
}

func SetNull(f *spec.Field) { f.OnDelete = spec.SetNull }

// Catalog is the service of that name in testdata/specs/everything.yaml: it has every type and every rule.
func Catalog() *spec.Service {
	s, err := spec.Parse([]spec.Source{{Path: "everything.yaml", Data: specs.Everything}})
	if err != nil {
		panic(err) // the tests of package spec say more
	}
	return s.Services[0]
}

func Orders() *spec.Service {
	return Service("orders", Resource("order",
		Field("number", spec.String, Unique),
		Field("total", spec.Decimal, Numeric(12, 2), atLeast("0"), Sorted),
	))
}
