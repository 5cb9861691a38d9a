// Package build holds the Dockerfiles and the workflows of the golden workspaces against the programs that read them: BuildKit, GitHub
// Actions. It is a module of its own, so that svcgen does not depend on them.
package build

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/rhysd/actionlint"
)

const golden = "../../testdata/golden"

// files returns the files of the golden workspaces that match reports. Bases of merges are no files of a workspace.
func files(t *testing.T, match func(path string) bool) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(golden, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".svcgen":
			return filepath.SkipDir
		case !d.IsDir() && match(filepath.ToSlash(path)):
			all = append(all, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// BuildKit accepts the Dockerfiles of every golden workspace, and its linter finds nothing in them.
func TestDockerfiles(t *testing.T) {
	all := files(t, func(path string) bool { return filepath.Base(path) == "Dockerfile" })
	if len(all) < 16 {
		t.Fatalf("%d Dockerfiles", len(all))
	}
	for _, path := range all {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		result, err := parser.Parse(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for _, w := range result.Warnings {
			t.Errorf("%s: %s", path, w.Short)
		}
		warn := func(rule, _, _, message string, at []parser.Range) {
			t.Errorf("%s: %v: %s: %s", path, at, rule, message)
		}
		stages, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{Warn: warn}))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if !strings.Contains(filepath.ToSlash(path), "/.devcontainer/") { // a shell for people, not a program
			checkImage(t, path, stages)
		}
	}
}

// checkImage wants the image that is run to be pinned by its digest, to belong to no root, and to say how it is.
func checkImage(t *testing.T, path string, stages []instructions.Stage) {
	t.Helper()
	last := stages[len(stages)-1]
	if !strings.Contains(last.BaseName, "@sha256:") {
		t.Errorf("%s: the image is not pinned: %s", path, last.BaseName)
	}
	var user string
	health := false
	for _, c := range last.Commands {
		switch c := c.(type) {
		case *instructions.UserCommand:
			user = c.User
		case *instructions.HealthCheckCommand:
			health = true
		}
	}
	if user != "65532:65532" {
		t.Errorf("%s: runs as %q", path, user)
	}
	if !health {
		t.Errorf("%s: has no HEALTHCHECK", path)
	}
}

// The checker of workflows finds nothing in those of any golden workspace.
func TestWorkflows(t *testing.T) {
	all := files(t, func(path string) bool { return strings.Contains(path, "/.github/workflows/") })
	if len(all) < 4 {
		t.Fatalf("%d workflows", len(all))
	}
	var out bytes.Buffer
	l, err := actionlint.NewLinter(&out, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := l.LintFiles(all, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) > 0 {
		t.Error(out.String())
	}
}
