package merge

import (
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// A field that both branches removed has no name in the merge, and must not be taken for its resource.
func TestKeptName(t *testing.T) {
	item := spec.Target{Service: "catalog", Resource: "item"}
	field := func(name string) spec.Target { return spec.Target{Service: "catalog", Resource: "item", Field: name} }
	m := &Merge{kept: &side{ledger: ledger.New()}, things: []*thing{
		{base: field("gone")},
		{base: field("old"), kept: field("old"), moved: field("new"), final: "new", inBoth: true},
		{base: item, kept: item, moved: item, final: "item", inBoth: true},
		{base: spec.Target{Service: "catalog"}, kept: spec.Target{Service: "catalog"}, moved: spec.Target{Service: "catalog"}, final: "catalog", inBoth: true},
	}}
	for at, want := range map[spec.Target]string{item: "item", field("new"): "old", field("gone"): ""} {
		if got := m.keptName(at); got != want {
			t.Errorf("%v: got %q, want %q", at, got, want)
		}
	}
}
