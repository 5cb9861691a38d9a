package observability

import (
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
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
