package build

import (
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// TestLimitsFetch wants an update that looks at what is stored before its transaction, to ask another service for what changes, to find
// only what is the caller's own: the answers to a stranger would tell what exists.
func TestLimitsFetch(t *testing.T) {
	t.Parallel()
	const text = `version: 1
module: example.com/shop
auth: jwt
services:
  catalog:
    allow: {"*": [signed_in]}
    resources:
      product: {fields: {title: string}}
  orders:
    resources:
      order:
        allow: {create: [signed_in], update: [owner]}
        fields: {customer: uuid value=caller.id, product: ref=catalog.product}
        methods: [create, update]
      note:
        allow: {create: [signed_in], update: [owner]}
        fields: {author: uuid value=caller.id, text: string}
        methods: [create, update]
`
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _ := mustBuild(t, s, ledger.New())
	orders := m.Services[1]
	if !orders.Resource("order").LimitsFetch() || orders.Resource("note").LimitsFetch() {
		t.Errorf("an update of an order fetches its own: %t, one of a note: %t", orders.Resource("order").LimitsFetch(), orders.Resource("note").LimitsFetch())
	}
}
