package plan

import (
	"fmt"
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
		"! edited: branches were merged, and the result is not a version that svcgen wrote",
		"M merged: your edits are kept", "~ resolved")
	w.in.Options.Take = []string{"edited"}
	p := w.plan(t, "~ aligned", "~ edited", "M merged: your edits are kept", "~ resolved")
	w.after(t, p, map[string]string{
		"aligned": "type x\nint  y\n", "edited": "edited both\n", "resolved": "resolved both\n", "merged": "mine\n1\nours\n2\ntheirs\n3\n4\n",
	}, "owned aligned", "owned edited", "merged merged", "owned resolved")
}

// TestSharedFileOfMergedBranches proves that what git merged of a shared file and of its base, alike, counts as what svcgen wrote, whatever the
// manifest says, and that an edit by a person is told from it.
func TestSharedFileOfMergedBranches(t *testing.T) {
	const merged = "1\nours\n2\ntheirs\n3\n"
	for name, c := range map[string]struct {
		disk, wanted string
		plan         []string
	}{
		"it is current":     {merged, merged, nil},
		"the next change":   {merged, merged + "4\n", []string{"~ api"}},
		"edited":            {merged + "mine\n", merged, []string{"! api: " + drift}},
		"edited, next":      {merged + "mine\n", merged + "4\n", []string{"! api: " + driftNew}},
		"git took our side": {"1\nours\n2\n3\n", merged + "4\n", []string{"~ api"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.wrote(o, "api", "1\nours\n2\n3\n")
			w.wrote(o, "api", "1\n2\ntheirs\n3\n")
			w.disk("api", c.disk)
			w.Base.(fstest.MapFS)["api"] = &fstest.MapFile{Data: []byte(merged)}
			w.wants(o, "api", c.wanted)
			w.in.Files[0].Shared = true
			if p := w.plan(t, c.plan...); p.Current() != (c.plan == nil) {
				t.Errorf("lost %q", p.Lost)
			}
		})
	}
}

// TestKeptSharedFile proves that a person's version of a shared file is kept without a base, and that nothing is missing then.
func TestKeptSharedFile(t *testing.T) {
	w := newWorld()
	w.wrote(o, "api", "1\n")
	w.disk("api", "mine\n")
	w.Base.(fstest.MapFS)["api"] = &fstest.MapFile{Data: []byte("1\n")}
	w.wants(o, "api", "2\n")
	w.in.Files[0].Shared = true
	w.in.Options.Keep = []string{"api"}
	p := w.plan(t)
	if want := []Edit{{Path: "api", Remove: true}}; !cmp.Equal(p.Base, want) {
		t.Errorf("bases change: %v", p.Base)
	}
	w.Manifest, w.in.Options.Keep = p.Manifest, nil
	delete(w.Base.(fstest.MapFS), "api")
	if p := w.plan(t); !p.Current() {
		t.Errorf("lost %q", p.Lost)
	}
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
		if !strings.HasPrefix(act.Reason, "your edits and svcgen's do not go together: ") || strings.Contains(act.Reason, "\n") || len(act.Choices) != 2 {
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

func TestFilesThatAreMergedByMeaning(t *testing.T) {
	w := newWorld()
	w.wrote(m, "go.mod", baseMod)
	w.disk("go.mod", strings.Replace(baseMod, "b v1.2.0", "b v1.9.0", 1))
	w.wants(m, "go.mod", strings.Replace(baseMod, "b v1.2.0", "b v1.3.0", 1))
	w.wrote(m, "go.sum", "a v1.0.0 h1:x=\n")
	w.disk("go.sum", "a v1.0.0 h1:x=\nb v1.9.0 h1:y=\n")
	w.wants(m, "go.sum", "b v1.3.0 h1:z=\n")
	w.wrote(m, "tools.mod", baseMod)
	w.disk("tools.mod", strings.Replace(baseMod, "b v1.2.0", "b v1.1.0", 1))
	w.wants(m, "tools.mod", strings.Replace(baseMod, "a v1.0.0", "a v1.0.1", 1))
	w.wrote(m, "sub/go.mod", baseMod)
	w.disk("sub/go.mod", "require (\n")
	w.wants(m, "sub/go.mod", baseMod+"// new\n")
	w.wrote(m, "logo.png", "one\x00")
	w.disk("logo.png", "mine\x00")
	w.wants(m, "logo.png", "two\x00")
	p := w.plan(t, "M go.sum: your edits are kept",
		"! logo.png: you and svcgen both changed it, and it is not a text file",
		"! sub/go.mod: svcgen cannot merge it: sub/go.mod:2: syntax error (unterminated block started at sub/go.mod:1:1)",
		"~ tools.mod")
	for path, want := range map[string]string{
		"go.sum":    "a v1.0.0 h1:x=\nb v1.3.0 h1:z=\nb v1.9.0 h1:y=\n",
		"tools.mod": strings.Replace(baseMod, "a v1.0.0", "a v1.0.1", 1),
	} {
		for _, act := range p.Actions {
			if act.Path == path && string(act.File.Data) != want {
				t.Errorf("%s: %q", path, act.File.Data)
			}
		}
	}
	if !slices.ContainsFunc(p.Base, func(e Edit) bool { return e.Path == "go.mod" }) {
		t.Error("the user's higher version stays, but svcgen's new wish is not remembered")
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
	w.plan(t, "! Makefile: it still holds conflict markers; edit them out, or decide")

	w.in.Options = Options{Keep: []string{"**"}, Take: []string{"Makefile"}}
	if _, err := Make(w.in, w.State); err == nil || !strings.Contains(err.Error(), "both --keep '**' and --take Makefile match Makefile") {
		t.Error(err)
	}
}

const baseMod = `module github.com/acme/shop

go 1.26

require (
	github.com/a/a v1.0.0
	github.com/b/b v1.2.0
)

require github.com/z/z v0.1.0 // indirect
`
