package plan

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/render"
)

func TestLost(t *testing.T) {
	digest := DigestOf([]byte("another version\n"))
	for name, c := range map[string]struct {
		change func(w *world)
		want   []string
	}{
		"nothing":             {func(*world) {}, nil},
		"the manifest":        {func(w *world) { w.Manifest = Manifest{} }, []string{ManifestPath}},
		"a line of it":        {func(w *world) { w.Manifest.Files = w.Manifest.Files[1:] }, []string{ManifestPath}},
		"a merge base":        {func(w *world) { w.Base = fstest.MapFS{} }, []string{BaseDir + "/Makefile"}},
		"another merge base":  {func(w *world) { w.Base.(fstest.MapFS)["Makefile"].Data = []byte("b\n") }, []string{BaseDir + "/Makefile"}},
		"lines about a unit":  {func(w *world) { w.Manifest.Units = nil }, nil},
		"a line stands twice": {func(w *world) { w.Manifest.Files = append(w.Manifest.Files, w.Manifest.Files[0]) }, nil},
		"a line of each of two branches": {
			func(w *world) { w.Manifest.Files = append(w.Manifest.Files, Entry{"a.gen.go", render.Owned, digest}) }, nil,
		},
		"the line of the other branch": {func(w *world) { w.Manifest.Files[1].Digest = digest }, []string{ManifestPath}},
		"a line of each of two branches, and the base": {
			func(w *world) {
				w.Manifest.Files[2].Digest = digest
				w.Manifest.Files = append(w.Manifest.Files, Entry{"Makefile", render.Merged, DigestOf(nil)})
			}, nil,
		},
		"a line about what is gone": {
			func(w *world) { w.Manifest.Files = append(w.Manifest.Files, Entry{"gone.go", render.Seeded, digest}) }, nil,
		},
		"a file that is to be written":        {func(w *world) { w.rm("a.gen.go") }, nil},
		"a merged file that a person deleted": {func(w *world) { w.rm("Makefile") }, nil},
		"a line of it, and a file": {
			func(w *world) { w.rm("a.gen.go"); w.Manifest.Files = w.Manifest.Files[1:] }, []string{ManifestPath},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.wrote(render.Owned, "b.gen.go", "b\n")
			w.wants(render.Owned, "b.gen.go", "b\n")
			w.Manifest.Units = []Unit{{"render .", digest}}
			w.in.Units = w.Manifest.Units
			w.wrote(render.Owned, "a.gen.go", "a\n")
			w.wrote(render.Merged, "Makefile", "all:\n")
			w.wants(render.Owned, "a.gen.go", "a\n")
			w.wants(render.Merged, "Makefile", "all:\n")
			c.change(w)
			p := mustMake(t, w.in, w.State)
			if !slices.Equal(p.Lost, c.want) {
				t.Errorf("lost %v, want %v", p.Lost, c.want)
			}
			if p.Current() != (p.Counts() == Counts{} && c.want == nil) {
				t.Errorf("current: %v", p.Current())
			}
		})
	}
}
