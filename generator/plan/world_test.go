package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/render"
)

// world builds states and inputs for tests from short texts.
type world struct {
	State
	in Input
}

func newWorld() *world {
	return &world{State: State{Disk: fstest.MapFS{}, Base: fstest.MapFS{}}}
}

// wrote records a file that svcgen wrote and nobody touched.
func (w *world) wrote(class render.Class, path, text string) {
	w.Manifest.Files = append(w.Manifest.Files, Entry{path, class, DigestOf([]byte(text))})
	if class == render.Merged {
		w.Base.(fstest.MapFS)[path] = &fstest.MapFile{Data: []byte(text)}
	}
	w.disk(path, text)
}

func (w *world) disk(path, text string) {
	w.Disk.(fstest.MapFS)[path] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
}

func (w *world) rm(path string) { delete(w.Disk.(fstest.MapFS), path) }

func (w *world) wants(class render.Class, path, text string) {
	w.in.Files = append(w.in.Files, render.File{Path: path, Mode: 0o644, Class: class, Data: []byte(text)})
}

// plan makes the plan and compares its actions with lines such as "> b from a: reason | notice".
func (w *world) plan(t *testing.T, want ...string) *Plan {
	t.Helper()
	p := mustMake(t, w.in, w.State)
	var got []string
	for _, a := range p.Changes() {
		line := a.Kind.Mark() + " " + a.Path
		if a.From != "" {
			line += " from " + a.From
		}
		if a.Reason != "" {
			line += ": " + a.Reason
		}
		if a.Notice != "" {
			line += " | " + a.Notice
		}
		got = append(got, line)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	return p
}

// after applies the plan, checks the disk, and that the same input gives an empty plan from there.
func (w *world) after(t *testing.T, p *Plan, disk map[string]string, manifest ...string) {
	t.Helper()
	st := applied(w.State, p)
	got := map[string]string{}
	for path, f := range st.Disk.(fstest.MapFS) {
		got[path] = string(f.Data)
	}
	if !maps.Equal(got, disk) {
		t.Errorf("disk %q\nwant %q", got, disk)
	}
	if manifest != nil {
		var lines []string
		for _, e := range st.Manifest.Files {
			lines = append(lines, fmt.Sprintf("%s %s", e.Class, e.Path))
		}
		if !slices.Equal(lines, manifest) {
			t.Errorf("manifest %q\nwant %q", lines, manifest)
		}
	}
	in := w.in
	in.Edits, in.Renames, in.Options = nil, nil, Options{}
	again := mustMake(t, in, st)
	if !again.Current() || len(again.Base) > 0 {
		t.Errorf("the next plan is not empty: %+v, bases %v", again.Changes(), again.Base)
	}
}
