package generator

import (
	"slices"
	"strconv"
	"testing"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

func TestOldNames(t *testing.T) {
	t.Parallel()
	s := &model.Service{Dir: "services/catalog"}
	product := &model.Resource{Service: s}
	title := &model.Field{Shape: kind.Shape{Name: "title"}, GoName: "Title", Resource: product, Before: &ledger.Field{Name: "name"}}
	product.Fields = []*model.Field{title}
	s.Resources = []*model.Resource{product}
	m := &model.Model{Services: []*model.Service{s}}
	code := []render.Source{
		{Path: "services/catalog/internal/catalog/a.go", Data: []byte("package catalog\n\nvar x = p.Name\nvar y = p.Name\n")},
		{Path: "services/catalog/internal/catalog/b.go", Data: []byte("package catalog\n\nvar x = p.Names\n")},
		{Path: "services/orders/internal/orders/c.go", Data: []byte("package orders\n\nimport \"x/services/catalog/catalogclient\"\nvar x = catalogclient.Product{Name: \"\"}\n")},
		{Path: "services/orders/internal/consumers/d.go", Data: []byte("package consumers\n\nimport \"x/gen/go/x/catalog/v1\"\nvar x = p.GetName()\n")},
		{Path: "services/orders/internal/orders/e.go", Data: []byte("package orders\n\nvar x = p.Name\n")},
	}
	found := func() []string {
		var got []string
		for _, p := range oldNames(m, code) {
			got = append(got, p.Was+" "+p.Path+":"+strconv.Itoa(p.Line))
		}
		return got
	}
	want := []string{
		"Name services/catalog/internal/catalog/a.go:3",
		"Name services/orders/internal/orders/c.go:4",
		"Name services/orders/internal/consumers/d.go:4",
	}
	if got := found(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	product.Fields = append(product.Fields, &model.Field{Shape: kind.Shape{Name: "name"}, GoName: "Name", Resource: product}) // a new field has the name
	if got := found(); got != nil {
		t.Errorf("got %q", got)
	}
}
