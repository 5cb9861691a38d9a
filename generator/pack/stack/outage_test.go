package stack

import (
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// TestOutages holds which references to other services REST tests try, and that they leave out what no user may look for.
func TestOutages(t *testing.T) {
	t.Parallel()
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(`version: 1
module: example.com/shop
auth: jwt
allow: [signed_in]
services:
  catalog:
    resources:
      product: {fields: {title: string}}
      secret: {allow: {get: [service], "*": [signed_in]}, fields: {title: string}}
      single: {fields: {only: int32 min=1 max=1 unique}}
  orders:
    resources:
      order: {fields: {gift: ref=catalog.product optional, product: ref=catalog.product}}
      note: {fields: {secret: ref=catalog.secret optional, single: ref=catalog.single optional, title: string}}
      letter: {fields: {secret: ref=catalog.secret}}
      label: {fields: {order: ref=order}}
  shipping:
    resources:
      parcel: {fields: {order: ref=orders.order optional}}
`)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	orders, shipping := m.Services[1], m.Services[2]
	for name, want := range map[string]string{"order": "product", "note": "", "letter": "secret", "label": ""} {
		got := ""
		if f := fixture.Outage(orders.Resource(name)); f != nil {
			got = f.Name
		}
		if got != want {
			t.Errorf("%s: the outage of %q, want %q", name, got, want)
		}
	}
	if fixture.Creatable(orders.Resource("letter")) || !fixture.Creatable(orders.Resource("order")) {
		t.Error("no user finds a secret")
	}
	if all := outages(orders); len(all) != 1 || all[0].Name != "catalog" {
		t.Errorf("outages: %v", all)
	}
	if all := fixture.Hops(m); len(all) != 2 || all[0].Name != "product" || all[1].Name != "order" {
		t.Errorf("hops: %v", all)
	}
	if all := called(m); len(all) != 2 || all[0].Name != "catalog" || all[1] != orders {
		t.Errorf("hops lead to %v", all)
	}
	if all := reached(shipping); len(all) != 2 || all[0] != orders || all[1].Name != "catalog" {
		t.Errorf("reached: %v", all)
	}
	if got := outageName(shipping.Resource("parcel").Field("order")); got != "ShippingParcelWithoutOrders" {
		t.Errorf("the test is called %s", got)
	}
}
