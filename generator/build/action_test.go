package build

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

const acting = `
services:
  shop:
    resources:
      item:
        fields:
          title: string
          select: string optional
          state: enum=draft,live default=draft output_only
        actions:
          select: state draft -> live
          validate: {set: {select: null}}
          adjust_api_level: {transition: state live -> draft, set: {title: x}}
`

// The RPC of an action has the resource behind the verb. Where a method of the entity has a name already, that of the action gets another
// one.
func TestActionNames(t *testing.T) {
	t.Parallel()
	m, _ := mustBuild(t, parsed(t, acting), ledger.New())
	r := m.Services[0].Resources[0]
	var got []string
	for _, m := range r.Actions() {
		got = append(got, m.RPC+" "+m.UseCase+" "+m.Action.GoName+" "+m.Verb+" "+m.Path, m.Doc)
	}
	want := []string{
		"SelectItem SelectItem SelectAction post /v1/items/{id}:select",
		"SelectItem changes the state of an item from draft to live. It fails with FAILED_PRECONDITION in another state.",
		"ValidateItem ValidateItem ValidateAction post /v1/items/{id}:validate",
		"ValidateItem sets the select of an item.",
		"AdjustItemApiLevel AdjustItemAPILevel AdjustAPILevel post /v1/items/{id}:adjustApiLevel",
		"AdjustItemApiLevel changes the state of an item from live to draft, and sets the title. It fails with FAILED_PRECONDITION in another state.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// An action of the last run keeps its RPC, whatever is added beside it.
func TestActionsThatCollide(t *testing.T) {
	t.Parallel()
	before := parsed(t, acting)
	_, known := mustBuild(t, before, ledger.New())
	for name, tt := range map[string]struct{ add, want string }{
		"a method of another resource": {"  item_price: {fields: {a: string}}\n", `action "update_price" of item: the name of its method, UpdateItemPrice, is taken`},
		"an action of another one":     {"  item_note: {fields: {a: int32}, actions: {publish: {set: {a: 1}}}}\n  note: {fields: {a: int32}, actions: {publish_item: {set: {a: 1}}}}\n", ""},
		"a message":                    {"  publish_item_request: {fields: {a: string}}\n", `action "publish" of item: the name of its method, PublishItem, is taken`},
	} {
		text := acting + "          update_price: {set: {title: y}}\n          publish: {set: {title: z}}\n"
		_, _, err := Model(parsed(t, text+"    "+strings.ReplaceAll(tt.add, "\n  ", "\n      ")), known)
		var problems spec.Problems
		switch {
		case tt.want == "" && err == nil:
		case !errors.As(err, &problems) || len(problems) != 1 || problems[0].Msg != tt.want || problems[0].Line == 0:
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
}
