package build

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestMethods(t *testing.T) {
	t.Parallel()
	item := spectest.Resource("api_key", spectest.Field("title", spec.String))
	item.SoftDelete, item.Methods = true, spec.Methods()
	r := buildOne(t, item)
	want := []model.Method{
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
			Verb: "post", Path: "/v1/apiKeys/{id}:undelete", Body: "*", TakesID: true, ReadsRow: true, WritesRow: true, RestoresRow: true,
		},
		{
			Name: spec.BatchGet, RPC: "BatchGetApiKeys", UseCase: "BatchGetAPIKeys", Request: "BatchGetApiKeysRequest", Response: "BatchGetApiKeysResponse",
			Verb: "get", Path: "/v1/apiKeys:batchGet", ReadsRow: true, Safe: true,
		},
		{
			Name: spec.BatchCreate, RPC: "BatchCreateApiKeys", UseCase: "BatchCreateAPIKeys", Request: "BatchCreateApiKeysRequest", Response: "BatchCreateApiKeysResponse",
			Verb: "post", Path: "/v1/apiKeys:batchCreate", Body: "*", TakesResource: true,
		},
	}
	if diff := cmp.Diff(want, r.Methods, cmpopts.IgnoreFields(model.Method{}, "Doc", "Resource")); diff != "" {
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

// A delete that removes the row returns nothing. A resource without methods needs no row.
func TestMethodsOfARow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		methods []spec.Method
		want    string
	}{
		{[]spec.Method{spec.Create}, ""},
		{[]spec.Method{spec.Get}, "id"},
		{[]spec.Method{spec.List}, ""},
		{[]spec.Method{spec.Create, spec.Update}, "id writes"},
		{[]spec.Method{spec.Create, spec.Delete}, "id removes"},
	} {
		item := spectest.Resource("item", spectest.Field("title", spec.String))
		item.Methods = test.methods
		r := buildOne(t, item)
		var got []string
		for _, fact := range []struct {
			word  string
			holds bool
		}{
			{"id", r.HasIDRoute()},
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
	item := spectest.Resource("item", spectest.Field("title", spec.String))
	item.Methods = []spec.Method{spec.Delete}
	want := "DeleteItem(ctx context.Context, req *catalogv1.DeleteItemRequest) (*emptypb.Empty, error)"
	if got := buildOne(t, item).Method(spec.Delete).Signature(); got != want {
		t.Error(got)
	}
}

// buildOne builds a service called catalog with one resource.
func buildOne(t *testing.T, r *spec.Resource) *model.Resource {
	t.Helper()
	m, _, err := Model(spectest.Workspace(spectest.Service("catalog", r)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m.Services[0].Resources[0]
}
