package kubernetes

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

const shop = `version: 1
module: example.com/film-shop
auth: none
services:
  on: {resources: {product: {fields: {title: string}}}}
  order_items: {resources: {item: {fields: {title: string}}}}
`

// TestNames holds the names of objects.
func TestNames(t *testing.T) {
	t.Parallel()
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(shop)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range deployed(m) {
		names = append(names, word(objectName(p)))
	}
	if want := []string{`"on"`, "order-items", "gateway"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	if got := hostName(m.Name); got != "film-shop" {
		t.Errorf("the workspace is called %s", got)
	}
}
