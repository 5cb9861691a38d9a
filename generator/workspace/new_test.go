package workspace

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

var newTree1 = files{
	SpecFile:                "seeded module: x\n",
	"README.md":             "seeded svcgen's\n",
	"Makefile":              "merged all:\n",
	"run.sh":                "owned #!/bin/sh\n",
	"services/a/app/app.go": "owned package app\n",
	"services/b/app/app.go": "owned package app\n",
}

func siteAndPlan(t *testing.T, dir string) (*Site, *plan.Plan) {
	t.Helper()
	s, err := Prepare(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	p, err := plan.Make(plan.Input{Files: newTree1.render(), Tool: "v1.0.0"}, s.State())
	if err != nil {
		t.Fatal(err)
	}
	return s, p
}

func TestCreate(t *testing.T) {
	parent := t.TempDir()
	s, p := siteAndPlan(t, filepath.Join(parent, "deep", "er", "shop"))
	if err := s.Create(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	got := snapshot(t, filepath.Join(parent, "deep", "er"))
	for name, want := range map[string]string{
		"shop": "drwxr-xr-x ", "shop/run.sh": "-rwxr-xr-x #!/bin/sh\n", "shop/Makefile": "-rw-r--r-- all:\n",
		"shop/.svcgen/base/Makefile": "-rw-r--r-- all:\n", "shop/services/a/app/app.go": "-rw-r--r-- package app\n",
	} {
		if got[name] != want {
			t.Errorf("%s: %q", name, got[name])
		}
	}
	if len(got) != 16 {
		t.Errorf("%d things: %v", len(got), got)
	}
	w := open(t, filepath.Join(parent, "deep", "er", "shop"))
	if p := planFor(t, w, plan.Input{Files: newTree1.render(), Tool: "v1.0.0"}); !p.Current() || len(p.Base) > 0 {
		t.Errorf("the new workspace is not current: %v", p.Changes())
	}
	if found, err := Find(filepath.Join(w.Dir(), "services", "a")); err != nil || found != w.Dir() {
		t.Errorf("found %q, %v", found, err)
	}
	if _, err := Prepare(w.Dir()); !errors.As(err, new(*ExistsError)) {
		t.Errorf("a workspace in a workspace: %v", err)
	}
	if _, err := Find(parent); !errors.As(err, new(*NotFoundError)) {
		t.Errorf("found one in %s: %v", parent, err)
	}
	if _, err := Prepare(filepath.Join(w.Dir(), "Makefile")); err == nil {
		t.Error("a file is no site")
	}
}

// TestCreateLeavesNothing makes every change of the disk fail, and cancels at every change.
func TestCreateLeavesNothing(t *testing.T) {
	for _, existing := range []bool{false, true} {
		for at := 1; ; at++ {
			var reached bool
			for _, cancelled := range []bool{false, true} {
				parent := t.TempDir()
				dir := filepath.Join(parent, "deep", "shop")
				if existing {
					write(t, dir, "README.md", "mine\n")
					write(t, dir, ".git/HEAD", "ref\n")
				}
				before := snapshot(t, parent)
				s, p := siteAndPlan(t, dir)
				ctx, cancel := context.WithCancel(t.Context())
				w := new(Workspace)
				written := false
				total := steps(w, func(n int, op, path string) error {
					written = written || n < at && op == "replace" && path == plan.ManifestPath // the last of them
					switch {
					case n != at || op == "remove":
					case cancelled:
						cancel()
					default:
						return syscall.ENOSPC
					}
					return nil
				})
				s.step = w.step
				err := s.Create(ctx, p)
				cancel()
				reached = reached || *total >= at
				after := snapshot(t, parent)
				if err == nil || written || !existing && after["deep/shop"] != "" { // and if it fails then, the next command finishes it
					if _, ok := after["deep/shop/"+SpecFile]; !ok {
						t.Errorf("step %d: no error, and nothing there", at)
					}
					continue
				}
				if !maps.Equal(before, after) {
					t.Errorf("step %d of %s, existing %v: left behind:\n%s", at, dir, existing, differences(before, after))
				}
				if _, err := os.Stat(filepath.Join(dir, plan.StateDir)); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("step %d: %s is left: %v", at, plan.StateDir, err)
				}
			}
			if !reached {
				break
			}
		}
	}
}

func TestCreateInRepository(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "README.md", "mine\n")
	write(t, dir, ".git/HEAD", "ref\n")
	write(t, dir, "src/own.go", "package own\n")
	s, p := siteAndPlan(t, dir)
	if err := s.Create(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if read(t, dir, "README.md") != "mine\n" || read(t, dir, "src/own.go") != "package own\n" || read(t, dir, "Makefile") != "all:\n" {
		t.Error("files of the user changed, or svcgen's are missing")
	}

	dir = t.TempDir()
	write(t, dir, "run.sh", "mine\n")
	write(t, dir, "services/a/app/app.go", "mine\n")
	_, p = siteAndPlan(t, dir)
	var names []string
	for _, a := range p.Conflicts() {
		names = append(names, a.Path)
	}
	if strings.Join(names, " ") != "run.sh services/a/app/app.go" {
		t.Errorf("in the way: %v", names)
	}
}

func TestCreateRace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	s, p := siteAndPlan(t, dir)
	write(t, dir, "mine", "mine\n")
	if err := s.Create(t.Context(), p); err == nil || !strings.Contains(err.Error(), "in the meantime") {
		t.Error(err)
	}
	list, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(list) != 1 || read(t, dir, "mine") != "mine\n" {
		t.Errorf("left: %v %v", list, err)
	}
}
