package api

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestNewQuery(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		change func(*spec.Field)
		want   string
	}{
		{func(*spec.Field) {}, "aip.NewPage"},
		{func(f *spec.Field) { f.Sort = true }, "itemSchema.NewQuery"},
		{func(f *spec.Field) { f.Search = true }, "itemSchema.NewQuery"},
		{func(f *spec.Field) { f.Filter = []spec.Op{spec.OpEq} }, "itemSchema.NewQuery"},
	} {
		item := spectest.Resource("item", spectest.Field("title", spec.String))
		tt.change(item.Fields[0])
		if got := newQuery(rendertest.Resource(t, item)); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestSchemaFields(t *testing.T) {
	t.Parallel()
	fields := func() []*spec.Field {
		return []*spec.Field{
			spectest.Field("title", spec.String, spectest.Filter(spec.OpEq, spec.OpIn), spectest.Sorted),
			spectest.Field("note", spec.String, spectest.Optional),
			spectest.Field("at", spec.Timestamp),
			spectest.Field("end", spec.Timestamp, spectest.Optional, spectest.Sorted, spectest.Filter(spec.OpGTE)),
			spectest.Field("made", spec.Timestamp, spectest.Sorted, func(f *spec.Field) { f.OutputOnly = true }),
			spectest.Field("seen", spec.Timestamp, func(f *spec.Field) { f.OutputOnly = true }),
		}
	}
	for _, tt := range []struct {
		methods []spec.Method
		want    []string
	}{
		{[]spec.Method{spec.List, spec.Update}, []string{
			`{Name: "title", Required: true, Parse: aip.String, Ops: aip.AllowEq | aip.AllowIn, Sort: true}`,
			`{Name: "note"}`, `{Name: "at", Required: true, Message: true}`,
			`{Name: "end", Message: true, Parse: aip.Timestamp, Ops: aip.AllowGTE, Sort: true, Optional: true}`,
			`{Name: "made", OutputOnly: true, Parse: aip.Timestamp, Sort: true}`,
		}},
		{[]spec.Method{spec.List}, []string{
			`{Name: "title", Parse: aip.String, Ops: aip.AllowEq | aip.AllowIn, Sort: true}`,
			`{Name: "end", Parse: aip.Timestamp, Ops: aip.AllowGTE, Sort: true, Optional: true}`, `{Name: "made", Parse: aip.Timestamp, Sort: true}`,
		}},
		{[]spec.Method{spec.Update}, []string{`{Name: "title", Required: true}`, `{Name: "note"}`, `{Name: "at", Required: true, Message: true}`, `{Name: "end", Message: true}`}},
		{[]spec.Method{spec.Get}, nil},
	} {
		item := spectest.Resource("item", fields()...)
		item.Methods = tt.methods
		r := rendertest.Resource(t, item)
		var got []string
		for _, f := range schemaFields(r) {
			got = append(got, schemaField(f))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v: got %s, want %s", tt.methods, got, tt.want)
		}
		if hasSchema(r) != (tt.want != nil) {
			t.Errorf("%v: hasSchema is %t", tt.methods, hasSchema(r))
		}
	}
}

func TestTokenValue(t *testing.T) {
	t.Parallel()
	kind := spectest.Field("kind", spec.EnumType)
	kind.Enum = "size"
	other := *kind
	other.Name, other.Optional = "other", true
	s := spectest.Service("catalog", spectest.Resource("item", spectest.Field("title", spec.String), spectest.Field("end", spec.Date, spectest.Optional), kind, &other))
	s.Enums = []*spec.Enum{{Name: "size", Values: []string{"small", "large"}}}
	r := rendertest.Build(t, s).Services[0].Resources[0]
	for name, want := range map[string]string{
		"title": "i.Title",
		"end":   "aip.OrNull(i.End)",
		"kind":  r.Field("kind").Enum.Converter() + ".ToProto(i.Kind)",
		"other": "aip.OrNull(protoconv.Optional(i.Other, " + r.Field("kind").Enum.Converter() + ".ToProto))",
	} {
		if got := tokenValue(r.Field(name), "i"); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}
