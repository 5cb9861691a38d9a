package generator

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// installScript is the script of the CI step that installs svcgen.
func installScript(t *testing.T) string {
	t.Helper()
	s := &spec.Spec{Module: "github.com/acme/shop", Name: "shop", Auth: "none", Packs: []string{"github-actions"}, Services: []*spec.Service{{Name: "stock"}}}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	files, err := Renderer().Files(m)
	if err != nil {
		t.Fatal(err)
	}
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct{ Name, Run string }
		}
	}
	for _, f := range files {
		if f.Path == ".github/workflows/ci.gen.yml" {
			if err := yaml.Unmarshal(f.Data, &workflow); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, step := range workflow.Jobs["check"].Steps {
		if strings.HasPrefix(step.Name, "install the svcgen") {
			return step.Run
		}
	}
	t.Fatal("there is no such step")
	return ""
}

// TestInstalledVersion runs the step of CI that installs svcgen on manifests that a pull request may bring: the archive comes from a
// release of svcgen, one that is not older than that of the branch that the pull request goes to.
func TestInstalledVersion(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	script := installScript(t)
	const releases = "https://github.com/svcgen/svcgen/releases/download/"
	for name, c := range map[string]struct{ base, head, want string }{
		"a release":            {head: "tool v1.2.3\n", want: "v1.2.3"},
		"a prerelease":         {head: "tool v1.2.3-rc.1\n", want: "v1.2.3-rc.1"},
		"two after a merge":    {head: "tool v1.9.0\ntool v1.10.0\n", want: "v1.10.0"},
		"a checkout with CRLF": {head: "tool v1.2.3\r\n", want: "v1.2.3"},
		"a build from a clone": {head: "tool devel\n"},
		"nothing":              {head: "\n"},
		"another repository":   {head: "tool v9/../../../../../evil/loot/releases/download/v1.0.0\n"},
		"with a space":         {head: "tool v1.2.3 /../v1\n"},
		"with a command":       {head: "tool v1.2.3$(touch loot)\n"},
		"an option":            {head: "tool -o\n"},
		"a way up at the end":  {head: "tool v1.2.3-/../../x\n"},
		"one good, one bad":    {head: "tool v1.2.3\ntool v9.9.9/../../x\n", want: "v1.2.3"},
		"an upgrade":           {base: "tool v1.2.3\n", head: "tool v1.3.0\n", want: "v1.3.0"},
		"a step back":          {base: "tool v1.3.0\n", head: "tool v1.2.3\n", want: "v1.3.0"},
		"a base without one":   {base: "\n", head: "tool v1.2.3\n", want: "v1.2.3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for path, text := range map[string]string{
				".svcgen/manifest": c.head,
				"base":             c.base,
				"bin/curl":         "#!/bin/sh\necho \"$*\" >> " + dir + "/asked\n: > svcgen_linux_amd64.tar.gz\n",
				"bin/git":          "#!/bin/sh\ncat " + dir + "/base\n",
				"bin/sha256sum":    "#!/bin/sh\n",
				"bin/tar":          "#!/bin/sh\n",
			} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			pullRequest := "false"
			if c.base != "" {
				pullRequest = "true"
			}
			cmd := exec.CommandContext(t.Context(), bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
			cmd.Dir = dir
			cmd.Env = []string{
				"PATH=" + filepath.Join(dir, "bin") + ":" + os.Getenv("PATH"), "RUNNER_TEMP=" + dir, "GITHUB_PATH=" + filepath.Join(dir, "path"),
				"PULL_REQUEST=" + pullRequest,
			}
			out, err := cmd.CombinedOutput()
			asked, _ := os.ReadFile(filepath.Join(dir, "asked")) // absent if nothing was asked for
			if c.want == "" {
				if err == nil || len(asked) > 0 || !strings.Contains(string(out), "::error file=.svcgen/manifest::no release of svcgen wrote") {
					t.Errorf("%v, asked for %s, says %s", err, asked, out)
				}
				return
			}
			if want := releases + c.want + "/svcgen_linux_amd64.tar.gz\n"; err != nil || !strings.Contains(string(asked), " "+want) {
				t.Errorf("%v: %s\nasked for %s, want %s", err, out, asked, want)
			}
		})
	}
}
