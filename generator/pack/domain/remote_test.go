package domain

import (
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

func TestRemoteRefs(t *testing.T) {
	t.Parallel()
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(`version: 1
module: example.com/shop
auth: none
services:
  catalog:
    resources:
      product: {fields: {title: string}}
      part: {fields: {title: string}}
  orders:
    resources:
      order: {fields: {product: ref=catalog.product, part: ref=catalog.part immutable, gift: ref=catalog.product optional}}
      receipt: {methods: [get, delete], fields: {product: ref=catalog.product}}
      bill: {methods: [get, update], fields: {part: ref=catalog.part immutable, title: string}}
      label: {fields: {order: ref=order}}
`)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	orders := m.Services[1]
	order := orders.Resource("order")
	targets := remoteTargets(order)
	if len(targets) != 2 || targets[0].To.Name != "product" || len(targets[0].Fields) != 2 || targets[1].To.Name != "part" {
		t.Errorf("targets: %v", targets)
	}
	for name, want := range map[string]bool{"order": true, "receipt": false, "bill": false, "label": false} {
		if got := findsRefs(orders.Resource(name)); got != want {
			t.Errorf("%s looks for references: %v", name, got)
		}
	}
	for _, tt := range []struct{ got, want string }{
		{names(order.EditableRemoteRefs()), `slices.Contains(fields, "product") || slices.Contains(fields, "gift")`},
		{addRef(order.Field("product")), `refs.Add("product", before.Product, after.Product)`},
		{addRef(order.Field("gift")), `refs.AddOptional("gift", before.Gift, after.Gift)`},
		{remark(order.Field("part")), "id of a part of the catalog service; set once"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}
