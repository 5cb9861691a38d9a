package build

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// TestFormerTypes holds that the ledger keeps each name that a message had, and that a name that comes back
// is no former one.
func TestFormerTypes(t *testing.T) {
	t.Parallel()
	l := ledger.New()
	for _, run := range []struct {
		name, was string
		former    []string
	}{
		{"product", "", nil},
		{"product", "", nil},
		{"article", "product", []string{"shop.catalog.v1.ProductCreated"}},
		{"article", "", []string{"shop.catalog.v1.ProductCreated"}},
		{"good", "article", []string{"shop.catalog.v1.ProductCreated", "shop.catalog.v1.ArticleCreated"}},
		{"article", "good", []string{"shop.catalog.v1.ProductCreated", "shop.catalog.v1.GoodCreated"}},
	} {
		r := spectest.Resource(run.name, spectest.Field("title", spec.String))
		r.RenamedFrom = run.was
		r.Events = []*spec.Event{{On: spec.Created, Name: spec.Created}}
		m, next, err := Model(spectest.Workspace(spectest.Service("catalog", r)), l)
		if err != nil {
			t.Fatalf("%s: %v", run.name, err)
		}
		if e := m.Services[0].Resources[0].Events[0]; !slices.Equal(e.Former, run.former) {
			t.Errorf("%s after %q: got %v, want %v", run.name, run.was, e.Former, run.former)
		}
		l = next
	}
}
