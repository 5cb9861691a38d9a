package model_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var copied = regexp.MustCompile(`(?m)^COPY ([a-z]\S*/\S*) `)

// The Dockerfiles of the golden trees copy what their programs import, neither less nor more.
func TestImageDirs(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("asks go list about whole workspaces")
	}
	dockerfiles, err := filepath.Glob("../../testdata/golden/*/want/services/*/Dockerfile")
	if err != nil || len(dockerfiles) == 0 {
		t.Fatalf("no golden trees: %v", err)
	}
	for _, dockerfile := range dockerfiles {
		service := filepath.Dir(dockerfile)
		root := filepath.Dir(filepath.Dir(service))
		t.Run(filepath.Base(filepath.Dir(root))+"/"+filepath.Base(service), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(dockerfile)
			if err != nil {
				t.Fatal(err)
			}
			var dirs []string
			for _, match := range copied.FindAllStringSubmatch(string(text), -1) {
				dirs = append(dirs, match[1])
			}
			imported := importedDirs(t, root, "./services/"+filepath.Base(service)+"/cmd/...")
			for _, dir := range imported {
				if !slices.ContainsFunc(dirs, func(d string) bool { return strings.HasPrefix(dir+"/", d+"/") }) {
					t.Errorf("%s is imported and not copied", dir)
				}
			}
			for _, d := range dirs {
				if !slices.ContainsFunc(imported, func(dir string) bool { return strings.HasPrefix(dir+"/", d+"/") }) {
					t.Errorf("%s is copied and nothing of it imported", d)
				}
			}
		})
	}
}

// importedDirs are the directories of a workspace that a program is made of, and those of the files that it embeds.
func importedDirs(t *testing.T, root, program string) []string {
	t.Helper()
	root, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=Dir,Standard,EmbedFiles", program)
	cmd.Dir = root
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errOut.Bytes())
	}
	var dirs []string
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var pkg struct {
			Dir        string
			Standard   bool
			EmbedFiles []string
		}
		if err := decoder.Decode(&pkg); errors.Is(err, io.EOF) {
			return dirs
		} else if err != nil {
			t.Fatal(err)
		}
		dir, inside := strings.CutPrefix(pkg.Dir, root+string(filepath.Separator))
		if pkg.Standard || !inside {
			continue
		}
		dirs = append(dirs, filepath.ToSlash(dir))
		for _, file := range pkg.EmbedFiles {
			dirs = append(dirs, filepath.ToSlash(filepath.Dir(filepath.Join(dir, file))))
		}
	}
}
