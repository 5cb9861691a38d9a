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

func open(tb testing.TB, dir string) *Workspace {
	tb.Helper()
	w, err := Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = w.Close() })
	return w
}

// planFor makes the plan from what is on disk.
func planFor(tb testing.TB, w *Workspace, in plan.Input) *plan.Plan {
	tb.Helper()
	st, err := w.State("v1.0.0")
	if err != nil {
		tb.Fatal(err)
	}
	p, err := plan.Make(in, st)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// generate makes and applies a plan.
func generate(tb testing.TB, dir string, f files) *plan.Plan {
	tb.Helper()
	w := open(tb, dir)
	p := planFor(tb, w, plan.Input{Files: f.render(), Tool: "v1.0.0"})
	if err := w.Apply(tb.Context(), p); err != nil {
		tb.Fatal(err)
	}
	return p
}

func write(tb testing.TB, dir, name, text string) {
	tb.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

func read(tb testing.TB, dir, name string) string {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

// snapshot describes a tree, directories, modes and link targets included, but for the lock.
func snapshot(tb testing.TB, dir string) map[string]string {
	tb.Helper()
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
			text = read(tb, dir, name)
		}
		out[name] = fmt.Sprintf("%v %s", info.Mode(), text)
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		tb.Fatal(err)
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

func copyTree(tb testing.TB, from, to string) {
	tb.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		tb.Fatal(err)
	}
}
