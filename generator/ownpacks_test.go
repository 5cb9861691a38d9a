package generator

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
)

// A pack cannot write where files come from no template: each of them is at a path that its table refuses.
func TestPacksCannotWriteOtherFiles(t *testing.T) {
	t.Parallel()
	m := rendertest.Sessions(t)
	r := Renderer()
	files, err := r.Files(m)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, p := range r.Places(m) {
		rows = append(rows, p.Path)
	}
	others := 0
	for _, f := range append(files, schemas()...) {
		if slices.Contains(rows, f.Path) {
			continue
		}
		others++
		text := "version: 1\nfiles: [{path: \"" + f.Path + "\", template: a}]"
		if _, err := spec.ParsePack("team", spec.Source{Path: "pack.yaml", Data: []byte(text)}); err == nil {
			t.Errorf("a pack can write %s", f.Path)
		}
	}
	if others == 0 {
		t.Error("every file has a row: the test sees none of the others")
	}
}

func TestPacksClash(t *testing.T) {
	t.Parallel()
	m := rendertest.Minimal(t)
	m.Packs, m.Name = []string{"team"}, "vendor"
	for paths, want := range map[string]string{
		"Makefile":          "svcgen writes it",
		"readme.MD":         "svcgen writes it",
		"makefile/a":        `"makefile" is a file`,
		"services":          "it is a folder",
		"docs/a docs/A":     "the pack team writes it already",
		"docs/a docs/a/b":   `"docs/a" is a file`,
		"docs/a/b docs/a":   "it is a folder",
		"{name}/a":          "svcgen's own files are there",
		"docs/a deploy/b.x": "",
	} {
		text := "version: 1\nfiles:\n"
		for path := range strings.FieldsSeq(paths) {
			text += "  - {path: \"" + path + "\", template: a.tmpl}\n"
		}
		disk := fstest.MapFS{
			".svcgen/packs/team/pack.yaml": {Data: []byte(text)},
			".svcgen/packs/team/a.tmpl":    {Data: []byte("text\n")},
		}
		table, err := spec.ParsePack("team", spec.Source{Path: ".svcgen/packs/team/pack.yaml", Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		_, err = withOwn(Renderer(), []*spec.Pack{table}, m, disk)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %s", paths, err, want)
		}
	}
}
