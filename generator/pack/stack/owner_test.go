package stack

import (
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// TestOwnedServices proves that tests of owners have the databases of what owned resources refer to, and no others.
func TestOwnedServices(t *testing.T) {
	t.Parallel()
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(`version: 1
module: example.com/shop
auth: jwt
allow: [signed_in]
services:
  catalog:
    resources:
      product: {fields: {title: string}}
  legal:
    resources:
      term: {fields: {title: string}}
  orders:
    resources:
      order:
        allow: {create: [signed_in], "*": [owner]}
        fields: {customer: uuid value=caller.id, product: ref=catalog.product}
`)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := model.Build(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	if got := ownedServices(m); len(got) != 2 || got[0].Name != "catalog" || got[1].Name != "orders" {
		t.Errorf("got %v", got)
	}
}
