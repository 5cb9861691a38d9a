package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestProgramsLinkNoFakes holds that nobody can sign in to a program of production as whoever he likes: what tests and make dev sign in with is
// in none.
func TestProgramsLinkNoFakes(t *testing.T) {
	for _, name := range []string{"forum", "meter"} { // sessions, tokens
		dir := filepath.Join(goldenDir, name, "want")
		programs := strings.Fields(run(t, dir, "go", "list", "-f", `{{if eq .Name "main"}}{{.ImportPath}}{{end}}`, "./cmd/...", "./services/..."))
		if len(programs) < 3 {
			t.Fatalf("the programs are %v", programs)
		}
		for dep := range strings.FieldsSeq(run(t, dir, "go", append([]string{"list", "-deps"}, programs...)...)) {
			switch _, pkg, _ := strings.Cut(dep, "/platform/"); pkg {
			case "fakeidp", "fakesmtp", "signintest", "testkit", "pgtest":
				t.Errorf("a program of %s links %s", name, dep)
			}
		}
	}
}
