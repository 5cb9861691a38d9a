package generator

import (
	"maps"
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// memory are Proofs that last as long as a test.
type memory map[string]string

func (m memory) Proof(key string) string    { return m[key] }
func (m memory) KeepProof(key, text string) { m[key] = text }

// TestPrevious changes what a run has left, as a pull request may: a file, the manifest, or both. Only what svcgen has made counts as
// made.
func TestPrevious(t *testing.T) {
	t.Parallel()
	made := map[string]string{"gen/a.go": "a", "gen/b.go": "b", "gen/sub/c.go": "c"}
	in := render.Input{Unit: "render .", Digest: "d", Paths: []string{"gen/", "gen/sub/c.go"}}
	var files []render.File
	for name, text := range made {
		files = append(files, render.File{Path: name, Class: render.Owned, Data: []byte(text)})
	}
	known := memory{}
	Options{Proofs: known}.remember("example.com/x", nil, []render.Input{in}, files)
	for name, c := range map[string]struct {
		disk    map[string]string       // instead of what was made; "" for no file
		classes map[string]render.Class // instead of owned
		digest  plan.Digest             // of the inputs, instead of what was made
		module  string
		proofs  memory
		want    bool
	}{
		"as it was made":              {want: true},
		"a file of the user beside":   {disk: map[string]string{"gen/x.go": "x"}, classes: map[string]render.Class{"gen/x.go": render.Seeded}, want: true},
		"edited, and in the manifest": {disk: map[string]string{"gen/a.go": "evil"}},
		"more, and in the manifest":   {disk: map[string]string{"gen/evil.go": "evil"}},
		"less, and in the manifest":   {disk: map[string]string{"gen/b.go": ""}},
		"kept":                        {classes: map[string]render.Class{"gen/a.go": plan.Kept}},
		"ejected":                     {classes: map[string]render.Class{"gen/sub/c.go": plan.Ejected}},
		"other inputs":                {digest: "e"},
		"another module":              {module: "example.com/y"},
		"another user":                {proofs: memory{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree := maps.Clone(made)
			maps.Copy(tree, c.disk)
			o := Options{State: plan.State{Manifest: plan.Manifest{Units: []plan.Unit{{Name: in.Unit, Digest: "d"}}}}, Proofs: known}
			if c.proofs != nil {
				o.Proofs = c.proofs
			}
			for _, file := range slices.Sorted(maps.Keys(tree)) {
				e := plan.Entry{Path: file, Class: render.Owned, Digest: plan.DigestOf([]byte(tree[file]))}
				if c.classes[file] != "" {
					e.Class = c.classes[file]
				}
				if tree[file] == "" {
					delete(tree, file)
					continue
				}
				o.State.Manifest.Files = append(o.State.Manifest.Files, e)
			}
			o.State.Disk = disk(tree)
			asked, module := in, "example.com/x"
			if c.digest != "" {
				asked.Digest = string(c.digest)
				o.State.Manifest.Units[0].Digest = c.digest
			}
			if c.module != "" {
				module = c.module
			}
			if got, ok := o.previous(module).Files(asked); ok != c.want || ok && len(got) != len(made) {
				t.Errorf("Files = %v, %v; want %v", got, ok, c.want)
			}
			o.Full = true
			if _, ok := o.previous(module).Files(asked); ok {
				t.Error("a full run takes something from the last one")
			}
		})
	}
}

// TestPreviousOfAnEditedTree changes files, and leaves the manifest as it is.
func TestPreviousOfAnEditedTree(t *testing.T) {
	t.Parallel()
	in := render.Input{Unit: "render .", Digest: "d", Paths: []string{"gen/"}}
	known := memory{}
	Options{Proofs: known}.remember("x", nil, []render.Input{in}, []render.File{{Path: "gen/a.go", Class: render.Owned, Data: []byte("a\n")}})
	for text, want := range map[string]bool{"a\n": true, "a\r\n": true, "evil\n": false} {
		o := Options{Proofs: known, State: plan.State{Disk: disk(map[string]string{"gen/a.go": text}), Manifest: plan.Manifest{
			Units: []plan.Unit{{Name: in.Unit, Digest: "d"}},
			Files: []plan.Entry{{Path: "gen/a.go", Class: render.Owned, Digest: plan.DigestOf([]byte("a\n"))}},
		}}}
		if _, ok := o.previous("x").Files(in); ok != want {
			t.Errorf("%q: %v, want %v", text, ok, want)
		}
		o.State.Disk = disk(nil)
		if _, ok := o.previous("x").Files(in); ok {
			t.Error("a missing file counts as made")
		}
	}
}

// TestRemember keeps what was made by other runs, and writes only if something is new.
func TestRemember(t *testing.T) {
	t.Parallel()
	known := memory{}
	files := []render.File{{Path: "gen/a.go", Class: render.Owned, Data: []byte("a")}}
	unit := func(digest string) []render.Input {
		return []render.Input{{Unit: "render .", Digest: digest, Paths: []string{"gen/"}}}
	}
	o := Options{Proofs: known}
	o.remember("x", nil, unit("1"), files)
	o.remember("x", nil, unit("2"), files)
	if got := made(known, "x"); len(got) != 2 {
		t.Errorf("remembered %v", got)
	}
	before := known.Proof(madeKey("x"))
	o.remember("x", &previous{reused: map[string]bool{"render .": true}}, unit("2"), files)
	if known.Proof(madeKey("x")) != before {
		t.Error("written again, and nothing is new")
	}
}
