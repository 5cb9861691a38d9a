package stack

import (
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// ruled returns a workspace with one resource that has these rules, and one that refers to it and that everybody may call.
func ruled(t *testing.T, allow string) *model.Model {
	t.Helper()
	text := "version: 1\nmodule: example.com/shop\nauth: jwt\nroles: [merchant, admin]\nservices:\n  catalog:\n    resources:\n" +
		"      product: {allow: " + allow + ", soft_delete: true, methods: [create, get, list, update, delete, undelete], fields: {title: string}}\n" +
		"      part: {allow: [anyone], fields: {product: ref=product}}\n"
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for allow, want := range map[string]string{
		"[anyone]":            `nil`,
		"[anyone, admin]":     `nil`,
		"[signed_in]":         `map[string]int{"anyone": 401, "service": 403}`,
		"[admin]":             `map[string]int{"anyone": 401, "signed_in": 403, "merchant": 403, "service": 403}`,
		"[service]":           `map[string]int{"anyone": 401, "signed_in": 403, "merchant": 403, "admin": 403}`,
		"[merchant, service]": `map[string]int{"anyone": 401, "signed_in": 403, "admin": 403}`,
	} {
		m := ruled(t, allow)
		if got := refused(m.Roles, m.Services[0].Resources[0].Methods[0]); got != want {
			t.Errorf("%s: %s, want %s", allow, got, want)
		}
	}
}

func TestMethodExpressions(t *testing.T) {
	t.Parallel()
	r := ruled(t, "[signed_in]").Services[0].Resource("product")
	for name, want := range map[spec.Method][3]string{
		spec.Create:   {"catalogv1.CatalogService_CreateProduct_FullMethodName", "http.MethodPost", `"/v1/products"`},
		spec.Get:      {"catalogv1.CatalogService_GetProduct_FullMethodName", "http.MethodGet", `"/v1/products/"+unknown`},
		spec.Update:   {"catalogv1.CatalogService_UpdateProduct_FullMethodName", "http.MethodPatch", `"/v1/products/"+unknown`},
		spec.Undelete: {"catalogv1.CatalogService_UndeleteProduct_FullMethodName", "http.MethodPost", `"/v1/products/"+unknown+":undelete"`},
	} {
		m := *r.Method(name)
		if got := [3]string{methodName(m), httpVerb(m.Verb), testPath(m.Path)}; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// TestOnlyServices holds that REST tests leave out what no user may do, and what needs it.
func TestOnlyServices(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		allow                       string
		product, part, byID, listed bool
		path                        string
	}{
		{"[signed_in]", true, true, true, true, "/v1/products"},
		{"[merchant]", true, true, true, true, "/v1/products"},
		{"[service]", false, false, false, false, "/v1/parts"},
		{`{create: [service], "*": [admin]}`, false, false, true, true, "/v1/products"},
		{`{create: [admin], "*": [service]}`, true, true, false, false, "/v1/parts"},
		{`{"create, undelete": [admin], "*": [service]}`, true, true, false, false, "/v1/parts"},
		{`{"create, delete": [admin], "*": [service]}`, true, true, true, false, "/v1/parts"},
	} {
		m := ruled(t, test.allow)
		product, part := m.Services[0].Resource("product"), m.Services[0].Resource("part")
		if fixture.Creatable(product) != test.product || fixture.Creatable(part) != test.part {
			t.Errorf("%s: product %v, part %v", test.allow, fixture.Creatable(product), fixture.Creatable(part))
		}
		if restByID(product) != test.byID || restListed(product) != test.listed || examplePath(m) != test.path {
			t.Errorf("%s: by id %v, listed %v, example %s", test.allow, restByID(product), restListed(product), examplePath(m))
		}
	}
}

func TestListExpectations(t *testing.T) {
	t.Parallel()
	m := ruled(t, "[admin]")
	all := listMethods(m)
	if len(all) != 2 || anonymousStatus(all[0]) != "http.StatusUnauthorized" || anonymousStatus(all[1]) != "http.StatusOK" {
		t.Errorf("%d lists", len(all))
	}
	if guarded := guardedRead(m); guarded != all[0] {
		t.Errorf("%v", guarded)
	}
	if guarded := guardedRead(ruled(t, "[anyone]")); guarded != nil {
		t.Errorf("%v", guarded)
	}
}
