package stack

import (
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

const ordered = `version: 1
module: example.com/shop
auth: none
services:
  shop:
    resources:
      product: {fields: {sku: string unique}}
      order:
        fields: {note: string}
        children:
          line: {fields: {product: ref=product}}
          gift: {fields: {product: ref=product unique}}
`

// TestItemTarget holds that users who each create entities with numbers of their own do not create the same ones, but where children need different ones.
func TestItemTarget(t *testing.T) {
	t.Parallel()
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(ordered)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]string{"line": {"_", "i"}, "gift": {"j", "(i+j)%3"}}
	for _, r := range m.Services[0].Resources {
		for _, c := range r.Children {
			name := c.List.Key
			if got := [2]string{itemNumber(c), itemTarget(sentRefs(c)[0])}; got != want[name] {
				t.Errorf("%s: got %q, want %q", name, got, want[name])
			}
			delete(want, name)
		}
	}
	if len(want) > 0 {
		t.Errorf("not tried: %v", want)
	}
}
