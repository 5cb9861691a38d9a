package generator

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

func TestDeclare(t *testing.T) {
	t.Parallel()
	workspace := spec.Source{Path: spec.WorkspaceFile, Data: []byte("version: 1\nmodule: example.com/a\nauth: none\n")}
	service := spec.Source{Path: spec.ServiceFile("notes"), Service: "notes", Data: []byte("service: notes\nresources:\n  note:\n    fields:\n      title: string\n")}
	of := spec.Target{Service: "notes", Resource: "note"}
	for _, c := range []struct {
		name    string
		sources []spec.Source
		choice  lineage.Choice
		path    string
		want    string // "" if it fails
	}{
		{"renamed", []spec.Source{workspace, service}, lineage.Choice{Rename: true, Target: spec.Target{Service: "notes", Resource: "note", Field: "title"}, Name: "heading"}, service.Path, "title: string renamed_from=heading"},
		{"removed", []spec.Source{workspace, service}, lineage.Choice{Target: of, Name: "mood"}, service.Path, "removed: [mood]"},
		{"a service", []spec.Source{workspace, service}, lineage.Choice{Name: "orders"}, workspace.Path, "removed: [orders]"},
		{"no file holds it", []spec.Source{}, lineage.Choice{Target: of, Name: "mood"}, "", ""},
	} {
		after, edit, err := Declare(c.sources, c.choice)
		if c.want == "" {
			if err == nil {
				t.Errorf("%s: no error", c.name)
			}
			continue
		}
		if err != nil || edit.Path != c.path || !strings.Contains(string(edit.Data), c.want) {
			t.Errorf("%s: %v, %s:\n%s", c.name, err, edit.Path, edit.Data)
		}
		for i, f := range after {
			if changed := string(f.Data) != string(c.sources[i].Data); changed != (f.Path == c.path) {
				t.Errorf("%s: %s changed: %v", c.name, f.Path, changed)
			}
		}
	}
}
