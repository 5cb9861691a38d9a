package draft

import (
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/spec"
)

func TestScope(t *testing.T) {
	t.Parallel()
	service := func(name string, resources ...string) *spec.Service {
		s := &spec.Service{Name: name}
		for _, r := range resources {
			s.Resources = append(s.Resources, &spec.Resource{Name: r})
		}
		return s
	}
	s := scope{service("orders", "order", "line"), []*spec.Service{service("catalog", "category", "product"), service("stock")}}
	for typed, want := range map[string]string{
		"":           "order line catalog. stock.",
		"cat":        "catalog.",
		"catalog.":   "catalog.category catalog.product",
		"catalog.p":  "catalog.product",
		"catalogs.p": "",
	} {
		if got := strings.Join(s.referable(typed), " "); got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
	for ref, want := range map[string]string{
		"order":           "",
		"ordr":            `orders has no resource "ordr" (order?)`,
		"catalog.product": "",
		"catalog.produkt": `catalog has no resource "produkt" (product?)`,
		"catalogue.x":     `there is no service "catalogue" (catalog?)`,
		"stock.item":      "", // asked for later
	} {
		f := &spec.Field{Type: spec.Ref, Ref: ref}
		if parts := strings.Split(ref, "."); len(parts) == 2 {
			f.RefService, f.Ref = parts[0], parts[1]
		}
		err := s.checkRef(f)
		if want == "" && err != nil || want != "" && (err == nil || ask.Inline(err) != want) {
			t.Errorf("%s: %v, want %q", ref, err, want)
		}
	}
	alone := scope{Service: s.Service}
	if err := alone.checkRef(&spec.Field{Type: spec.Ref, Ref: "x", RefService: "y"}); err != nil || slices.Contains(alone.referable(""), "y.") {
		t.Errorf("without others: %v", err)
	}
}
