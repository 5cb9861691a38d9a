package codegen_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

var update = flag.Bool("update", false, "compute templates/core/pins again, with go mod tidy")

// pinsDir is the directory of the pins, seen from this package.
const pinsDir = "../../templates/core/pins"

// TestPins generates workspaces and asks go mod tidy whether their go.mod and go.sum are right. With -update it writes what
// tidy says to templates/core/pins instead:
//
//	go test ./generator/codegen -run TestPins -update
//
// A version is changed by hand in <feature>.mod or tools.mod first; a new requirement is written there with its version.
func TestPins(t *testing.T) {
	t.Parallel()
	sqlc := sqlc(t)
	models := []struct {
		feature string
		model   *model.Model
	}{
		{"base", rendertest.Minimal(t)},
		{"cron", rendertest.Jobs(t)},
		{"decimal", rendertest.Variants(t)["decimal required"]},
		{"jose", rendertest.Guarded(t)},
		{"kafka", rendertest.Kafka(t)},
		{"sqs", rendertest.SQS(t)},
		{"money", rendertest.Variants(t)["money required"]},
		{"observability", rendertest.Observed(t)},
		{"oauth2", rendertest.Sessions(t)},
		{"crypto", rendertest.Passwords(t)},
		{"", rendertest.Shop(t)},
		{"", rendertest.ShopOnKafka(t)},
	}
	var base, jose, oauth2 string
	for _, m := range models {
		dir := workspace(t, m.model, sqlc)
		if !*update {
			tidy(t, dir, "-diff")
			continue
		}
		if m.feature == "" {
			continue
		}
		tidy(t, dir)
		have := base
		switch m.feature {
		case "base":
			base, have = dir, dir
		case "jose":
			jose = dir
		case "oauth2":
			oauth2, have = dir, jose // its workspace has both
		case "crypto":
			have = oauth2 // its workspace has all three
		}
		save(t, m.feature, dir, have)
	}
}

// workspace generates a workspace with all its code.
func workspace(t *testing.T, m *model.Model, sqlc string) string {
	t.Helper()
	files, err := generator.Renderer().Files(m)
	if err != nil {
		t.Fatal(err)
	}
	code, err := codegen.Run(t.Context(), tools(t, sqlc), codegen.Request{Model: m, Files: files})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, append(files, code.Files...))
	return dir
}

// tidy runs go mod tidy: without a network if it only compares.
func tidy(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"mod", "tidy"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	if len(args) > 0 {
		cmd.Env = append(cmd.Env, "GOPROXY=off")
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go mod tidy %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// save writes a feature's lines: those of its workspace that the base does not have.
func save(t *testing.T, feature, dir, base string) {
	t.Helper()
	mod, sum := read(t, dir, "go.mod"), read(t, dir, "go.sum")
	file, err := modfile.Parse("go.mod", mod, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, requirements, _ := bytes.Cut(mod, []byte("\n\n")) // without the module line
	if feature != "base" {
		have, err := modfile.Parse("go.mod", read(t, base, "go.mod"), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range have.Require {
			if err := file.DropRequire(r.Mod.Path); err != nil {
				t.Fatal(err)
			}
		}
		file.Cleanup()
		var out bytes.Buffer
		for _, r := range file.Require {
			out.WriteString("require " + r.Mod.Path + " " + r.Mod.Version)
			if r.Indirect {
				out.WriteString(" // indirect")
			}
			out.WriteString("\n")
		}
		requirements = out.Bytes()
		known := string(read(t, base, "go.sum"))
		var more bytes.Buffer
		for l := range bytes.Lines(sum) {
			if !strings.Contains(known, string(l)) {
				more.Write(l)
			}
		}
		sum = more.Bytes()
	}
	for name, data := range map[string][]byte{feature + ".mod": requirements, feature + ".sum": sum} {
		if err := os.WriteFile(filepath.Join(pinsDir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
