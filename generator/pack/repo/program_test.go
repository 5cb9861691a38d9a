package repo_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// A second program of a service gets a container and an image without a change to any template.
func TestAnotherProgram(t *testing.T) {
	t.Parallel()
	m := rendertest.Minimal(t)
	worker := rendertest.AddWorker(m.Services[0])
	files := rootFiles(t, m)

	var compose struct {
		Services map[string]struct {
			Image     string
			Build     struct{ Dockerfile string }
			DependsOn map[string]any `yaml:"depends_on"`
		}
	}
	if err := yaml.Unmarshal([]byte(files["compose.gen.yaml"]), &compose); err != nil {
		t.Fatal(err)
	}
	got := compose.Services["notes-worker"]
	if got.Image != "notes-notes-worker" || got.Build.Dockerfile != worker.Dockerfile || got.DependsOn["notes-migrate"] == nil {
		t.Errorf("container of the worker: %+v", got)
	}
	dockerfile := files[worker.Dockerfile]
	for _, want := range []string{
		"\nEXPOSE 9199\n", "./services/notes/cmd/notes-worker\n", `ENTRYPOINT ["/notes-worker"]`, "make image-notes-worker",
	} {
		if !strings.Contains(dockerfile, want) {
			t.Errorf("no %q in %s:\n%s", want, worker.Dockerfile, dockerfile)
		}
	}
}

// make finds programs and images by their directories, so that it includes a user's own programs.
func TestMakeTargets(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("make")
	if err != nil {
		t.Skip("no make")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"svcgen.gen.mk":                                  rootFiles(t, rendertest.Minimal(t))["svcgen.gen.mk"],
		"services/gateway/Dockerfile":                    "",
		"services/gateway/cmd/gateway/main.go":           "",
		"services/notes/Dockerfile":                      "",
		"services/notes/cmd/notes-api/main.go":           "",
		"services/notes/cmd/notes-worker/Dockerfile":     "",
		"services/notes/cmd/notes-worker/main.go":        "",
		"services/notes/migrations/00001_initial_up.sql": "",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for target, want := range map[string]string{
		"run-notes":          "go build -o bin/ ./services/notes/cmd/notes-api && exec bin/notes-api ",
		"run-notes-worker":   "go build -o bin/ ./services/notes/cmd/notes-worker && exec bin/notes-worker ",
		"run-gateway":        "go build -o bin/ ./services/gateway/cmd/gateway && exec bin/gateway ",
		"run-none":           `there is no "none" here, only: gateway notes notes-worker`,
		"migrate-notes":      "exec bin/notes-api migrate",
		"migrate-gateway":    `there is no "gateway" here, only: notes`,
		"image-notes":        "-f services/notes/Dockerfile ",
		"image-notes-worker": "-f services/notes/cmd/notes-worker/Dockerfile ",
		"image-none":         `there is no "none" here, only: gateway notes notes-worker`,
		"images":             "-t notes-notes-worker:v1 ",
	} {
		out, err := exec.Command(program, "-C", dir, "-n", "-f", "svcgen.gen.mk", "VERSION=v1", target).CombinedOutput()
		if failed := err != nil; failed != strings.HasPrefix(want, "there is no ") || !strings.Contains(string(out), want) {
			t.Errorf("make %s: %v\n%s\nwant %s", target, err, out, want)
		}
	}
}
