package render

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// jobs returns a pack with its own kind of subject, a file for each, and its own view.
func jobs() Pack {
	perJob := func(m *model.Model) []Subject {
		var all []Subject
		for _, s := range m.Services {
			all = append(all, Subject{Service: s, Kind: "job", ID: "clean_up", Was: "cleanup", File: "clean_up"})
		}
		return all
	}
	return Pack{Name: "jobs", Templates: "jobs", Optional: true, Funcs: template.FuncMap{"loud": strings.ToUpper}, Rows: []Row{
		{
			Template: "job.go.tmpl", Path: "{dir}/internal/jobs/{job}.gen.go", Class: Owned, Each: perJob,
		},
		{Template: "Dockerfile.tmpl", Path: "{dir}/jobs.Dockerfile", Class: Merged, Each: PerService, Program: "{dir}/internal/jobs"},
	}}
}

func TestPackOfItsOwn(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{
		"core/platform/errs/errs.go": {Data: []byte("package errs\n\nimport \"a.com/e\"\n\nvar X = e.X\n")},
		"core/platform/errs/more.go": {Data: []byte("package errs\n\nvar Y = 1\n")},
		"core/pins/base.mod":         {Data: []byte("go 1.26\n\nrequire a.com/base v1.0.0\n")},
		"core/pins/base.sum":         {Data: []byte("a.com/base v1.0.0 h1:b=\n")},
		"core/pins/e.mod":            {Data: []byte("require a.com/e v1.0.0\n")},
		"core/pins/e.sum":            {Data: []byte("a.com/e v1.0.0 h1:e=\n")},
		"core/pins/tools.mod":        {Data: []byte("module x\n")},
		"core/pins/tools.sum":        {},
		"jobs/job.go.tmpl": {Data: []byte("package jobs\n\nimport (\n\t\"{{ .Module }}/platform/errs\"\n)\n\n" +
			"// {{ loud .ID }} is a {{ .Kind }} of {{ .Service.Name }} in {{ .Name }}.\nvar _ = errs.X\n")},
		"jobs/Dockerfile.tmpl": {Data: []byte("{{ range .ImageDirs }}COPY {{ . }} {{ . }}\n{{ end }}")},
	}
	r := New(fsys, jobs())
	m := rendertest.Minimal(t)
	if files, err := r.Files(m); err != nil || len(files) != 4 {
		t.Errorf("a spec that does not ask for the pack: %d files, %v; want go.mod, go.sum, tools.mod and tools.sum", len(files), err)
	}
	m.Packs = []string{"jobs"}
	files, err := r.Files(m)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		got = append(got, f.Path)
	}
	want := []string{
		"go.mod", "go.sum", "platform/errs/errs.go", "services/notes/internal/jobs/clean_up.gen.go", "services/notes/jobs.Dockerfile",
		"tools.mod", "tools.sum",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i, want := range map[int]string{
		1: "a.com/base v1.0.0 h1:b=\na.com/e v1.0.0 h1:e=\n",
		3: "package jobs\n\nimport \"github.com/acme/notes/platform/errs\"\n\n// CLEAN_UP is a job of notes in notes.\nvar _ = errs.X\n",
		4: "COPY platform/errs platform/errs\nCOPY services/notes/internal/jobs services/notes/internal/jobs\n",
	} {
		if string(files[i].Data) != want {
			t.Errorf("%s: got\n%s\nwant\n%s", files[i].Path, files[i].Data, want)
		}
	}
	place := r.Places(m)[0]
	if place.Path != want[3] || place.Kind != "job" || place.ID != "clean_up" || place.Was != "cleanup" || place.Service != m.Services[0] {
		t.Errorf("got the place %+v", place)
	}
}
