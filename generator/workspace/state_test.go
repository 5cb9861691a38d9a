package workspace

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

func TestStateRefuses(t *testing.T) {
	d := strings.Repeat("1", 64)
	for name, tt := range map[string]struct {
		manifest string
		check    func(error) bool
	}{
		"path out of the tree": {d + " owned ../../x\n", func(err error) bool { return errors.As(err, new(*plan.PathError)) }},
		"path into git":        {d + " owned .git/hooks/pre-commit\n", func(err error) bool { return errors.As(err, new(*plan.PathError)) }},
		"a newer svcgen": {"tool v1.4.0\nsomething new\n", func(err error) bool {
			var n *NewerError
			return errors.As(err, &n) && n.Wrote == "v1.4.0" && n.Runs == "v1.0.0"
		}},
		"broken": {"tool v0.9.0\nsomething broken\n", func(err error) bool { return err != nil && strings.Contains(err.Error(), plan.ManifestPath+":2:") }},
	} {
		dir := t.TempDir()
		write(t, dir, plan.ManifestPath, tt.manifest)
		if _, err := open(t, dir).State("v1.0.0"); !tt.check(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := t.TempDir()
	write(t, dir, plan.ManifestPath, "tool v9.0.0\n")
	if _, err := open(t, dir).State(plan.Devel); err != nil {
		t.Errorf("a development build: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestCRLFCheckout(t *testing.T) {
	dir := t.TempDir()
	f := files{"Makefile": "merged a\nb\n", "x.gen.go": "owned package x\n", "wire.go": "seeded package x\n"}
	generate(t, dir, f)
	for name := range snapshot(t, dir) {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.IsDir() {
			continue
		}
		write(t, dir, name, strings.ReplaceAll(read(t, dir, name), "\n", "\r\n"))
	}
	w := open(t, dir)
	n := steps(w, never)
	p := planFor(t, w, plan.Input{Files: f.render(), Tool: "v1.0.0"})
	if err := w.Apply(t.Context(), p); err != nil || !p.Current() || *n != 0 {
		t.Errorf("%v, %v, %d changes of the disk", err, p.Changes(), *n)
	}
	f["x.gen.go"] = "owned package y\n"
	generate(t, dir, f)
	if got := read(t, dir, "x.gen.go"); got != "package y\r\n" {
		t.Errorf("got %q", got)
	}
}

func TestLostState(t *testing.T) {
	f := files{"Makefile": "merged a\nb\nc\n", "x.gen.go": "owned package x\n", "wire.go": "seeded package x\n"}
	for _, lost := range []string{plan.ManifestPath, plan.BaseDir, plan.StateDir} {
		dir := t.TempDir()
		generate(t, dir, f)
		write(t, dir, "wire.go", "mine\n")
		if err := os.RemoveAll(filepath.Join(dir, lost)); err != nil {
			t.Fatal(err)
		}
		p := generate(t, dir, f)
		if p.Counts() != (plan.Counts{}) || p.Current() {
			t.Errorf("%s lost: %v, put right: %v", lost, p.Changes(), p.Lost)
		}
		if p = generate(t, dir, f); !p.Current() {
			t.Errorf("%s lost, and put right: still lost are %v", lost, p.Lost)
		}
		write(t, dir, "Makefile", "mine\nb\nc\n")
		next := files{"Makefile": "merged a\nb\nnew\n", "x.gen.go": "owned package y\n", "wire.go": "seeded package y\n"}
		p = generate(t, dir, next)
		if p.Counts() != (plan.Counts{Update: 1, Merge: 1}) || read(t, dir, "Makefile") != "mine\nb\nnew\n" || read(t, dir, "wire.go") != "mine\n" {
			t.Errorf("%s lost: %v", lost, p.Changes())
		}
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	elsewhere := t.TempDir()
	write(t, elsewhere, "x.gen.go", "elsewhere\n")
	for name, link := range map[string]struct{ target, at, blocked string }{
		"directory out of the tree":    {elsewhere, "services", "a symbolic link is in the way at services"},
		"directory inside of the tree": {"real", "services", "a symbolic link is in the way at services"},
		"file":                         {filepath.Join(elsewhere, "x.gen.go"), "services/x.gen.go", "a symbolic link is in the way"},
		"dangling":                     {"nowhere", "services/x.gen.go", "a symbolic link is in the way"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "real/x.gen.go", "real\n")
			if link.at != "services" {
				write(t, dir, "services/other", "x\n")
			}
			if err := os.Symlink(link.target, filepath.Join(dir, link.at)); err != nil {
				t.Skip(err)
			}
			w := open(t, dir)
			in := plan.Input{Files: files{"services/x.gen.go": "owned svcgen\n"}.render()}
			p := planFor(t, w, in)
			if c := p.Conflicts(); len(c) != 1 || !strings.HasPrefix(c[0].Reason, link.blocked) {
				t.Fatalf("%+v", p.Changes())
			}
			// Whoever swaps a directory for a link after the plan was made gains nothing either.
			forged := &plan.Plan{Actions: []plan.Action{{Kind: plan.Create, Path: "services/x.gen.go", File: in.Files[0]}}}
			if err := w.Apply(t.Context(), forged); !errors.As(err, new(*plan.InTheWayError)) {
				t.Errorf("applied: %v", err)
			}
			if read(t, dir, "real/x.gen.go") != "real\n" || read(t, elsewhere, "x.gen.go") != "elsewhere\n" {
				t.Error("written through a link")
			}
		})
	}
	forged := &plan.Plan{Actions: []plan.Action{{Kind: plan.Create, Path: "../x"}}}
	if err := open(t, t.TempDir()).Apply(t.Context(), forged); !errors.As(err, new(*plan.PathError)) {
		t.Error(err)
	}
}

func TestTree(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a/b/c.txt", "text")
	w := open(t, dir)
	var seen []string
	err := fs.WalkDir(w.FS(), ".", func(path string, _ fs.DirEntry, err error) error {
		seen = append(seen, path)
		return err
	})
	if err != nil || !slices.Equal(seen, []string{".", "a", "a/b", "a/b/c.txt"}) {
		t.Error(seen, err)
	}
	for path, want := range map[string]any{
		"a/b":         new(*plan.InTheWayError),
		"a/b/c.txt/d": new(*plan.InTheWayError),
	} {
		if _, err := fs.ReadFile(w.FS(), path); !errors.As(err, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{"nothing", "a/nothing", "nothing/at/all"} {
		if _, err := fs.ReadFile(w.FS(), path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := fs.ReadFile(w.FS(), "../x"); !errors.Is(err, fs.ErrInvalid) {
		t.Error(err)
	}
}

// TestMergedBranches lets git merge two branches that both generated, as a team does.
func TestMergedBranches(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed: merging branches was not tested")
	}
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command(git, append([]string{"-c", "user.name=a", "-c", "user.email=a@b", "-C", dir}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	commit := func(text string) { run("add", "-A"); run("commit", "-q", "-m", text) }
	tree := func(services ...string) files {
		f := files{
			".gitattributes":     "seeded .svcgen/manifest merge=union\n",
			".svcgen/.gitignore": "owned /tx/\n/lock\n",
			"Makefile":           "merged all:\n\tgo build\n",
			"compose.gen.yaml":   "owned services:\n",
			"list.txt":           "merged # services\n",
		}
		for _, s := range services {
			f["services/"+s+"/app.gen.go"] = "owned package " + s + "\n"
			f["services/"+s+"/Dockerfile"] = "merged FROM " + s + "\nRUN a\nRUN b\nCMD c\n"
			f["compose.gen.yaml"] += "  " + s + ": {}\n  # end of " + s + "\n"
		}
		return f
	}
	run("init", "-q", "-b", "main")
	generate(t, dir, tree("m"))
	write(t, dir, "services/m/Dockerfile", "FROM m\nRUN a\nRUN b\nCMD mine\n")
	commit("one service")
	run("checkout", "-q", "-b", "other")
	generate(t, dir, tree("m", "x"))
	commit("service x")
	run("checkout", "-q", "main")
	generate(t, dir, tree("a", "m"))
	commit("service a")
	run("merge", "-q", "other")

	w := open(t, dir)
	in := plan.Input{Files: tree("a", "m", "x").render(), Tool: "v1.0.0"}
	p := planFor(t, w, in)
	if c := p.Conflicts(); len(c) > 0 {
		t.Fatalf("conflicts: %+v", c)
	}
	if err := w.Apply(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if p := planFor(t, w, in); !p.Current() {
		t.Errorf("not current: %v", p.Changes())
	}
	if got := read(t, dir, "services/m/Dockerfile"); got != "FROM m\nRUN a\nRUN b\nCMD mine\n" {
		t.Errorf("the edit is lost: %q", got)
	}
	if m := read(t, dir, plan.ManifestPath); strings.Count(m, "compose.gen.yaml") != 1 || strings.Count(m, "tool ") != 1 {
		t.Errorf("the manifest still has duplicates:\n%s", m)
	}
}
