package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/golden/*/want")

const goldenDir = "../../testdata/golden"

// goldenCases are the folders of testdata/golden, each with a spec.yaml and the tree that svcgen new makes of it.
func goldenCases(t *testing.T) []string {
	t.Helper()
	specs, err := filepath.Glob(filepath.Join(goldenDir, "*", "spec.yaml"))
	if err != nil || len(specs) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for i, spec := range specs {
		specs[i] = filepath.Base(filepath.Dir(spec))
	}
	return specs
}

// TestGolden makes every golden workspace anew and compares it with the committed one, file by file.
func TestGolden(t *testing.T) {
	for _, name := range goldenCases(t) {
		t.Run(name, func(t *testing.T) {
			want := filepath.Join(goldenDir, name, "want")
			made := filepath.Join(t.TempDir(), "made")
			run(t, ".", "svcgen", "new", made, "-f", filepath.Join(goldenDir, name, "spec.yaml"))
			if *update {
				if err := os.RemoveAll(want); err != nil {
					t.Fatal(err)
				}
				if err := os.CopyFS(want, os.DirFS(made)); err != nil {
					t.Fatal(err)
				}
			}
			compareTrees(t, want, made)
		})
	}
}

// compareTrees reports the files that stand in one tree only, or differ.
func compareTrees(t *testing.T, want, got string) {
	t.Helper()
	paths := slices.Concat(filesOf(t, want), filesOf(t, got))
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		wanted, wantErr := os.ReadFile(filepath.Join(want, path))
		made, gotErr := os.ReadFile(filepath.Join(got, path))
		switch {
		case wantErr != nil:
			t.Errorf("%s is new", path)
		case gotErr != nil:
			t.Errorf("%s is missing", path)
		case !bytes.Equal(wanted, made):
			t.Errorf("%s differs; if it should, run: make golden", path)
		}
	}
}

func filesOf(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(path, ".svcgen/lock") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// TestGoldenTrees proves that the committed trees work: they build, vet clean and pass their own tests on a real PostgreSQL,
// go mod tidy has nothing to do, and plain buf and sqlc agree with the code in them.
func TestGoldenTrees(t *testing.T) {
	if testing.Short() {
		t.Skip("builds whole workspaces")
	}
	for _, name := range goldenCases(t) {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), name)
			if err := os.CopyFS(dir, os.DirFS(filepath.Join(goldenDir, name, "want"))); err != nil {
				t.Fatal(err)
			}
			run(t, dir, "go", "build", "./...")
			run(t, dir, "go", "vet", "./...")
			t.Setenv("REQUIRE_DB", "1")
			run(t, dir, "go", "test", "./...")
			run(t, dir, "go", "mod", "tidy", "-diff")
			before := filesOf(t, dir)
			buf := strings.TrimSpace(run(t, ".", "go", "tool", "-n", "buf"))
			run(t, dir, buf, "lint")
			run(t, dir, buf, "generate")
			run(t, dir, "svcgen", "__sqlc", "generate")
			if after := filesOf(t, dir); !slices.Equal(before, after) {
				t.Errorf("buf and sqlc made other files: %v, want %v", after, before)
			}
			compareTrees(t, filepath.Join(goldenDir, name, "want"), dir)
			run(t, dir, "svcgen", "generate", "--dry-run", "--exit-code")
		})
	}
}

// run runs a program and returns what it printed; svcgen is this test's own binary.
func run(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	if dir != "." {
		cmd.Env = append(os.Environ(), "GOFLAGS="+sharedBuilds)
	}
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", program, strings.Join(args, " "), err, out.Bytes(), errOut.Bytes())
	}
	return out.String()
}
