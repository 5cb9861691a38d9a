package plan

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/render"
)

// The three versions of the file in the decision table. They differ in separate places, so that they merge.
const (
	written = "one\ntwo\nthree\nfour\nfive\n"  // B: what svcgen last wrote
	edited  = "ONE\ntwo\nthree\nfour\nfive\n"  // D: what the user made of it
	wanted  = "one\ntwo\nthree\nfour\nFIVE\n"  // T: what svcgen would write now
	both    = "ONE\ntwo\nthree\nfour\nFIVE\n"  // D and T merged
	clash   = "EINS\ntwo\nthree\nfour\nfive\n" // T if the user edited it too
)

// cell is one cell of the decision table.
type cell struct {
	row       string
	class     render.Class
	manifest  string       // text that was last written; "" for no line
	disk      string       // "" for no file
	target    string       // "" for none
	remember  render.Class // class in the manifest before, if it is not class
	kind      Kind
	text      string // what stands on disk afterwards
	line      string // the manifest's line afterwards: class and which text's digest
	noBase    bool   // the merge base is lost
	baseAfter string // of a merged file
	keep      string // the manifest's line after --keep; for conflicts
	take      string // the text after --take; "-" if the file is gone
}

const (
	o = render.Owned
	m = render.Merged
	s = render.Seeded
	a = render.Appended
)

// The table of regeneration.md 3.4, every cell.
func table() []cell {
	return []cell{
		{row: "1", class: o, manifest: written, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "owned wanted"},
		{row: "1", class: m, manifest: written, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "merged wanted", baseAfter: wanted},
		{row: "1", class: s, manifest: written, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "seeded wanted"},
		{row: "1", class: a, manifest: written, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "appended wanted"},
		{row: "1 no manifest", class: o, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "owned wanted"},
		{row: "1 no manifest", class: m, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "merged wanted", baseAfter: wanted},
		{row: "1 no manifest", class: s, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "seeded wanted"},
		{row: "1 no manifest", class: a, disk: wanted, target: wanted, kind: Keep, text: wanted, line: "appended wanted"},

		{row: "2", class: o, target: wanted, kind: Create, text: wanted, line: "owned wanted"},
		{row: "2", class: m, target: wanted, kind: Create, text: wanted, line: "merged wanted", baseAfter: wanted},
		{row: "2", class: s, target: wanted, kind: Create, text: wanted, line: "seeded wanted"},
		{row: "2", class: a, target: wanted, kind: Create, text: wanted, line: "appended wanted"},

		{row: "3", class: o, disk: edited, target: wanted, kind: Conflict, keep: "kept wanted", take: wanted},
		{row: "3", class: m, disk: edited, target: wanted, kind: Conflict, keep: "merged wanted", take: wanted},
		{row: "3", class: s, disk: edited, target: wanted, kind: Keep, text: edited, line: "seeded wanted"},
		{row: "3", class: a, disk: edited, target: wanted, kind: Conflict, keep: "appended wanted", take: wanted},

		{row: "4", class: o, manifest: written, disk: written, target: wanted, kind: Update, text: wanted, line: "owned wanted"},
		{row: "4", class: m, manifest: written, disk: written, target: wanted, kind: Update, text: wanted, line: "merged wanted", baseAfter: wanted},
		{row: "4 base lost", class: m, manifest: written, disk: written, target: wanted, noBase: true, kind: Update, text: wanted, line: "merged wanted", baseAfter: wanted},
		{row: "4", class: s, manifest: written, disk: written, target: wanted, kind: Keep, text: written, line: "seeded written"},
		{row: "4", class: a, manifest: written, disk: written, target: wanted, kind: Keep, text: written, line: "appended written"},

		{row: "5", class: o, manifest: wanted, disk: edited, target: wanted, kind: Conflict, keep: "kept wanted", take: wanted},
		{row: "5", class: m, manifest: wanted, disk: edited, target: wanted, kind: Keep, text: edited, line: "merged wanted", baseAfter: wanted},
		{row: "5 base lost", class: m, manifest: wanted, disk: edited, target: wanted, noBase: true, kind: Keep, text: edited, line: "merged wanted", baseAfter: wanted},
		{row: "5", class: s, manifest: wanted, disk: edited, target: wanted, kind: Keep, text: edited, line: "seeded wanted"},
		{row: "5", class: a, manifest: wanted, disk: edited, target: wanted, kind: Keep, text: edited, line: "appended wanted"},
		{row: "5 kept", class: o, manifest: wanted, disk: edited, target: wanted, remember: Kept, kind: Keep, text: edited, line: "kept wanted"},

		{row: "6", class: o, manifest: written, disk: edited, target: wanted, kind: Conflict, keep: "kept wanted", take: wanted},
		{row: "6", class: m, manifest: written, disk: edited, target: wanted, kind: Merge, text: both, line: "merged wanted", baseAfter: wanted},
		{row: "6 same place", class: m, manifest: written, disk: edited, target: clash, kind: Conflict, keep: "merged clash", take: clash},
		{row: "6 base lost", class: m, manifest: written, disk: edited, target: wanted, noBase: true, kind: Conflict, keep: "merged wanted", take: wanted},
		{row: "6 edit came first", class: m, manifest: written, disk: both, target: wanted, kind: Keep, text: both, line: "merged wanted", baseAfter: wanted},
		{row: "6", class: s, manifest: written, disk: edited, target: wanted, kind: Keep, text: edited, line: "seeded written"},
		{row: "6", class: a, manifest: written, disk: edited, target: wanted, kind: Keep, text: edited, line: "appended written"},
		{row: "6 kept", class: o, manifest: written, disk: edited, target: wanted, remember: Kept, kind: Conflict, keep: "kept wanted", take: wanted},

		{row: "7", class: o, manifest: written, target: wanted, kind: Create, text: wanted, line: "owned wanted"},
		{row: "7", class: m, manifest: written, target: wanted, kind: Keep, line: "ejected wanted"},
		{row: "7", class: s, manifest: written, target: wanted, kind: Keep, line: "seeded written"},
		{row: "7", class: a, manifest: written, target: wanted, kind: Conflict, keep: "ejected wanted", take: wanted},

		{row: "8", class: o, manifest: written, disk: written, kind: Delete},
		{row: "8", class: m, manifest: written, disk: written, kind: Delete},
		{row: "8", class: s, manifest: written, disk: written, kind: Delete},
		{row: "8", class: a, manifest: written, disk: written, kind: Keep, text: written, line: "appended written"},

		{row: "9", class: o, manifest: written, disk: edited, kind: Conflict, keep: "", take: "-"},
		{row: "9", class: m, manifest: written, disk: edited, kind: Keep, text: edited},
		{row: "9", class: s, manifest: written, disk: edited, kind: Keep, text: edited, line: "seeded written"},
		{row: "9", class: a, manifest: written, disk: edited, kind: Keep, text: edited, line: "appended written"},
		{row: "9 kept", class: o, manifest: written, disk: edited, remember: Kept, kind: Keep, text: edited},

		{row: "10", class: o, manifest: written, disk: edited, target: wanted, remember: Ejected, kind: Keep, text: edited, line: "ejected written"},
		{row: "10", class: m, manifest: written, disk: edited, target: wanted, remember: Ejected, kind: Keep, text: edited, line: "ejected written"},
		{row: "10", class: s, manifest: written, disk: edited, target: wanted, remember: Ejected, kind: Keep, text: edited, line: "ejected written"},
		{row: "10 deleted", class: m, manifest: written, target: wanted, remember: Ejected, kind: Keep, line: "ejected written"},
		{row: "10 equal", class: o, manifest: written, disk: wanted, target: wanted, remember: Ejected, kind: Keep, text: wanted, line: "ejected written"},
		{row: "10 not needed", class: o, manifest: written, disk: edited, remember: Ejected, kind: Keep, text: edited},

		{row: "gone and not needed", class: o, manifest: written, kind: Keep},
		{row: "gone and not needed", class: m, manifest: written, kind: Keep},
		{row: "gone and not needed", class: s, manifest: written, kind: Keep},
		{row: "gone and not needed", class: a, manifest: written, kind: Keep},
	}
}

const file1 = "dir/file"

func (c cell) state() State {
	st := State{Disk: fstest.MapFS{}, Base: fstest.MapFS{}}
	if c.disk != "" {
		st.Disk = fstest.MapFS{file1: {Data: []byte(c.disk)}}
	}
	if c.manifest != "" {
		class := c.class
		if c.remember != "" {
			class = c.remember
		}
		st.Manifest.Files = []Entry{{file1, class, DigestOf([]byte(c.manifest))}}
		if class == render.Merged && !c.noBase {
			st.Base = fstest.MapFS{file1: {Data: []byte(c.manifest)}}
		}
	}
	return st
}

func (c cell) input(o Options) Input {
	in := Input{Options: o}
	if c.target != "" {
		in.Files = []render.File{{Path: file1, Mode: 0o644, Class: c.class, Data: []byte(c.target)}}
	}
	return in
}

func TestDecisionTable(t *testing.T) {
	for _, c := range table() {
		t.Run(c.row+" "+string(c.class), func(t *testing.T) {
			p := mustMake(t, c.input(Options{}), c.state())
			act := p.Actions[0]
			if act.Kind != c.kind {
				t.Fatalf("%s %q, want %s", act.Kind, act.Reason, c.kind)
			}
			if c.kind == Conflict {
				c.checkConflict(t, act)
				return
			}
			c.checkPlan(t, p, c.text, c.line, c.baseAfter)
			if len(act.Choices) > 0 {
				t.Errorf("choices where nothing is to be decided: %v", act.Choices)
			}
		})
	}
}

// checkConflict checks what --keep and --take make of a conflict, and that it is one only until it is decided.
func (c cell) checkConflict(t *testing.T, act Action) {
	t.Helper()
	if act.Reason == "" || len(act.Choices) < 2 || act.Choices[0].Command != "svcgen generate --keep dir/file" ||
		act.Choices[1].Command != "svcgen generate --take dir/file" {
		t.Errorf("reason %q, choices %v", act.Reason, act.Choices)
	}
	base := ""
	if c.class == render.Merged {
		base = c.target
	}
	kept := mustMake(t, c.input(Options{Keep: []string{file1}}), c.state())
	c.checkPlan(t, kept, c.disk, c.keep, base)
	taken := mustMake(t, c.input(Options{Take: []string{"dir/*"}}), c.state())
	if c.take == "-" {
		c.checkPlan(t, taken, "", "", "")
	} else {
		c.checkPlan(t, taken, c.take, string(c.class)+" "+textName(DigestOf([]byte(c.take))), base)
	}
}

// checkPlan checks what a plan without conflicts leaves, and that the next plan has nothing to do.
func (c cell) checkPlan(t *testing.T, p *Plan, text, line, base string) {
	t.Helper()
	st := applied(c.state(), p)
	got := ""
	if f := st.Disk.(fstest.MapFS)[file1]; f != nil {
		got = string(f.Data)
	}
	if got != text {
		t.Errorf("text afterwards: %q, want %q", got, text)
	}
	gotLine := ""
	for _, e := range p.Manifest.Files {
		gotLine += string(e.Class) + " " + textName(e.Digest)
	}
	if gotLine != line {
		t.Errorf("line afterwards: %q, want %q", gotLine, line)
	}
	gotBase := ""
	if f := st.Base.(fstest.MapFS)[file1]; f != nil {
		gotBase = string(f.Data)
	}
	if gotBase != base {
		t.Errorf("base afterwards: %q, want %q", gotBase, base)
	}
	again := mustMake(t, c.input(Options{}), st)
	if !again.Current() || len(again.Base) > 0 || !slices.Equal(again.Manifest.Files, p.Manifest.Files) {
		t.Errorf("the next plan is not empty: %v %v", again.Changes(), cmp.Diff(p.Manifest, again.Manifest))
	}
}

func textName(d Digest) string {
	for name, text := range map[string]string{"written": written, "edited": edited, "wanted": wanted, "both": both, "clash": clash} {
		if d == DigestOf([]byte(text)) {
			return name
		}
	}
	return string(d)
}

func mustMake(tb testing.TB, in Input, st State) *Plan {
	tb.Helper()
	p, err := Make(in, st)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// applied gives the state after a plan, as package workspace would make it.
func applied(st State, p *Plan) State {
	disk, base := clone(st.Disk), clone(st.Base)
	for _, a := range p.Actions {
		switch a.Kind {
		case Delete:
			delete(disk, a.Path)
		case Move:
			delete(disk, a.From)
		}
	}
	for _, a := range p.Actions {
		if a.Writes() && a.Kind != Delete {
			disk[a.Path] = &fstest.MapFile{Data: a.File.Data, Mode: a.File.Mode}
		}
	}
	for _, e := range p.Base {
		delete(base, e.Path)
		if !e.Remove {
			base[e.Path] = &fstest.MapFile{Data: e.Data}
		}
	}
	m, err := ParseManifest(p.Manifest.Bytes())
	if err != nil {
		panic(err)
	}
	return State{Manifest: m, Base: base, Disk: disk}
}

func clone(fsys any) fstest.MapFS {
	out := fstest.MapFS{}
	if m, ok := fsys.(fstest.MapFS); ok {
		maps.Copy(out, m)
	}
	return out
}
