package client

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

func buildModel(t *testing.T, services string) *model.Model {
	t.Helper()
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\nservices:\n" + services)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFields(t *testing.T) {
	t.Parallel()
	m := buildModel(t, `
  catalog:
    resources:
      product:
        fields: {price: money currency=EUR, status: "enum=draft,active default=draft", part: ref=part, order: ref=orders.order optional, title: string}
      part: {fields: {title: string}, methods: [delete]}
  orders:
    uses: [catalog]
    resources:
      order: {fields: {title: string}}
`)
	product := m.Services[0].Resource("product")
	for _, tt := range []struct{ what, got, want string }{
		{"price", remark(product.Field("price")), "in units of 0.01 EUR"},
		{"part", remark(product.Field("part")), "id of a part"},
		{"order", remark(product.Field("order")), "id of an order of the orders service"},
		{"title", remark(product.Field("title")), ""},
		{"default", goDefault(product.Field("status")), "ProductStatusDraft"},
		{"read", fromProto(product.Field("title")), "msg.GetTitle()"},
		{"written", toProto(product.Field("part"), "p"), "p.Part.String()"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	if !returnsEntity(product) || returnsEntity(m.Services[0].Resource("part")) {
		t.Error("only a deletion returns nothing")
	}
	want := []string{"catalogv1.CatalogService_GetProduct_FullMethodName", "catalogv1.CatalogService_ListProducts_FullMethodName"}
	if got := safeMethods(m.Services[0]); !slices.Equal(got, want) {
		t.Errorf("sent again: %v", got)
	}
}
