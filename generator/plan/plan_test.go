package plan

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/render"
)

func TestSkippedAndIntact(t *testing.T) {
	w := newWorld()
	w.wrote(o, "gen/go/a/x.pb.go", "x\n")
	w.wrote(o, "gen/go/b/x.pb.go", "x\n")
	w.wrote(o, "gen/go/c/x.pb.go", "x\n")
	w.wrote(o, "services/x.go", "x\n")
	w.disk("gen/go/b/x.pb.go", "edited\n")
	w.rm("gen/go/c/x.pb.go")
	intact, err := w.Intact("gen/go/a/", "gen/go/b", "gen/go/c", "gen/go/none", "gen/go", "services")
	if err != nil || !slices.Equal(intact, []bool{true, false, false, false, false, true}) {
		t.Error(intact, err)
	}
	w.wants(o, "services/x.go", "y\n")
	w.in.Skipped = []string{"gen/go/a/", "gen/go/none"}
	w.in.Options.Take = []string{"gen"}
	p := w.plan(t, "- gen/go/b/x.pb.go", "~ services/x.go")
	if got := p.Manifest.Entries("gen/go/a/x.pb.go"); len(got) != 1 || got[0].Digest != DigestOf([]byte("x\n")) {
		t.Errorf("line %v", got)
	}
}

func TestEdits(t *testing.T) {
	w := newWorld()
	w.wrote(s, "service.yaml", "a\n")
	w.disk(".svcgen/model/x.yaml", "old\n")
	w.disk(".svcgen/model/same.yaml", "same\r\n")
	w.disk(".svcgen/model/gone.yaml", "gone\n")
	w.wants(s, "service.yaml", "template\n")
	w.in.Edits = []Edit{
		{Path: "service.yaml", Old: DigestOf([]byte("a\n")), Data: []byte("b\n")},
		{Path: ".svcgen/model/x.yaml", Old: DigestOf([]byte("old\n")), Data: []byte("new\n")},
		{Path: ".svcgen/model/same.yaml", Old: DigestOf([]byte("same\n")), Data: []byte("same\n")},
		{Path: ".svcgen/model/gone.yaml", Old: DigestOf([]byte("gone\n")), Remove: true},
		{Path: ".svcgen/model/never.yaml", Remove: true},
		{Path: ".svcgen/model/fresh.yaml", Data: []byte("fresh\n")},
	}
	p := w.plan(t, "+ .svcgen/model/fresh.yaml", "- .svcgen/model/gone.yaml", "~ .svcgen/model/x.yaml", "~ service.yaml")
	w.after(t, p, map[string]string{
		"service.yaml": "b\n", ".svcgen/model/x.yaml": "new\n", ".svcgen/model/same.yaml": "same\r\n", ".svcgen/model/fresh.yaml": "fresh\n",
	}, "seeded service.yaml")
	w.in.Edits = []Edit{{Path: ".svcgen/manifest", Data: []byte("x")}}
	if _, err := Make(w.in, w.State); err == nil {
		t.Error("an edit of the manifest was accepted")
	}
}

// blockedFS is a disk on which other things than files stand at some paths.
type blockedFS struct {
	fstest.MapFS
	blocked map[string]error
}

func (b blockedFS) ReadFile(path string) ([]byte, error) {
	if err := b.blocked[path]; err != nil {
		return nil, err
	}
	return b.MapFS.ReadFile(path)
}

func TestThingsInTheWay(t *testing.T) {
	w := newWorld()
	link := &InTheWayError{"services", "a symbolic link"}
	w.wrote(o, "services/old.gen.go", "x\n")
	w.wants(o, "services/x.gen.go", "x\n")
	w.wants(m, "Makefile", "x\n")
	w.Disk = blockedFS{w.Disk.(fstest.MapFS), map[string]error{
		"services/old.gen.go": link, "services/x.gen.go": link, "Makefile": &InTheWayError{"Makefile", "a directory"},
	}}
	p := w.plan(t, "! Makefile: a directory is in the way; move it elsewhere, or decide that it stays",
		"  services/old.gen.go | a symbolic link is in the way at services, so it is left alone",
		"! services/x.gen.go: a symbolic link is in the way at services; move it elsewhere, or decide that it stays")
	for _, act := range p.Conflicts() {
		if len(act.Choices) != 1 || act.Choices[0].Flag != "keep" {
			t.Errorf("choices %v", act.Choices)
		}
		if d, err := act.Diff(w.Disk); d != "" || err != nil {
			t.Errorf("diff %q %v", d, err)
		}
	}
	w.in.Options = Options{Take: []string{"Makefile"}, Keep: []string{"services"}}
	w.plan(t, "! Makefile: a directory is in the way; move it elsewhere, or decide that it stays",
		"  services/old.gen.go | a symbolic link is in the way at services, so it is left alone")

	w.in.Options = Options{Take: []string{"**"}, Keep: []string{"Makefile", "services"}} // there is nothing to take
	w.plan(t, "  services/old.gen.go | a symbolic link is in the way at services, so it is left alone")

	w.Disk = blockedFS{w.Disk.(blockedFS).MapFS, map[string]error{"Makefile": fs.ErrPermission}}
	if _, err := Make(w.in, w.State); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

func TestMakeRefuses(t *testing.T) {
	d := DigestOf(nil)
	for name, bad := range map[string]struct {
		in Input
		st State
	}{
		"path":     {in: Input{Files: []render.File{{Path: "../x", Class: o}}}},
		"twice":    {in: Input{Files: []render.File{{Path: "x", Class: o}, {Path: "X", Class: o}}}},
		"class":    {in: Input{Files: []render.File{{Path: "x"}}}},
		"pattern":  {in: Input{Options: Options{Keep: []string{"[a"}}}},
		"pattern2": {in: Input{Options: Options{Take: []string{"[a"}}}},
		"manifest": {st: State{Manifest: Manifest{Files: []Entry{{"../x", o, d}}}}},
		"edit":     {in: Input{Edits: []Edit{{Path: "/x"}}}},
	} {
		if _, err := Make(bad.in, bad.st); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestEmptyState(t *testing.T) {
	w := newWorld()
	w.State = State{}
	w.wants(o, "b.gen.go", "")
	w.wants(m, "Makefile", "all:\n")
	w.in.Tool, w.in.Units = "v1.0.0", []Unit{{"proto", DigestOf(nil)}}
	w.in.Options.Command = "svcgen new ."
	p := w.plan(t, "+ Makefile", "+ b.gen.go")
	if p.Current() || p.Counts() != (Counts{Create: 2}) || p.Manifest.Tool != "v1.0.0" || len(p.Manifest.Units) != 1 {
		t.Errorf("%+v", p)
	}
	w.disk2(map[string]string{"b.gen.go": "mine"})
	p = mustMake(t, w.in, w.State)
	if c := p.Conflicts(); len(c) != 1 || c[0].Choices[0].Command != "svcgen new . --keep b.gen.go" {
		t.Errorf("%+v", c)
	}
}

func (w *world) disk2(files map[string]string) {
	w.Disk = fstest.MapFS{}
	for path, text := range files {
		w.disk(path, text)
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	w := newWorld()
	for i := range 50 {
		path := fmt.Sprintf("d%d/f%d", i%7, i)
		w.wrote(m, path, "1\n")
		w.wants(m, path, fmt.Sprint(i%2+1, "\n"))
	}
	first := mustMake(t, w.in, w.State)
	slices.Reverse(w.in.Files)
	slices.Reverse(w.Manifest.Files)
	if !cmp.Equal(first, mustMake(t, w.in, w.State)) {
		t.Error("the plan depends on the order of its input")
	}
}

func TestDiff(t *testing.T) {
	w := newWorld()
	w.wrote(o, "a", "1\n2\n3\n")
	w.disk("a", "1\r\n2\r\n3\r\n")
	w.wants(o, "a", "1\ntwo\n3\n")
	w.wrote(o, "gone", "x\n")
	w.wants(o, "new", "x\n")
	w.wrote(o, "from", "same\n")
	w.wants(o, "to", "same\n")
	w.wrote(o, "bin", "x\x00")
	w.wants(o, "bin", "y\x00")
	w.wrote(o, "keep", "x\n")
	w.wants(o, "keep", "x\n")
	w.wrote(o, "drift", "x\n")
	w.disk("drift", "mine\n")
	w.in.Renames = []Rename{{From: "from", To: "to"}}
	got := ""
	for _, act := range mustMake(t, w.in, w.State).Actions {
		d, err := act.Diff(w.Disk)
		if err != nil {
			t.Fatal(err)
		}
		got += d
	}
	want := `--- a/a
+++ b/a
@@ -1,3 +1,3 @@
 1
-2
+two
 3
binary files a/bin and b/bin differ
--- a/drift
+++ /dev/null
@@ -1 +0,0 @@
-mine
--- a/gone
+++ /dev/null
@@ -1 +0,0 @@
-x
--- /dev/null
+++ b/new
@@ -0,0 +1 @@
+x
rename from from
rename to to
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}
