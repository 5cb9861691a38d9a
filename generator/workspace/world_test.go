package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// files are targets for tests: path → "class text".
type files map[string]string

func (f files) render() []render.File {
	var out []render.File
	for _, p := range slices.Sorted(maps.Keys(f)) {
		class, text, _ := strings.Cut(f[p], " ")
		mode := fs.FileMode(0o644)
		if strings.HasSuffix(p, ".sh") {
			mode = 0o755
		}
		out = append(out, render.File{Path: p, Mode: mode, Class: render.Class(class), Data: []byte(text)})
	}
	return out
}

func open(t testing.TB, dir string) *Workspace {
	t.Helper()
	w, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// planFor makes the plan from what is on disk.
func planFor(t testing.TB, w *Workspace, in plan.Input) *plan.Plan {
	t.Helper()
	st, err := w.State("v1.0.0")
	if err != nil {
		t.Fatal(err)
	}
	p, err := plan.Make(in, st)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// generate makes and applies a plan.
func generate(t testing.TB, dir string, f files) *plan.Plan {
	t.Helper()
	w := open(t, dir)
	p := planFor(t, w, plan.Input{Files: f.render(), Tool: "v1.0.0"})
	if err := w.Apply(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	return p
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// snapshot describes a tree, directories, modes and link targets included, but for the lock.
func snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		name := filepath.ToSlash(rel)
		if err != nil || name == "." || name == plan.LockPath {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		text := ""
		if info.Mode().IsRegular() {
			text = read(t, dir, name)
		}
		out[name] = fmt.Sprintf("%v %s", info.Mode(), text)
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}

// differences tells how two snapshots differ.
func differences(a, b map[string]string) string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(a)) {
		if a[p] != b[p] {
			out = append(out, fmt.Sprintf("%s: %q, %q", p, a[p], b[p]))
		}
	}
	for _, p := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[p]; !ok {
			out = append(out, fmt.Sprintf("%s: missing, %q", p, b[p]))
		}
	}
	return strings.Join(out, "\n")
}

func copyTree(t testing.TB, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
