package toolchain

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestMain lets the test's own program stand in for svcgen when it runs itself as sqlc.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == SQLCArg {
		os.Exit(fakeSQLC(os.Args[2:]))
	}
	os.Exit(m.Run())
}

// fakeSQLC copies the configuration to an output, or fails where it asks for that.
func fakeSQLC(args []string) int {
	config, err := os.ReadFile("sqlc.yaml")
	if err != nil || !slices.Equal(args, []string{"generate", "--no-remote"}) {
		return 2
	}
	if string(config) == "fail" {
		_, _ = os.Stderr.WriteString("# package db\nq/a.sql:3:1: relation \"x\" does not exist\n")
		return 1
	}
	if os.MkdirAll("db", 0o755) != nil || os.WriteFile("db/out.go", config, 0o600) != nil {
		return 3
	}
	return 0
}

func TestSQLC(t *testing.T) {
	t.Parallel()
	tools := New(Options{})
	got, err := tools.SQLC(t.Context(), []File{{"sqlc.yaml", []byte("hello")}, {"q/a.sql", nil}})
	if err != nil || len(got) != 1 || got[0].Path != "db/out.go" || string(got[0].Data) != "hello" {
		t.Errorf("got %v, %v", got, err)
	}
	_, err = tools.SQLC(t.Context(), []File{{"sqlc.yaml", []byte("fail")}})
	if want := `sqlc: q/a.sql:3:1: relation "x" does not exist`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestStageRefusesPathsThatLeaveTheTree(t *testing.T) {
	t.Parallel()
	if dir, _, err := stage([]File{{"../x", nil}}); err == nil {
		t.Errorf("wrote beside %s", dir)
	}
}

func TestRunErrors(t *testing.T) {
	t.Parallel()
	_, err := run(t.Context(), command{argv: []string{filepath.Join(t.TempDir(), "absent")}})
	if err == nil || !strings.HasPrefix(err.Error(), "absent: ") || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	goCmd, err := goCommand()
	if err != nil {
		t.Fatal(err)
	}
	_, err = run(t.Context(), command{argv: []string{goCmd, "nonsense"}})
	if err == nil || !strings.HasPrefix(err.Error(), "go: go nonsense: unknown command") {
		t.Errorf("got %v", err)
	}
}

func TestVet(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/x\n\ngo 1.26\n", "a/a.go": "package a\n\nvar A int = \"no\"\n", "b/b.go": "package b\n",
		"c/c.go": "package c\n\nvar broken = nothing\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	overlay := map[string][]byte{
		"a/a.go":      []byte("package a\n\nvar A = 1\n"),
		"b/new.go":    []byte("package b\n\nimport \"fmt\"\n\nfunc F() { fmt.Printf(\"%d\\n\", \"x\") }\n"),
		"b/b_test.go": []byte("package b\n\nvar _ = undefined\n"),
		"c/c.go":      nil,
		"d/d.go":      []byte("package d\n\nfunc F() int {\n\treturn \"text\"\n}\n"),
	}
	tools := New(Options{})
	got, err := tools.Vet(t.Context(), dir, overlay)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range got {
		lines = append(lines, d.String())
	}
	slices.Sort(lines)
	want := []string{"b/b_test.go:3:9: undefined: undefined", "d/d.go:4:9: cannot use"}
	if len(lines) != len(want) {
		t.Fatalf("got %q", lines)
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("got %s, want %s", lines[i], want[i])
		}
	}
	delete(overlay, "b/b_test.go")
	overlay["d/d.go"] = []byte("package d\n")
	got, err = tools.Vet(t.Context(), dir, overlay)
	if err != nil || len(got) != 1 || got[0].Path != "b/new.go" || got[0].Line != 5 {
		t.Errorf("got %v, %v", got, err)
	}
	delete(overlay, "b/new.go")
	if got, err := tools.Vet(t.Context(), dir, overlay); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := tools.Vet(t.Context(), t.TempDir(), nil); err == nil {
		t.Error("a folder without a module vets")
	}
}

// TestPlugins builds a module that stands for the plugins, finds it in the cache, and finds it in a release.
func TestPlugins(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the protoc plugins")
	}
	mod, err := os.ReadFile("../../templates/core/pins/tools.mod")
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile("../../templates/core/pins/tools.sum")
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	options := Options{
		ToolsMod: mod, ToolsSum: sum, CacheDir: filepath.Join(t.TempDir(), "cache"), LibexecDirs: []string{},
		Progress: func(what string) func() {
			steps = append(steps, what)
			return func() { steps = append(steps, "done") }
		},
	}
	for range 2 { // the second time from the cache
		out, err := New(options).Plugin(t.Context(), "protoc-gen-go", nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(out) == 0 {
			t.Error("no response")
		}
	}
	if want := []string{"building the protoc plugins (once)", "done"}; !slices.Equal(steps, want) {
		t.Errorf("progress %q, want %q", steps, want)
	}
	made, err := filepath.Glob(filepath.Join(options.CacheDir, "*"))
	if err != nil || len(made) != 1 {
		t.Fatalf("the cache holds %q, %v", made, err)
	}
	options.LibexecDirs = made
	options.CacheDir = filepath.Join(t.TempDir(), "unused")
	if _, err := New(options).Plugin(t.Context(), "protoc-gen-go-grpc", nil); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(options.CacheDir); err == nil {
		t.Error("the cache was used although libexec has the plugins")
	}
}

func TestToolset(t *testing.T) {
	t.Parallel()
	a, same, b := New(Options{ToolsMod: []byte("a")}), New(Options{ToolsMod: []byte("a")}), New(Options{ToolsMod: []byte("b")})
	if a.Toolset() == b.Toolset() || a.Toolset() != same.Toolset() {
		t.Error("the toolset does not follow the pins")
	}
}
