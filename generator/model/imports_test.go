package model

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/kind"
)

// TestFieldImports holds that each import of a type of field is in one of three groups, with a path that Go knows.
func TestFieldImports(t *testing.T) {
	t.Parallel()
	m := &Model{Module: "example.com/shop"}
	for _, group := range []struct {
		name string
		got  []string
		has  string
	}{
		{"standard library", m.StandardImports(), "time"},
		{"modules", m.ModuleImports(), "github.com/shopspring/decimal"},
		{"platform", m.PlatformImports(), "example.com/shop/platform/civil"},
	} {
		if !slices.Contains(group.got, group.has) {
			t.Errorf("%s: got %s, which lacks %s", group.name, group.got, group.has)
		}
	}
	all := slices.Concat(m.StandardImports(), m.ModuleImports(), m.PlatformImports())
	if got, want := len(all), len(kind.Imports()); got != want {
		t.Errorf("%d paths of %d: %s", got, want, all)
	}
}
