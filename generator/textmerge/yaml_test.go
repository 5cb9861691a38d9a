package textmerge

import (
	"strings"
	"testing"
)

func TestYAML(t *testing.T) {
	const base = "# head\nservice: catalog\nresources:\n  item:\n    fields:\n      title: string len=..200   # short\n      state: enum=a,b\n    methods: [get, list]\n"
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(base) }
	for _, c := range []struct{ name, ours, theirs, want string }{
		{
			"both add a field", edit("      state", "      first: int32\n      state"), edit("      state", "      # why\n      second: int32\n      state"),
			edit("      state", "      first: int32\n      # why\n      second: int32\n      state"),
		},
		{"other words of one field", edit("len=..200", "len=..200 sort"), edit("len=..200", "len=..300"), edit("len=..200", "len=..300 sort")},
		{"values of an enum", edit("enum=a,b", "enum=a,b,c"), edit("enum=a,b", "enum=z,b"), edit("enum=a,b", "enum=b,c,z")},
		{"a list", edit("[get, list]", "[list]"), edit("[get, list]", "[get, list, create]"), edit("[get, list]", "[list, create]")},
		{"removed and left alone", edit("      state: enum=a,b\n", ""), base, edit("      state: enum=a,b\n", "")},
		{"comments of theirs", base, edit("# head", "# better"), edit("# head", "# better")},
		{"only blanks differ", edit("title: string", "title:   string"), edit("len=..200", "len=..9"), edit("len=..200", "len=..9")},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := YAML{Base: []byte(base), Ours: []byte(c.ours), Theirs: []byte(c.theirs)}
			got, clashes := y.Merge()
			if len(clashes) > 0 || string(got) != c.want {
				t.Errorf("clashes %v, got\n%s\nwant\n%s", clashes, got, c.want)
			}
		})
	}
}

func TestYAMLClash(t *testing.T) {
	base := "a:\n  b: string len=..2\n  c: x\n"
	ours, theirs := "a:\n  b: string len=..3\n  c: x\n  d: y\n", "a:\n  b: string len=..4\n"
	y := YAML{Base: []byte(base), Ours: []byte(ours), Theirs: []byte(theirs), OursName: "main", TheirsName: "other"}
	got, clashes := y.Merge()
	want := "a:\n<<<<<<< main\n  b: string len=..3\n=======\n  b: string len=..4\n>>>>>>> other\n  d: y\n"
	if string(got) != want || len(clashes) != 1 || clashes[0].Path != "a.b" || clashes[0].Line != 2 {
		t.Errorf("got %+v\n%s\nwant\n%s", clashes, got, want)
	}
	y.Answer = func(string) (theirs, ok bool) { return true, true }
	if got, clashes := y.Merge(); len(clashes) != 0 || string(got) != "a:\n  b: string len=..4\n  d: y\n" {
		t.Errorf("answered: %v\n%s", clashes, got)
	}
}

// Who may do something is decided as a whole: [admin] and [anyone] make no list of both.
func TestYAMLCallers(t *testing.T) {
	for _, c := range []struct{ name, base, ours, theirs string }{
		{"a line", "r:\n  allow:\n    get: [signed_in]\n", "r:\n  allow:\n    get: [admin]\n", "r:\n  allow:\n    get: [anyone]\n"},
		{"new on both sides", "r:\n  x: y\n", "r:\n  x: y\n  allow: [signed_in]\n", "r:\n  x: y\n  allow: [anyone]\n"},
		{"new entry", "r:\n  allow:\n    get: [a]\n", "r:\n  allow:\n    get: [a]\n    list: [a]\n", "r:\n  allow:\n    get: [a]\n    list: [b]\n"},
		{"a mapping in the line", "r:\n  allow: {\"*\": [signed_in, service]}\n", "r:\n  allow: {\"*\": [service]}\n", "r:\n  allow: {\"*\": [admin]}\n"},
		{"a resource in the line", "r: {x: y, allow: [a, b]}\n", "r: {x: y, allow: [a]}\n", "r: {x: y, allow: [a, b, c]}\n"},
		{"a list of lines", "allow:\n  - a\n", "allow:\n  - b\n", "allow:\n  - a\n  - c\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := YAML{Base: []byte(c.base), Ours: []byte(c.ours), Theirs: []byte(c.theirs)}
			if got, clashes := y.Merge(); len(clashes) != 1 {
				t.Errorf("%d clashes, want 1:\n%s", len(clashes), got)
			}
		})
	}
	y := YAML{
		Base: []byte("allow:\n  get: [a]\n  list: [a]\n"), Ours: []byte("allow:\n  get: [b]\n  list: [a]\n"), Theirs: []byte("allow:\n  get: [a]\n  list: [c]\n"),
	}
	if got, clashes := y.Merge(); len(clashes) > 0 || string(got) != "allow:\n  get: [b]\n  list: [c]\n" {
		t.Errorf("rules of two methods: %v\n%s", clashes, got)
	}
}

// FuzzYAML merges texts that need not be YAML. What one side did alone is the result.
func FuzzYAML(f *testing.F) {
	f.Add("a: 1\nb: [x, y]\n", "a: 1\nb: [x]\n", "a: 2\nb: [x, y]\n")
	f.Add("a:\n  - x\n  # c\n", "a: |\n  t\n", "\"q\": {k: v}\n")
	f.Fuzz(func(t *testing.T, base, ours, theirs string) {
		y := YAML{Base: []byte(base), Ours: []byte(ours), Theirs: []byte(theirs)}
		y.Merge()
		alone := YAML{Base: []byte(base), Ours: []byte(base), Theirs: []byte(theirs)}
		if _, clashes := alone.Merge(); len(clashes) > 0 {
			if _, _, ok := blocks(yamlLines([]byte(base))); ok {
				if _, _, ok := blocks(yamlLines([]byte(theirs))); ok {
					t.Errorf("only one side changed %q to %q, but there is a clash", base, theirs)
				}
			}
		}
	})
}
