package codegen_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/templates"
)

// program finds a program that svcgen does not need but that its output is compared with: on PATH, or built from the
// requirements in go.mod, which takes minutes the first time.
func program(t *testing.T, name, pkg string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("runs " + name)
	}
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	path := filepath.Join(t.TempDir(), name)
	if out, err := exec.Command("go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", name, err, out)
	}
	return path
}

func buf(t *testing.T) string {
	t.Helper()
	return program(t, "buf", "github.com/bufbuild/buf/cmd/buf")
}

func sqlc(t *testing.T) string {
	t.Helper()
	return program(t, "sqlc", "github.com/sqlc-dev/sqlc/cmd/sqlc")
}

// tools are the real ones.
func tools(tb testing.TB, sqlc ...string) *toolchain.Tools {
	tb.Helper()
	if testing.Short() {
		tb.Skip("runs the protoc plugins")
	}
	mod, sum, err := render.ToolPins(templates.FS)
	if err != nil {
		tb.Fatal(err)
	}
	return toolchain.New(toolchain.Options{ToolsMod: mod, ToolsSum: sum, SQLC: sqlc})
}

// write writes a workspace.
func write(t *testing.T, dir string, files []render.File) {
	t.Helper()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, f.Mode); err != nil {
			t.Fatal(err)
		}
	}
}

// run runs a program in a workspace, without a network.
func run(t *testing.T, dir string, argv ...string) {
	t.Helper()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=mod", "HOME="+os.Getenv("HOME"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(argv, " "), err, out)
	}
}

// same compares what is below a folder of a workspace with the files that should be there.
func same(t *testing.T, dir, below string, want []render.File) {
	t.Helper()
	left := map[string][]byte{}
	for _, f := range want {
		if strings.HasPrefix(f.Path, below) {
			left[f.Path] = f.Data
		}
	}
	if len(left) == 0 {
		t.Fatalf("nothing below %s was generated", below)
	}
	err := filepath.WalkDir(filepath.Join(dir, below), func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		want, ok := left[filepath.ToSlash(rel)]
		if !ok {
			t.Errorf("%s was not generated", rel)
		} else if !bytes.Equal(want, data) {
			t.Errorf("%s differs", rel)
		}
		delete(left, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range left {
		t.Errorf("%s was generated, and should not have been", name)
	}
}
