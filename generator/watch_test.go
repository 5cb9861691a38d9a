package generator

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/templates"
)

// TestSavedWhileGenerating saves a file while Generate is at work, between the reading of the spec and the plan.
func TestSavedWhileGenerating(t *testing.T) {
	const service = "services/notes/service.yaml"
	for _, name := range []string{service, "svcgen.yaml", ".svcgen/model/notes.yaml"} {
		dir := t.TempDir()
		for path, text := range map[string]string{
			"svcgen.yaml": "version: 1\nmodule: example.com/x\nauth: none\n",
			service:       "service: notes\nresources:\n  note:\n    fields:\n      title: string\n",
		} {
			if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755), os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		disk := os.DirFS(dir)
		sources, err := spec.Sources(disk)
		if err != nil {
			t.Fatal(err)
		}
		var seen []plan.Seen
		for _, s := range sources {
			seen = append(seen, plan.Seen{Path: s.Path, Digest: plan.DigestOf(s.Data)})
		}
		mod, sum, err := render.ToolPins(templates.FS)
		if err != nil {
			t.Fatal(err)
		}
		save := func(string) func() {
			if err := errors.Join(os.MkdirAll(filepath.Join(dir, ".svcgen/model"), 0o755), os.WriteFile(filepath.Join(dir, name), []byte("saved: in an editor\n"), 0o644)); err != nil {
				t.Error(err)
			}
			return func() {}
		}
		_, err = Generate(t.Context(), Options{
			Sources: sources, Seen: seen, State: plan.State{Disk: disk}, Progress: save,
			Tools: toolchain.New(toolchain.Options{ToolsMod: mod, ToolsSum: sum}),
		})
		var changed *plan.ChangedError
		if !errors.As(err, &changed) || !slices.Equal(changed.Paths, []string{name}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
