package repo_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// makefile writes the generated makefile, with a target that prints what the programs would get.
func makefile(t *testing.T) (program, dir string) {
	t.Helper()
	program, err := exec.LookPath("make")
	if err != nil {
		t.Skip("no make")
	}
	dir = t.TempDir()
	text := rootFiles(t, rendertest.Minimal(t))["svcgen.gen.mk"] + "\nprint-env:\n\t@$(with-env) env\n"
	if err := os.WriteFile(filepath.Join(dir, "svcgen.gen.mk"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return program, dir
}

// TestDotEnv reads .env as Docker Compose does, but for variables in values.
func TestDotEnv(t *testing.T) {
	t.Parallel()
	program, dir := makefile(t)
	const file = `# a comment
A=plain
B=a b  # comment
C=a#b
D="a # b"
E='a # b' # comment
F = spaced
  G=indented
export H=exported
export	I="exported too"
J=
K= # nothing
L="a \"b\" \\ c" # comment
M='it is "quoted"'
N="it's"
O=postgres://u:p&w$x@localhost/db?a=b&c=d
P=$(touch loot)` + "`touch loot`" + `"';touch loot;'"
Q='; touch loot; '
R=a=b= c
S="x"'; touch loot; '
T=with a carriage return` + "\r" + `
U="quoted, with one"` + "\r" + `
HOME=/mine
1X=no name
exported=yes
export
touch loot
V;touch loot=1
$(touch loot)=1
`
	if err := os.WriteFile(filepath.Join(dir, ".env"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-C", dir, "-s", "-f", "svcgen.gen.mk", "print-env")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=/theirs"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got := "\n" + string(out)
	for _, want := range []string{
		"A=plain", "B=a b", "C=a#b", "D=a # b", "E=a # b", "F=spaced", "G=indented", "H=exported", "I=exported too", "J=", "K=",
		`L=a "b" \ c`, `M=it is "quoted"`, "N=it's", "O=postgres://u:p&w$x@localhost/db?a=b&c=d", "P=$(touch loot)`touch loot`\"';touch loot;'\"",
		"Q=; touch loot; ", "R=a=b= c", "S=x", "T=with a carriage return", "U=quoted, with one", "HOME=/theirs", "exported=yes",
	} {
		if !strings.Contains(got, "\n"+want+"\n") {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "loot")); err == nil {
		t.Error("a line of .env was run")
	}
}

// TestHostileTag makes and builds in a repository whose newest tag is a command.
func TestHostileTag(t *testing.T) {
	t.Parallel()
	program, dir := makefile(t)
	run := func(program string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", program, args, err, out)
		}
		return string(out)
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	for name, text := range map[string]string{"go.mod": "module example.com/notes\n\ngo 1.26\n", "cmd/x/main.go": "package main\n\nfunc main() {}\n", "services/y/main.go": "package main\n\nfunc main() {}\n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run("git", "init", "-q")
	run("git", "add", "-A")
	run("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")
	run("git", "tag", `v1"$(touch${IFS}loot)";touch${IFS}loot`)
	for _, args := range [][]string{{"-n", "build"}, {"build"}} {
		if out := run(program, append([]string{"-f", "svcgen.gen.mk"}, args...)...); !strings.Contains(out, "app.Version=v1touchIFSloottouchIFSloot\"") {
			t.Errorf("make %v: %s", args, out)
		}
		if _, err := os.Stat(filepath.Join(dir, "loot")); err == nil {
			t.Fatalf("make %v ran the tag", args)
		}
	}
}

// TestEdgeURL holds that make up-observed tells a gateway with sessions where browsers find it, which a profile of Compose cannot.
func TestEdgeURL(t *testing.T) {
	t.Parallel()
	program, dir := makefile(t)
	m := rendertest.Sessions(t)
	m.Packs = []string{"observability"}
	text := rootFiles(t, m)["svcgen.gen.mk"]
	if strings.Contains(rootFiles(t, rendertest.Observed(t))["svcgen.gen.mk"], "edge-url") {
		t.Error("a workspace without sessions has edge-url")
	}
	if err := os.WriteFile(filepath.Join(dir, "svcgen.gen.mk"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for env, want := range map[string]string{
		"":                            "https://localhost",
		"EDGE_HOST=dev.example.com":   "https://dev.example.com",
		"GATEWAY_PUBLIC_URL=":         "https://localhost",
		"EDGE_HOST='a b; touch loot'": "https://a b; touch loot", // which the gateway refuses
		"EDGE_HOST=dev.example.com\nGATEWAY_PUBLIC_URL=https://api.example.com # of the other edge": "https://api.example.com",
	} {
		if err := os.WriteFile(filepath.Join(dir, ".env"), []byte(env+"\nLOG_LEVEL=debug\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), program, "-C", dir, "-s", "-f", "svcgen.gen.mk", "up-observed", "COMPOSE=sh -c env")
		cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if got := "\n" + string(out); !strings.Contains(got, "\nGATEWAY_PUBLIC_URL="+want+"\n") || !strings.Contains(got, "\nOTEL_TRACES_SAMPLER_ARG=1\n") || strings.Contains(got, "LOG_LEVEL") {
			t.Errorf("with %q:%s, want %s", env, got, want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "loot")); err == nil {
		t.Error("a line of .env was run")
	}
}
