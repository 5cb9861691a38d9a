package build

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// parsed parses a workspace with the given services in svcgen.yaml.
func parsed(t *testing.T, services string) *spec.Spec {
	t.Helper()
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\n" + services)}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// choices builds one spec after another and returns the choices of the last one, which must lose something.
func choices(t *testing.T, before, after string) []string {
	t.Helper()
	_, known := mustBuild(t, parsed(t, before), ledger.New())
	_, _, err := Model(parsed(t, after), known)
	var loss *lineage.LossError
	if !errors.As(err, &loss) {
		t.Fatalf("the error is %v, not a loss", err)
	}
	var all []string
	for _, l := range loss.Losses {
		for _, c := range l.Choices {
			kind := "removed"
			switch {
			case c.Name == "":
				kind = "by hand"
			case c.Rename:
				kind = "renamed_from"
			}
			all = append(all, strings.TrimRight(fmt.Sprintf("%s: %s %s", c.Target, kind, c.Name), " "))
		}
	}
	return all
}

// Programs can apply a choice to the spec without parsing its text.
func TestChoicesForPrograms(t *testing.T) {
	t.Parallel()
	const before = `
services:
  shop:
    enums: {color: [red, blue]}
    resources:
      item:
        soft_delete: true
        removed: []
        fields:
          title: string
          note: text optional
          color: enum=color
          state: enum=draft,done
      shelf: {fields: {name: string}}
`
	after := strings.NewReplacer("[red, blue]", "[red, green]", "soft_delete: true", "soft_delete: false",
		"note:", "remark:", "draft,done", "draft,closed", "shelf:", "rack:").Replace(before)
	want := []string{
		"shop.item.remark: renamed_from note",
		"shop.item: removed note",
		"shop.item: by hand",
		"shop.item: removed delete_time",
		"shop.rack: renamed_from shelf",
		"shop: removed shelf",
		"shop: removed color.blue -> green",
		"shop: removed color.blue",
		"shop.item: removed state.done -> closed",
		"shop.item: removed state.done",
	}
	if diff := cmp.Diff(want, choices(t, before, after)); diff != "" {
		t.Error(diff)
	}
}
