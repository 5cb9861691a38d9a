package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/svcgen/svcgen/generator/spec"
)

func TestMethods(t *testing.T) {
	t.Parallel()
	item := resource("api_key", field("title", spec.String))
	item.SoftDelete, item.Methods = true, spec.Methods()
	r := buildOne(t, item)
	want := []Method{
		{
			Name: spec.Create, RPC: "CreateApiKey", UseCase: "CreateAPIKey", Request: "CreateApiKeyRequest", Response: "ApiKey",
			Verb: "post", Path: "/v1/apiKeys", Body: "api_key", TakesResource: true,
		},
		{
			Name: spec.Get, RPC: "GetApiKey", UseCase: "GetAPIKey", Request: "GetApiKeyRequest", Response: "ApiKey",
			Verb: "get", Path: "/v1/apiKeys/{id}", TakesID: true, ReadsRow: true, Safe: true,
		},
		{
			Name: spec.List, RPC: "ListApiKeys", UseCase: "ListAPIKeys", Request: "ListApiKeysRequest", Response: "ListApiKeysResponse",
			Verb: "get", Path: "/v1/apiKeys", ReadsRow: true, Safe: true,
		},
		{
			Name: spec.Update, RPC: "UpdateApiKey", UseCase: "UpdateAPIKey", Request: "UpdateApiKeyRequest", Response: "ApiKey",
			Verb: "patch", Path: "/v1/apiKeys/{id}", Body: "api_key", TakesResource: true, TakesID: true, ReadsRow: true, WritesRow: true,
		},
		{
			Name: spec.Delete, RPC: "DeleteApiKey", UseCase: "DeleteAPIKey", Request: "DeleteApiKeyRequest", Response: "ApiKey",
			Verb: "delete", Path: "/v1/apiKeys/{id}", TakesID: true, ReadsRow: true, WritesRow: true,
		},
		{
			Name: spec.Undelete, RPC: "UndeleteApiKey", UseCase: "UndeleteAPIKey", Request: "UndeleteApiKeyRequest", Response: "ApiKey",
			Verb: "post", Path: "/v1/apiKeys/{id}:undelete", Body: "*", TakesID: true, ReadsRow: true, WritesRow: true,
		},
	}
	if diff := cmp.Diff(want, r.Methods, cmpopts.IgnoreFields(Method{}, "Doc", "Resource")); diff != "" {
		t.Error(diff)
	}
	if got := r.Method(spec.Update).ProtoPath(); got != "/v1/apiKeys/{api_key.id}" {
		t.Error(got)
	}
	if got, want := r.Method(spec.List).Signature(),
		"ListApiKeys(ctx context.Context, req *catalogv1.ListApiKeysRequest) (*catalogv1.ListApiKeysResponse, error)"; got != want {
		t.Error(got)
	}
}

// A delete that removes the row returns nothing; without a method, nothing is known of the row.
func TestMethodsOfARow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		methods []spec.Method
		want    string
	}{
		{[]spec.Method{spec.Create}, ""},
		{[]spec.Method{spec.Get}, "id query mapper"},
		{[]spec.Method{spec.List}, "query mapper"},
		{[]spec.Method{spec.Create, spec.Update}, "id mapper writes"},
		{[]spec.Method{spec.Create, spec.Delete}, "id mapper removes"},
	} {
		item := resource("item", field("title", spec.String))
		item.Methods = test.methods
		r := buildOne(t, item)
		var got []string
		for _, fact := range []struct {
			word  string
			holds bool
		}{
			{"id", r.HasIDRoute()},
			{"query", r.NeedsGetQuery()},
			{"mapper", r.NeedsRowMapper()},
			{"writes", r.WritesRow()},
			{"removes", r.HardDelete()},
		} {
			if fact.holds {
				got = append(got, fact.word)
			}
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%v: got %q, want %q", test.methods, got, test.want)
		}
	}
	item := resource("item", field("title", spec.String))
	item.Methods = []spec.Method{spec.Delete}
	want := "DeleteItem(ctx context.Context, req *catalogv1.DeleteItemRequest) (*emptypb.Empty, error)"
	if got := buildOne(t, item).Method(spec.Delete).Signature(); got != want {
		t.Error(got)
	}
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
