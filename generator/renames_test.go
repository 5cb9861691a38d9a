package generator

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// chores is a pack with a kind of its own. The description of a service stands for its part of the spec language: "nightly" is
// a chore, "nightly renamed_from=hourly" one that was called hourly.
func chores() render.Pack {
	perChore := func(m *model.Model) []render.Subject {
		var all []render.Subject
		for _, s := range m.Services {
			name, was, renamed := strings.Cut(s.Description, " renamed_from=")
			if !renamed {
				was = name
			}
			all = append(all, render.Subject{Service: s, Kind: "chore", ID: name, Was: was, File: name})
		}
		return all
	}
	unrename := func(s *spec.Service, was map[string]string) *spec.Service {
		out := *s
		name, _, _ := strings.Cut(s.Description, " ")
		out.Description = was[name]
		return &out
	}
	return render.Pack{
		Name: "chores", Templates: "chores", Unrename: map[string]render.Unrename{"chore": unrename},
		Rows: []render.Row{{Template: "chore.go.tmpl", Path: "{dir}/chores/{chore}.go", Class: render.Seeded, Each: perChore}},
	}
}

// Subjects of a pack move when they are renamed, alone or with their service, and bring the text of the last run along.
func TestMovesOfAPack(t *testing.T) {
	t.Parallel()
	const header, resources = "version: 1\nmodule: github.com/acme/shop\nauth: none\nservices:\n", ", resources: {note: {fields: {title: string}}}}\n"
	renderer := render.New(fstest.MapFS{
		"core/pins/base.mod":   {Data: []byte("go 1.26\n")},
		"core/pins/base.sum":   {},
		"core/pins/tools.mod":  {Data: []byte("module x\n")},
		"core/pins/tools.sum":  {},
		"core/platform/a.go":   {Data: []byte("package platform\n")},
		"chores/chore.go.tmpl": {Data: []byte("package chores\n\n// {{ .ID }} of {{ .Service.Name }}\n")},
	}, chores())
	before, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(header + "  notes: {description: hourly" + resources)}})
	if err != nil {
		t.Fatal(err)
	}
	_, last, err := build.Model(before, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"services/notes/chores/hourly.go": ""}
	for _, f := range last.Files() {
		files[f.Path] = string(f.Data)
	}
	for _, c := range []struct {
		name, service string
		want          []plan.Rename // of files; folders end with a slash
	}{
		{"nothing", "  notes: {description: hourly", nil},
		{"the job", "  notes: {description: nightly renamed_from=hourly", []plan.Rename{
			{From: "services/notes/chores/hourly.go", To: "services/notes/chores/nightly.go", Base: []byte("package chores\n\n// hourly of notes\n")},
		}},
		{"the job and its service", "  memos: {renamed_from: notes, description: nightly renamed_from=hourly", []plan.Rename{
			{From: "services/notes/chores/hourly.go", To: "services/memos/chores/nightly.go", Base: []byte("package chores\n\n// hourly of notes\n")},
		}},
	} {
		now, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(header + c.service + resources)}})
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := build.Model(now, last)
		if err != nil {
			t.Fatal(err)
		}
		all, err := moves(renderer, now, m, disk(files))
		if err != nil {
			t.Fatal(err)
		}
		var got []plan.Rename
		for _, r := range all {
			if strings.HasSuffix(r.From, ".go") {
				got = append(got, r)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s renamed: %s", c.name, diff)
		}
	}
}
