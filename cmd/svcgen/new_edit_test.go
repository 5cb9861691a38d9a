package main

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// TestEditorStart holds that what the editor shows first is a spec, with and without the notes, and that these explain every
// type and key.
func TestEditorStart(t *testing.T) {
	t.Parallel()
	for _, o := range []newOptions{{}, {dir: "shop"}, {dir: "No Name!"}, {module: "example.com/x", example: "shop"}} {
		text, err := o.editorStart()
		if err != nil {
			t.Fatal(err)
		}
		for _, data := range [][]byte{text, withoutNotes(text)} {
			if _, err := spec.Parse([]spec.Source{{Path: "x", Data: data}}); err != nil {
				t.Errorf("%+v: %v", o, err)
			}
		}
		if strings.Contains(string(withoutNotes(text)), "svcgen then shows") || strings.Contains(string(withoutNotes(text)), "# string") {
			t.Errorf("notes are left: %s", withoutNotes(text))
		}
		for _, d := range spec.ResourceKeyDocs() {
			if !strings.Contains(string(text), d.Text) {
				t.Errorf("%s is not explained", d.Key)
			}
		}
	}
	if text, _ := (&newOptions{dir: "/x/orders"}).editorStart(); !strings.Contains(string(text), "\nmodule: github.com/you/orders\n") {
		t.Errorf("%s", text)
	}
}
