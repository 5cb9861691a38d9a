package draft

import (
	"io"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
)

// TestKept holds that a form that was left at any question goes on there, and ends with the same spec.
func TestKept(t *testing.T) {
	t.Parallel()
	answers := []string{
		"example.com/shop", "catalog, orders", "product category", "sku string unique", `note text optional description="a b"`,
		"+", "0", "+", "1", "sku note", "+", "3", "What we sell.", "", "slug string", "", "order", "product string", "",
	}
	whole := &Draft{}
	if _, err := play(t, whole, answers...); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(answers); n++ {
		left := &Draft{}
		var data []byte
		p := &player{t: t, answers: answers[:n]}
		w := NewWizard(p, say.New(io.Discard, io.Discard), left)
		w.Keep = func(k Kept) { data, _ = k.Marshal("v1") }
		if err := w.Run(t.Context()); err == nil {
			t.Fatalf("the form ended after %d answers", n)
		}
		k, err := ReadKept(data, "v1")
		if err != nil {
			t.Fatalf("after %d answers: %v\n%s", n, err, data)
		}
		rest := answers[n:]
		if a := answers[n-1]; a == "+" || n > 1 && answers[n-2] == "+" && (a == "1" || a == "3") { // what was begun there is asked again
			continue
		}
		again := &Draft{}
		p = &player{t: t, answers: rest}
		w = NewWizard(p, say.New(io.Discard, io.Discard), again)
		w.Continue(k)
		if err := w.Run(t.Context()); err != nil {
			t.Fatalf("after %d answers: %v, asked %q", n, err, p.asked)
		}
		if got, want := again.Source("").Data, whole.Source("").Data; string(got) != string(want) {
			t.Errorf("after %d answers:\n%s\nwant\n%s", n, got, want)
		}
	}
}

func TestKeptIsChecked(t *testing.T) {
	t.Parallel()
	good := `{"version": "v1", "at": "catalog.product", "module": "example.com/a",
		"services": [{"name": "catalog", "resources": [{"name": "product", "description": "x", "fields": ["sku string", "title string"],
		"unique": [["sku", "title"]]}]}], "packs": ["github-actions"]}`
	if _, err := ReadKept([]byte(good), "v1"); err != nil {
		t.Fatal(err)
	}
	for was, is := range map[string]string{
		"v1":            "v2",
		"example.com/a": "a b",
		`"catalog"`:     `"../catalog"`,
		`"product"`:     `"x: y"`,
		"sku string":    `sku string\nx: y`,
		`"x"`:           `"\u001b[31m"`,
		`["sku", "t`:    `["\u001b", "t`,
		"github":        "\u001b",
		"{":             "",
	} {
		if k, err := ReadKept([]byte(strings.Replace(good, was, is, 1)), "v1"); err == nil {
			t.Errorf("%s instead of %s: %+v", is, was, k)
		}
	}
}

func TestKeptCoversFlags(t *testing.T) {
	t.Parallel()
	k := Kept{Draft: &Draft{Module: "example.com/a"}}
	for _, word := range []string{"catalog/product:sku:string", "catalog/category"} {
		if _, err := k.Draft.AddResource(word); err != nil {
			t.Fatal(err)
		}
	}
	for flags, want := range map[string]bool{
		"":                            true,
		"example.com/a":               true,
		"example.com/b":               false,
		" catalog/product":            true,
		" catalog/product:sku:string": true,
		" catalog/product:sku:text":   false,
		"example.com/a catalog/category orders/order": false,
	} {
		module, resources, _ := strings.Cut(flags, " ")
		d := &Draft{Module: module}
		for word := range strings.FieldsSeq(resources) {
			if _, err := d.AddResource(word); err != nil {
				t.Fatal(err)
			}
		}
		if got := k.Covers(d); got != want {
			t.Errorf("%q: %t", flags, got)
		}
	}
}

// TestContinueWithoutTheQuestion holds that an answer that was begun is not put to another question.
func TestContinueWithoutTheQuestion(t *testing.T) {
	t.Parallel()
	kept := Kept{Draft: &Draft{Module: "example.com/a"}, At: "module", Typed: "example.com/b"}
	w := NewWizard(&player{t: t}, say.New(io.Discard, io.Discard), &Draft{Module: "example.com/a"})
	if w.Continue(kept); w.at != 0 || w.typed != "" {
		t.Errorf("at %d with %q", w.at, w.typed)
	}
}
