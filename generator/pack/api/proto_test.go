package api

import (
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
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
	r := rendertest.Resource(t, item)
	for got, want := range map[string]string{
		filterDoc(r): "A filter for the items to return, in the syntax of AIP-160.\nFields: size.\nWords without a field name search title and body.",
		orderDoc(r): "The field to sort by: title, size, create_time or update_time. Add \" desc\" for descending order, as in \"title desc\".\nIf empty, the order of creation.\n" +
			"Of title, the first 512 characters decide, then the order of creation.",
		eTagDoc(r):    "Changes with every change of the item.",
		messageDoc(r): "Item is an item of the catalog service.",
	} {
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	plain := rendertest.Resource(t, spectest.Resource("item", spectest.Field("title", spec.String)))
	if filterDoc(plain) != "" {
		t.Errorf("a list that takes no filter is documented: %q", filterDoc(plain))
	}
	if want := "Changes with every change of the item. A request that sends an outdated etag fails with ABORTED."; eTagDoc(plain) != want {
		t.Error(eTagDoc(plain))
	}
}
