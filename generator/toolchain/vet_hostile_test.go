package toolchain

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const hostileSecret = "hunter2"

// TestVetHostile vets what a pull request may bring. Nothing of it may run, and no file outside of the workspace may be quoted.
func TestVetHostile(t *testing.T) {
	outside := t.TempDir()
	secret, loot := filepath.Join(outside, "secret"), filepath.Join(outside, "loot")
	if err := os.WriteFile(secret, []byte(hostileSecret), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CI_TOKEN", hostileSecret) // so it is not parallel
	steal := "#!/bin/sh\necho ran >" + loot + "\nexec \"$@\"\n"
	stub := "package a\n\nfunc F()\n"
	for name, c := range map[string]struct {
		files map[string]string
		links map[string]string
		want  string // part of a diagnostic, or of the error; "" if the code is good
	}{
		"include of cgo":          {files: map[string]string{"a/a.go": "package a\n\n// #include \"" + secret + "\"\nimport \"C\"\n\nvar X C.int\n"}},
		"flags of cgo":            {files: map[string]string{"a/a.go": "package a\n\n// #cgo CFLAGS: -fplugin=./evil.so\nimport \"C\"\n"}},
		"include of assembly":     {files: map[string]string{"a/a.go": stub, "a/a.s": "#include \"" + secret + "\"\n foo, bar\n"}, want: "a/a.s:1: go cannot read it"},
		"include, another place":  {files: map[string]string{"a/a.go": stub, "a/a.s": "#line 1 \"a/a.go\"\n#include \"" + secret + "\"\n foo, bar\n"}, want: "a/a.s:1: go cannot read it"},
		"environment of assembly": {files: map[string]string{"a/a.go": stub, "a/a.s": "#include \"/proc/self/environ\"\n"}, want: "a/a.s:1: go cannot read it"},
		"go file that is a link":  {links: map[string]string{"a/a.go": secret}, want: "a/a.go:1: go cannot read it"},
		"test that is a link":     {files: map[string]string{"a/a.go": "package a\n"}, links: map[string]string{"a/a_test.go": secret}, want: "a/a_test.go:1: go cannot read it"},
		"folder that is a link":   {files: map[string]string{"a/a.go": "package a\n\nimport _ \"example.com/x/b\"\n"}, links: map[string]string{"b": outside}, want: "example.com/x/b"},
		"go.mod that is a link":   {links: map[string]string{"go.mod": secret}, want: "go.mod:1: go cannot read it"},
		"go.sum that is a link":   {links: map[string]string{"go.sum": secret}},
		"vendor that is a link":   {files: map[string]string{"a/a.go": "package a\n"}, links: map[string]string{"vendor/modules.txt": secret}},
		"profile that is a link":  {files: map[string]string{"a/a.go": "package main\n\nfunc main() {}\n"}, links: map[string]string{"a/default.pgo": secret}},
		"line of another file":    {files: map[string]string{"a/a.go": "package a\n\n//line " + secret + ":1\nvar X int = \"\"\n"}, want: "may quote a file outside"},
		"module beside itself": {
			files: map[string]string{
				"go.mod":     "module example.com/x\n\ngo 1.26\n\nrequire example.com/y v0.0.0\n\nreplace example.com/y => /proc/self/cwd/y\n",
				"a/a.go":     "package a\n\nimport _ \"example.com/y\"\n",
				"y/go.mod":   "module example.com/y\n\ngo 1.26\n",
				"y/fine.go":  "package y\n",
				"y/fine2.go": "package y\n",
			},
			links: map[string]string{"y/leak.go": secret}, want: "go cannot read it",
		},
		"go.work": {files: map[string]string{
			"a/a.go": "package a\n", "go.work": "go 1.26\n\nuse (\n\t.\n\t./evil\n)\ntoolchain go1.99.0\n", "evil/go.mod": "module example.com/evil\n", "evil/e.go": "package e\n\nvar X int = \"\"\n",
		}},
		"go generate": {files: map[string]string{"a/a.go": "package a\n\n//go:generate sh -c \"echo ran >" + loot + "\"\n"}},
		"tool line":   {files: map[string]string{"go.mod": "module example.com/x\n\ngo 1.26\n\ntool example.com/x/a\n", "a/a.go": "package main\n\nfunc main() {}\n"}},
		"programs named as tools are": {files: map[string]string{
			"a/a.go": "package a\n", "go": steal, "vet": steal, "compile": steal, "asm": steal, "git": steal, "gcc": steal,
		}},
		"tests and init": {files: map[string]string{
			"a/a.go":      "package a\n\nimport \"os\"\n\nfunc init() { _ = os.WriteFile(\"" + loot + "\", nil, 0o600) }\n",
			"a/a_test.go": "package a\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestMain(m *testing.M) { _ = os.WriteFile(\"" + loot + "\", nil, 0o600) }\n",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			files := map[string]string{"go.mod": "module example.com/x\n\ngo 1.26\n"}
			if c.files["a/a.s"] != "" { // assembled only if another package needs it
				files["b/b.go"] = "package b\n\nimport _ \"example.com/x/a\"\n"
			}
			maps.Copy(files, c.files)
			for name := range c.links {
				delete(files, name)
			}
			for name, text := range files {
				put(t, dir, name, func(path string) error { return os.WriteFile(path, []byte(text), 0o755) }) //nolint:gosec // some are programs
			}
			for name, to := range c.links {
				put(t, dir, name, func(path string) error { return os.Symlink(to, path) })
			}
			found, err := New(Options{}).Vet(t.Context(), dir, nil)
			var lines []string
			for _, d := range found {
				lines = append(lines, d.String())
			}
			if failed, ok := errors.AsType[*Error](err); ok {
				lines = append(lines, failed.Error())
			} else if err != nil {
				t.Fatal(err)
			}
			said := strings.Join(lines, "\n")
			if strings.Contains(said, hostileSecret) {
				t.Errorf("it prints the secret: %s", said)
			}
			if !strings.Contains(said, c.want) {
				t.Errorf("got %s, want %s", said, c.want)
			}
			if _, err := os.Stat(loot); err == nil {
				t.Fatal("something of the tree ran")
			}
		})
	}
}

func put(t *testing.T, dir, name string, write func(path string) error) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := write(path); err != nil {
		t.Fatal(err)
	}
}

// TestEnvironment holds what a program that reads the workspace gets of svcgen's environment.
func TestEnvironment(t *testing.T) {
	for _, name := range []string{"CI_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "GOOGLE_APPLICATION_CREDENTIALS", "PGPASSWORD", "DATABASE_URL", "GIT_DIR"} {
		t.Setenv(name, hostileSecret)
	}
	t.Setenv("GOFLAGS", "-mod=readonly")
	t.Setenv("GOPRIVATE", "example.com")
	env := strings.Join(environment("CGO_ENABLED=0"), "\n") + "\n"
	if strings.Contains(env, hostileSecret) {
		t.Errorf("a secret is in %s", env)
	}
	for _, want := range []string{"PATH=", "HOME=", "GOFLAGS=-mod=readonly\n", "GOPRIVATE=example.com\n", "CGO_ENABLED=0\n"} {
		if !strings.Contains(env, want) {
			t.Errorf("%s is missing", want)
		}
	}
}
