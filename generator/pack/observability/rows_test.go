package observability

import (
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestTraced(t *testing.T) {
	t.Parallel()
	got := traced(rendertest.Build(t, spectest.APIKeys()))
	if got == nil || got.Request != "GET "+got.Path || got.Call != "shop.api_keys.v1.ApiKeysService/ListShelves" {
		t.Errorf("got %+v", got)
	}
	if got := traced(rendertest.Build(t, spectest.Service("empty"))); got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestPassed(t *testing.T) {
	t.Parallel()
	if got := passed(rendertest.Build(t, spectest.APIKeys())); got != nil {
		t.Errorf("one service calls %+v", got)
	}
	title := spectest.Field("title", spec.String)
	product := spectest.Ref("product", "product")
	product.RefService = "catalog"
	got := passed(rendertest.Build(t,
		spectest.Service("catalog", spectest.Resource("product", title)), spectest.Service("orders", spectest.Resource("order", product)),
	))
	want := hop{"OrdersOrder", "Orders", "/v1/orders", "POST /v1/orders", "shop.orders.v1.OrdersService/CreateOrder", "shop.catalog.v1.CatalogService/GetProduct"}
	if got == nil || *got != want {
		t.Errorf("got %+v", got)
	}
}

// TestPassedBatch holds that the test knows which method clients ask with.
func TestPassedBatch(t *testing.T) {
	t.Parallel()
	product := spectest.Ref("product", "product")
	product.RefService = "catalog"
	referred := spectest.Resource("product", spectest.Field("title", spec.String))
	referred.Methods = append(referred.Methods, spec.BatchGet)
	got := passed(rendertest.Build(t, spectest.Service("catalog", referred), spectest.Service("orders", spectest.Resource("order", product))))
	if got == nil || got.Passed != "shop.catalog.v1.CatalogService/BatchGetProducts" {
		t.Errorf("got %+v", got)
	}
}
