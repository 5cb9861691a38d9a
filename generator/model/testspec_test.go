package model

import (
	"strconv"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// The helpers below write specs as Go values: these tests are about what becomes of a spec, not about YAML.

func workspace(services ...*spec.Service) *spec.Spec {
	for i, s := range services {
		s.Pos = spec.Pos{File: "services/" + s.Name + "/service.yaml", Line: i + 1, Col: 1}
	}
	return &spec.Spec{Module: "github.com/acme/shop", Name: "shop", Auth: "none", Services: services}
}

func service(name string, resources ...*spec.Resource) *spec.Service {
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

func resource(name string, fields ...*spec.Field) *spec.Resource {
	return &spec.Resource{
		Name: name, Fields: fields,
		Methods: []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete},
	}
}

func field(name string, t spec.Type, options ...func(*spec.Field)) *spec.Field {
	f := &spec.Field{Name: name, Type: t}
	for _, o := range options {
		o(f)
	}
	return f
}

func ref(name, to string, options ...func(*spec.Field)) *spec.Field {
	f := field(name, spec.Ref, options...)
	f.Ref = to
	return f
}

func optional(f *spec.Field)   { f.Optional = true }
func unique(f *spec.Field)     { f.Unique = true }
func immutable(f *spec.Field)  { f.Immutable = true }
func outputOnly(f *spec.Field) { f.OutputOnly = true }
func sorted(f *spec.Field)     { f.Sort = true }
func search(f *spec.Field)     { f.Search = true }
func repeated(f *spec.Field)   { f.Repeated = true }

func filter(ops ...spec.Op) func(*spec.Field) { return func(f *spec.Field) { f.Filter = ops } }
func defaults(text string) func(*spec.Field)  { return func(f *spec.Field) { f.Default = &text } }
func atLeast(text string) func(*spec.Field)   { return func(f *spec.Field) { f.Min = &text } }
func atMost(text string) func(*spec.Field)    { return func(f *spec.Field) { f.Max = &text } }
func maxItems(n int) func(*spec.Field)        { return func(f *spec.Field) { f.MaxItems = &n } }
func maxBytes(n int) func(*spec.Field)        { return func(f *spec.Field) { f.MaxBytes = &n } }

func numeric(p, s int) func(*spec.Field) {
	return func(f *spec.Field) { f.Precision, f.Scale = p, s }
}

func onDelete(d spec.OnDelete) func(*spec.Field) { return func(f *spec.Field) { f.OnDelete = d } }

func length(least, most int) func(*spec.Field) {
	return func(f *spec.Field) {
		if least > 0 {
			f.MinLen = &least
		}
		f.MaxLen = &most
	}
}

// catalog is the catalog of the design's spec page, as far as this cut goes, with every type and every rule.
func catalog() *spec.Service {
	category := resource("category",
		field("slug", spec.String, unique, immutable, func(f *spec.Field) { f.Pattern = "^[a-z0-9-]{2,40}$" }),
		field("title", spec.String, length(0, 120)),
		ref("parent", "category", optional, onDelete(spec.SetNull)),
	)
	product := resource("product",
		field("sku", spec.String, unique, immutable, length(3, 32)),
		field("title", spec.String, length(0, 200), filter(spec.OpEq, spec.OpPrefix), search, sorted),
		field("description", spec.Text, optional, length(0, 20000), search),
		field("status", spec.EnumType, defaults("draft"), outputOnly, filter(spec.OpEq), sorted),
		field("weight_kg", spec.Decimal, optional, numeric(10, 3), atLeast("0")),
		field("stock", spec.Int32, defaults("0"), atLeast("0")),
		field("sold", spec.Int64, outputOnly),
		field("level", spec.Int32, atLeast("1"), atMost("9"), sorted),
		field("rating", spec.Float64, outputOnly),
		field("featured", spec.Bool, defaults("false"), filter(spec.OpEq)),
		field("tags", spec.String, repeated, maxItems(20), filter(spec.OpHas)),
		field("flags", spec.EnumType, repeated),
		field("attributes", spec.JSON, optional, maxBytes(16384)),
		field("settings", spec.JSON, defaults(`{"a": "it's"}`)),
		field("image", spec.Bytes, optional, maxBytes(262144)),
		field("checksum", spec.Bytes, maxBytes(32)),
		ref("category", "category", filter(spec.OpEq), onDelete(spec.Cascade)),
		field("owner", spec.UUID, immutable),
		field("motto", spec.String, defaults("it's\na \\ ;\n-- +goose Down\n")),
		field("publish_time", spec.Timestamp, optional, outputOnly),
		field("available", spec.Timestamp, atLeast("2020-01-02T15:04:05Z")),
		field("listed", spec.Timestamp, func(f *spec.Field) { f.Now = true }),
		field("release_day", spec.Date, optional, atMost("2100-12-31")),
		field("founded", spec.Date, defaults("2026-01-02")),
	)
	product.SoftDelete = true
	product.Methods = append(product.Methods, spec.Undelete)
	product.Indexes = []*spec.Index{
		{Keys: []spec.IndexKey{{Field: "category"}, {Field: "status"}, {Field: "create_time", Desc: true}}},
		{Using: "gin", Keys: []spec.IndexKey{{Field: "tags"}}},
		{Unique: true, Keys: []spec.IndexKey{{Field: "title"}, {Field: "category"}}},
	}
	return service("catalog", category, product)
}

func orders() *spec.Service {
	return service("orders", resource("order",
		field("number", spec.String, unique),
		field("total", spec.Decimal, numeric(12, 2), atLeast("0"), sorted),
	))
}

func mustBuild(tb testing.TB, s *spec.Spec, l *ledger.Ledger) (*Model, *ledger.Ledger) {
	tb.Helper()
	m, next, err := Build(s, l)
	if err != nil {
		tb.Fatal(err)
	}
	return m, next
}

func numbered(prefix string, n int) string { return prefix + strconv.Itoa(n) }
