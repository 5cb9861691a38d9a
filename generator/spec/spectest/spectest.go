// Package spectest writes specs as Go values, for tests of what becomes of a spec.
package spectest

import (
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/testdata/specs"
)

// Workspace returns a spec of services, and gives these their positions.
func Workspace(services ...*spec.Service) *spec.Spec {
	for i, s := range services {
		s.Pos = spec.Pos{File: "services/" + s.Name + "/service.yaml", Line: i + 1, Col: 1}
	}
	return &spec.Spec{Module: "github.com/acme/shop", Name: "shop", Auth: "none", Services: services}
}

// Service returns a service of resources, and gives these and their fields positions. A field of type enum gets an enum of its own.
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

// Resource returns a resource with the methods that are the default.
func Resource(name string, fields ...*spec.Field) *spec.Resource {
	return &spec.Resource{
		Name: name, Fields: fields,
		Methods: []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete},
	}
}

// Field returns a field with options such as Optional.
func Field(name string, t spec.Type, options ...func(*spec.Field)) *spec.Field {
	f := &spec.Field{Name: name, Type: t}
	for _, o := range options {
		o(f)
	}
	return f
}

// Ref returns a field that refers to the resource called to.
func Ref(name, to string, options ...func(*spec.Field)) *spec.Field {
	f := Field(name, spec.Ref, options...)
	f.Ref = to
	return f
}

// Optional makes a field optional.
func Optional(f *spec.Field) { f.Optional = true }

// Unique makes a field unique.
func Unique(f *spec.Field) { f.Unique = true }

// Immutable makes a field immutable.
func Immutable(f *spec.Field) { f.Immutable = true }

// Sorted lets lists be sorted by a field.
func Sorted(f *spec.Field) { f.Sort = true }

// Search makes a field part of the full text.
func Search(f *spec.Field) { f.Search = true }

// Repeated makes a field a list.
func Repeated(f *spec.Field) { f.Repeated = true }

// SetNull makes a reference NULL when its resource is deleted.
func SetNull(f *spec.Field) { f.OnDelete = spec.SetNull }

// Filter lets lists be filtered by a field.
func Filter(ops ...spec.Op) func(*spec.Field) { return func(f *spec.Field) { f.Filter = ops } }

// Defaults gives a field a default.
func Defaults(text string) func(*spec.Field) { return func(f *spec.Field) { f.Default = &text } }

// Numeric gives a decimal its precision and scale.
func Numeric(precision, scale int) func(*spec.Field) {
	return func(f *spec.Field) { f.Precision, f.Scale = precision, scale }
}

func atLeast(text string) func(*spec.Field) { return func(f *spec.Field) { f.Min = &text } }

// Catalog is the service of that name in testdata/specs/everything.yaml: it has every type and every rule.
func Catalog() *spec.Service {
	s, err := spec.Parse([]spec.Source{{Path: "everything.yaml", Data: specs.Everything}})
	if err != nil {
		panic(err) // the tests of package spec say more
	}
	return s.Services[0]
}

// Orders is a second, small service: orders with a number and a total.
func Orders() *spec.Service {
	return Service("orders", Resource("order",
		Field("number", spec.String, Unique),
		Field("total", spec.Decimal, Numeric(12, 2), atLeast("0"), Sorted),
	))
}
