package api

import (
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// The comments of the proto file are the API's documentation.
func TestProtoDocs(t *testing.T) {
	t.Parallel()
	item := spectest.Resource("item", spectest.Field("title", spec.String), spectest.Field("body", spec.Text), spectest.Field("size", spec.Int32), spectest.Field("note", spec.String))
	item.Fields[0].Search, item.Fields[0].Sort = true, true
	item.Fields[1].Search = true
	item.Fields[2].Filter, item.Fields[2].Sort = []spec.Op{spec.OpEq}, true
	item.Methods = []spec.Method{spec.Create, spec.List}
	r := buildOne(t, item)
	for got, want := range map[string]string{
		filterDoc(r):  "A filter for the items to return, in the syntax of AIP-160.\nFields: size.\nWords without a field name search title and body.",
		orderDoc(r):   "The field to sort by: title or size. Add \" desc\" for descending order, as in \"title desc\".\nIf empty, the order of creation.",
		eTagDoc(r):    "Changes with every change of the item.",
		messageDoc(r): "Item is an item of the catalog service.",
	} {
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	plain := buildOne(t, spectest.Resource("item", spectest.Field("title", spec.String)))
	if filterDoc(plain) != "" || orderDoc(plain) != "" {
		t.Errorf("a list that takes neither is documented: %q, %q", filterDoc(plain), orderDoc(plain))
	}
	if want := "Changes with every change of the item. A request that sends an outdated etag fails with ABORTED."; eTagDoc(plain) != want {
		t.Error(eTagDoc(plain))
	}
}

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
		if got := newQuery(buildOne(t, item)); got != tt.want {
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
			`{Name: "made", OutputOnly: true, Parse: aip.Timestamp, Sort: true}`,
		}},
		{[]spec.Method{spec.List}, []string{
			`{Name: "title", Parse: aip.String, Ops: aip.AllowEq | aip.AllowIn, Sort: true}`, `{Name: "made", Parse: aip.Timestamp, Sort: true}`,
		}},
		{[]spec.Method{spec.Update}, []string{`{Name: "title", Required: true}`, `{Name: "note"}`, `{Name: "at", Required: true, Message: true}`}},
		{[]spec.Method{spec.Get}, nil},
	} {
		item := spectest.Resource("item", fields()...)
		item.Methods = tt.methods
		r := buildOne(t, item)
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

// buildOne builds a service called catalog with one resource.
func buildOne(t *testing.T, r *spec.Resource) *model.Resource {
	t.Helper()
	m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", r)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m.Services[0].Resources[0]
}

// books returns a model of shelves and books, each of which refers to a shelf.
func books(t *testing.T) *model.Model {
	t.Helper()
	length := 200
	shelf := spectest.Resource("shelf", spectest.Field("theme", spec.String, spectest.Unique), spectest.Field("code", spec.String, spectest.Immutable))
	book := spectest.Resource("book",
		spectest.Ref("shelf", "shelf", func(f *spec.Field) { f.OnDelete = spec.Cascade }),
		spectest.Ref("lent", "shelf", spectest.Optional, spectest.SetNull),
		spectest.Ref("origin", "shelf", spectest.Optional),
		spectest.Field("title", spec.String, func(f *spec.Field) { f.MaxLen = &length }),
		spectest.Field("isbn", spec.String, spectest.Optional, spectest.Unique, spectest.Filter(spec.OpEq), func(f *spec.Field) { f.Pattern = "^[0-9]{3}$" }),
		spectest.Field("tags", spec.String, spectest.Repeated),
	)
	book.SoftDelete = true
	m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", shelf, book)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func names(fields []*model.Field) string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return strings.Join(all, " ")
}

// note returns a model with a resource whose only method is create.
func note(t *testing.T) *model.Model {
	t.Helper()
	note := spectest.Resource("note", spectest.Field("text", spec.String))
	note.Methods = []spec.Method{spec.Create}
	m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", note)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFixtures(t *testing.T) {
	t.Parallel()
	s := books(t).Services[0]
	book := s.Resources[1]
	if got := names(pbFixture(book)); got != "shelf title" {
		t.Errorf("sent: %s", got)
	}
	if got := pbValue(book.Fields[0]); got != "createShelf(t, client).GetId()" {
		t.Errorf("id of a shelf: %s", got)
	}
	if !rpcCodes(s) || rpcCodes(note(t).Services[0]) {
		t.Error("tests look at status codes if a method takes an id")
	}
}
