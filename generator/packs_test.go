package generator

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates"
)

// Every template has a row, every row a template, and every part a template that it is a part of.
func TestEveryTemplateHasARow(t *testing.T) {
	t.Parallel()
	var rows, files []string
	withParts := map[string]bool{} // folders where the parts of a template can be
	for _, p := range packs() {
		for _, r := range p.Rows {
			rows = append(rows, p.Templates+"/"+r.Template)
			withParts[p.Templates+"/"+render.PartsDir(r.Template)] = true
		}
	}
	err := fs.WalkDir(templates.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".tmpl") && !withParts[path.Dir(name)] {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if !slices.Contains(rows, name) {
			t.Errorf("templates/%s has no row", name)
		}
	}
	for _, name := range rows {
		if !slices.Contains(files, name) {
			t.Errorf("a row names templates/%s, which does not exist", name)
		}
	}
}

// Templates do not count on a first resource, though every spec has one today. That what they print is formatted is held by
// TestHygiene.
func TestNoResources(t *testing.T) {
	t.Parallel()
	s := &spec.Spec{Module: "github.com/acme/shop", Name: "shop", Auth: "none", Services: []*spec.Service{{Name: "stock"}}}
	for _, p := range packs() {
		if p.Optional {
			s.Packs = append(s.Packs, p.Name)
		}
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Renderer().Files(m); err != nil {
		t.Error(err)
	}
}

// A spec can ask for every optional pack.
func TestOptionalPacksAreWordsOfTheSpec(t *testing.T) {
	t.Parallel()
	for _, p := range packs() {
		if !p.Optional {
			continue
		}
		_, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(
			"version: 1\nmodule: github.com/acme/shop\nauth: none\npacks: [" + p.Name + "]\nservices:\n  notes:\n    resources:\n" +
				"      note:\n        fields:\n          title: string len=..10\n")}})
		if err != nil {
			t.Errorf("packs: [%s]: %v", p.Name, err)
		}
	}
}
