package main

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var mutants = flag.Bool("mutants", false, "take lines out of workspaces, one at a time, to see that their tests find it")

// mutant is a change of a generated file that makes a workspace wrong. Those that follow each other with one name are made together: what two
// places decide, one behind the other, is right as long as one of them is there.
type mutant struct {
	name, file string
	nth        int // of the places with old, from 0
	old, new   string
	by         string // pattern of the tests that find it; "" for all of them
}

// findMutants makes one change after the other in a golden workspace: each compiles, and tests of packages with a pattern fail, which pass
// without it. Without the flag, the places of the changes are looked up and nothing is run, so that nobody moves code away from its mutant
// unnoticed.
func findMutants(t *testing.T, golden string, packages []string, pattern string, all []mutant) {
	t.Helper()
	want := filepath.Join(goldenDir, golden, "want")
	if !*mutants {
		findPlaces(t, want, all)
		t.Skip("the places are there; what the tests of the workspace find takes minutes: -mutants")
	}
	dir := filepath.Join(t.TempDir(), golden)
	if err := os.CopyFS(dir, os.DirFS(want)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("REQUIRE_DB", "1")
	test := append([]string{"test", "-failfast"}, packages...)
	for _, changes := range byName(all) {
		t.Run(changes[0].name, func(t *testing.T) {
			for _, m := range changes {
				m.make(t, dir)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, "go", append(slices.Clip(test), "-run", cmp.Or(changes[0].by, pattern))...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GOFLAGS="+sharedBuilds)
			out, err := cmd.CombinedOutput()
			switch {
			case err == nil:
				t.Errorf("the generated tests do not notice:\n%s", out)
			case bytes.Contains(out, []byte("[build failed]")), !bytes.Contains(out, []byte("--- FAIL: ")):
				t.Errorf("no test runs:\n%s", out)
			default:
				t.Logf("%s", out)
			}
		})
	}
	run(t, dir, "go", append(test, "-run", pattern)...)
}

// byName returns mutants that are made together.
func byName(all []mutant) [][]mutant {
	var groups [][]mutant
	for i, m := range all {
		if i == 0 || m.name != all[i-1].name {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], m)
	}
	return groups
}

// make makes the change in a workspace until the test ends.
func (m mutant) make(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, m.file)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Error(err)
		}
	})
	if err := os.WriteFile(path, replaceNth(t, text, m.old, m.new, m.nth), 0o600); err != nil {
		t.Fatal(err)
	}
}

// findPlaces fails unless every change can be made.
func findPlaces(t *testing.T, dir string, all []mutant) {
	t.Helper()
	for _, m := range all {
		t.Run(m.name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, m.file))
			if err != nil {
				t.Fatal(err)
			}
			replaceNth(t, text, m.old, m.new, m.nth)
		})
	}
}

// replaceNth replaces one of the places with a text.
func replaceNth(t *testing.T, text []byte, old, with string, nth int) []byte {
	t.Helper()
	parts := bytes.Split(text, []byte(old))
	if len(parts) < nth+2 {
		t.Fatalf("%q is not there %d times", old, nth+1)
	}
	before, after := bytes.Join(parts[:nth+1], []byte(old)), bytes.Join(parts[nth+1:], []byte(old))
	return append(append(before, with...), after...)
}
