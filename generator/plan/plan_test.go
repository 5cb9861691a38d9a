package plan

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/render"
)

func TestCRLFCheckoutIsCurrent(t *testing.T) {
	w := newWorld()
	for i, c := range []render.Class{o, m, s, a} {
		path, text := fmt.Sprintf("f%d.txt", i), "one\ntwo\nthree\n"
		w.wrote(c, path, text)
		w.disk(path, strings.ReplaceAll(text, "\n", "\r\n"))
		w.wants(c, path, text)
	}
	w.Base.(fstest.MapFS)["f1.txt"].Data = []byte("one\r\ntwo\r\nthree\r\n")
	if p := w.plan(t); len(p.Base) > 0 {
		t.Errorf("bases change: %v", p.Base)
	}
}

func TestFilesKeepTheirLineEnds(t *testing.T) {
	w := newWorld()
	w.wrote(o, "owned", "a\nb\n")
	w.disk("owned", "a\r\nb\r\n")
	w.wants(o, "owned", "a\nB\n")
	w.wrote(m, "merged", "1\n2\n3\n4\n")
	w.disk("merged", "mine\r\n2\r\n3\r\n4\r\n")
	w.wants(m, "merged", "1\n2\n3\nnew\n")
	w.wants(o, "fresh", "x\n")
	p := w.plan(t, "+ fresh", "M merged: your edits are kept", "~ owned")
	w.after(t, p, map[string]string{"owned": "a\r\nB\r\n", "merged": "mine\r\n2\r\n3\r\nnew\r\n", "fresh": "x\n"})
	if base := p.Base[0]; string(base.Data) != "1\n2\n3\nnew\n" {
		t.Errorf("base %q", base.Data)
	}
}

func TestTwoBranchesMerged(t *testing.T) {
	// Both branches regenerated the files: two lines about each, and git merged the texts.
	w := newWorld()
	for _, path := range []string{"resolved", "aligned", "merged", "edited"} {
		for _, side := range []string{"ours", "theirs"} {
			class := o
			if path == "merged" {
				class = m
			}
			w.wrote(class, path, path+" "+side+"\n")
		}
	}
	w.disk("resolved", "resolved theirs\n") // the person took one side
	w.disk("aligned", "type  x\nint y\n")   // both, but for the alignment
	w.disk("edited", "something else\n")
	w.disk("merged", "mine\n1\nours\n2\ntheirs\n3\n")
	w.Base.(fstest.MapFS)["merged"].Data = []byte("1\nours\n2\ntheirs\n3\n") // git merged it too
	w.wants(o, "resolved", "resolved both\n")
	w.wants(o, "aligned", "type x\nint  y\n")
	w.wants(o, "edited", "edited both\n")
	w.wants(m, "merged", "1\nours\n2\ntheirs\n3\n4\n")
	w.plan(t, "~ aligned",
		"! edited: it is neither of the versions that svcgen wrote on the two branches that were merged",
		"M merged: your edits are kept", "~ resolved")
	w.in.Options.Take = []string{"edited"}
	p := w.plan(t, "~ aligned", "~ edited", "M merged: your edits are kept", "~ resolved")
	w.after(t, p, map[string]string{
		"aligned": "type x\nint  y\n", "edited": "edited both\n", "resolved": "resolved both\n", "merged": "mine\n1\nours\n2\ntheirs\n3\n4\n",
	}, "owned aligned", "owned edited", "merged merged", "owned resolved")
}

func TestLostManifest(t *testing.T) {
	w := newWorld()
	w.wrote(m, "Dockerfile", "1\n2\n3\n")
	w.disk("Dockerfile", "mine\n2\n3\n")
	w.disk("same.gen.go", "package x\n")
	w.disk("wire.go", "package x // mine\n")
	w.Manifest = Manifest{}
	w.wants(m, "Dockerfile", "1\n2\nnew\n")
	w.wants(o, "same.gen.go", "package x\n")
	w.wants(s, "wire.go", "package x\n")
	p := w.plan(t, "M Dockerfile: your edits are kept", "  wire.go | it was there already and stays yours")
	w.after(t, p, map[string]string{"Dockerfile": "mine\n2\nnew\n", "same.gen.go": "package x\n", "wire.go": "package x // mine\n"},
		"merged Dockerfile", "owned same.gen.go", "seeded wire.go")
}

func TestClassChanges(t *testing.T) {
	w := newWorld()
	w.wrote(o, "to-seeded", "1\n")
	w.wrote(s, "to-owned", "1\n")
	w.wrote(s, "to-owned-edited", "1\n")
	w.disk("to-owned-edited", "mine\n")
	w.wrote(m, "from-merged", "1\n")
	w.wants(s, "to-seeded", "2\n")
	w.wants(o, "to-owned", "2\n")
	w.wants(o, "to-owned-edited", "2\n")
	w.wants(o, "from-merged", "2\n")
	p := w.plan(t, "~ from-merged", "~ to-owned", "! to-owned-edited: you edited a file that svcgen owns, and svcgen has a new version of it")
	if !cmp.Equal(p.Base, []Edit{{Path: "from-merged", Remove: true}}) {
		t.Errorf("bases %v", p.Base)
	}
}

func TestMergedFilesThatCannotBeRead(t *testing.T) {
	w := newWorld()
	// Each side alone is fine; together a brace is missing, and a key stands twice.
	w.wrote(m, "main.go", "package main\n\nfunc a() {\n}\n\nfunc b() {\n}\n")
	w.disk("main.go", "package main\n\nfunc a() {\n\tif true {\n\n}\n}\n\nfunc b() {\n}\n")
	w.wants(m, "main.go", "package main\n\nfunc a() {\n}\n\nfunc b() {\n\t}}\n")
	w.wrote(m, "x.yaml", "a: 1\nb: 2\nc: 3\n")
	w.disk("x.yaml", "d: mine\na: 1\nb: 2\nc: 3\n")
	w.wants(m, "x.yaml", "a: 1\nb: 2\nc: 3\nd: new\n")
	p := mustMake(t, w.in, w.State)
	for _, act := range p.Conflicts() {
		if !strings.HasPrefix(act.Reason, "your edits and svcgen's do not fit together: ") || strings.Contains(act.Reason, "\n") || len(act.Choices) != 2 {
			t.Errorf("%s: %q %v", act.Path, act.Reason, act.Choices)
		}
	}
	if len(p.Conflicts()) != 2 {
		t.Errorf("%+v", p.Changes())
	}
	if err := checkSyntax("many.yaml", []byte("a: 1\n---\nb: [1, 2]\n---\n")); err != nil {
		t.Error(err)
	}
}

func TestMarkersOption(t *testing.T) {
	w := newWorld()
	w.wrote(m, "Makefile", "a\nb\nc\n")
	w.disk("Makefile", "a\nmine\nc\n")
	w.wants(m, "Makefile", "a\nnew\nc\n")
	w.wrote(o, "x.gen.go", "package x\n")
	w.disk("x.gen.go", "package x // mine\n")
	w.wants(o, "x.gen.go", "package x\n")
	p := w.plan(t, "! Makefile: you and svcgen both changed line 2", "! x.gen.go: you edited a file that svcgen owns")
	var typed []string
	for _, act := range p.Conflicts() {
		for _, c := range act.Choices {
			typed = append(typed, c.Command)
		}
	}
	want := []string{
		"svcgen generate --keep Makefile", "svcgen generate --take Makefile", "svcgen generate --markers",
		"svcgen generate --keep x.gen.go", "svcgen generate --take x.gen.go", "svcgen eject x.gen.go",
	}
	if !slices.Equal(typed, want) {
		t.Errorf("choices %q", typed)
	}
	w.in.Options = Options{Markers: true, Keep: []string{"x.gen.go", "*.nothing"}}
	p = w.plan(t, "M Makefile: you and svcgen both changed line 2 | resolve the conflict markers in it")
	if !slices.Equal(p.Unused, []string{"*.nothing"}) {
		t.Errorf("unused %q", p.Unused)
	}
	w.State = applied(w.State, p)
	w.in.Options = Options{}
	p = w.plan(t, "  Makefile | it still holds conflict markers")
	if !p.Actions[0].Markers {
		t.Error("not told that there are markers")
	}
	w.in.Files[0].Data = []byte("a\nnewer\nc\n")
	w.plan(t, "! Makefile: it still holds conflict markers")

	w.in.Options = Options{Keep: []string{"**"}, Take: []string{"Makefile"}}
	if _, err := Make(w.in, w.State); err == nil || !strings.Contains(err.Error(), "both --keep and --take match Makefile") {
		t.Error(err)
	}
}

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
		{Path: "service.yaml", Data: []byte("b\n")},
		{Path: ".svcgen/model/x.yaml", Data: []byte("new\n")},
		{Path: ".svcgen/model/same.yaml", Data: []byte("same\n")},
		{Path: ".svcgen/model/gone.yaml", Remove: true},
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
	p := w.plan(t, "! Makefile: a directory is in the way",
		"  services/old.gen.go | a symbolic link is in the way at services, so it is left alone",
		"! services/x.gen.go: a symbolic link is in the way at services")
	for _, act := range p.Conflicts() {
		if len(act.Choices) != 1 || act.Choices[0].Flag != "keep" {
			t.Errorf("choices %v", act.Choices)
		}
		if d, err := act.Diff(w.Disk); d != "" || err != nil {
			t.Errorf("diff %q %v", d, err)
		}
	}
	w.in.Options = Options{Take: []string{"Makefile"}, Keep: []string{"services"}}
	w.plan(t, "! Makefile: a directory is in the way",
		"  services/old.gen.go | a symbolic link is in the way at services, so it is left alone")

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

func TestEmptyStateAndJSON(t *testing.T) {
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
	data, err := json.Marshal(p)
	want := `{"counts":{"create":2,"update":0,"merge":0,"move":0,"delete":0,"conflict":0},"actions":[` +
		`{"mark":"+","kind":"create","path":"Makefile","class":"merged"},{"mark":"+","kind":"create","path":"b.gen.go","class":"owned"}]}`
	if err != nil || string(data) != want {
		t.Errorf("%v\n%s", err, data)
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
	one, _ := json.Marshal(mustMake(t, w.in, w.State))
	first := mustMake(t, w.in, w.State)
	slices.Reverse(w.in.Files)
	slices.Reverse(w.Manifest.Files)
	other, _ := json.Marshal(mustMake(t, w.in, w.State))
	if string(one) != string(other) || !cmp.Equal(first, mustMake(t, w.in, w.State)) {
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
