package spec

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDeclareRenamed(t *testing.T) {
	field, resource := Target{"catalog", "a", "x"}, Target{"catalog", "a", ""}
	tests := []struct {
		name          string
		at            Target
		before, after string
	}{
		{"short", field, "  a:\n    fields:\n      x:   string len=3..32   # the x\n      y: int32\n", "  a:\n    fields:\n      x:   string len=3..32 renamed_from=old   # the x\n      y: int32\n"},
		{"quoted", field, "  a:\n    fields:\n      x: 'string description=\"it''s\"'\n", "  a:\n    fields:\n      x: 'string description=\"it''s\" renamed_from=old'\n"},
		{"double quotes", field, "  a:\n    fields:\n      \"x\": \"string description=\\\"\\u00e9\\\"\" # e\n", "  a:\n    fields:\n      \"x\": \"string description=\\\"\\u00e9\\\" renamed_from=old\" # e\n"},
		{"folded", field, "  a:\n    fields:\n      x: >-\n        string\n        optional\n\n    # end\n", "  a:\n    fields:\n      x: >-\n        string\n        optional renamed_from=old\n\n    # end\n"},
		{"over lines", field, "  a:\n    fields:\n      x: string\n        optional # so\n", "  a:\n    fields:\n      x: string\n        optional renamed_from=old # so\n"},
		{"in brackets", field, "  a: {fields: {x: string, y: string}}\n", "  a: {fields: {x: string renamed_from=old, y: string}}\n"},
		{"long", field, "  a:\n    fields:\n      x:\n        type: string # t\n        # of x\n      # not\n", "  a:\n    fields:\n      x:\n        type: string # t\n        renamed_from: old\n        # of x\n      # not\n"},
		{"long in brackets", field, "  a:\n    fields:\n      x: {type: string, }\n", "  a:\n    fields:\n      x: {type: string, renamed_from: old, }\n"},
		{"there already", field, "  a:\n    fields:\n      x: string renamed_from=older optional\n", "  a:\n    fields:\n      x: string renamed_from=old optional\n"},
		{"there already, quoted", field, "  a:\n    fields:\n      x: string renamed_from=\"older\" optional\n", "  a:\n    fields:\n      x: string renamed_from=\"old\" optional\n"},
		{"there already, long", field, "  a:\n    fields:\n      x: {renamed_from: 'older', type: string}\n", "  a:\n    fields:\n      x: {renamed_from: 'old', type: string}\n"},
		{"there already, the same", field, "  a:\n    fields:\n      x: string renamed_from=old optional\n", "  a:\n    fields:\n      x: string renamed_from=old optional\n"},
		{"last line without end", field, "  a:\n    fields:\n      x: string", "  a:\n    fields:\n      x: string renamed_from=old"},

		{"resource", resource, "  # the a\n  a: # a\n\n    # of fields\n    fields:\n      x: string\n", "  # the a\n  a: # a\n    renamed_from: old\n\n    # of fields\n    fields:\n      x: string\n"},
		{"resource in brackets", resource, "  a: { fields: {x: string} }\n", "  a: { renamed_from: old, fields: {x: string} }\n"},
		{"resource in brackets over lines", resource, "  a: {\n    fields: {x: string}\n  }\n", "  a: {\n    renamed_from: old,\n    fields: {x: string}\n  }\n"},
		{"resource, there already", resource, "  a:\n    fields: {x: string}\n    renamed_from: older # o\n", "  a:\n    fields: {x: string}\n    renamed_from: old # o\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			const head = "service: catalog\nresources:\n"
			for _, eol := range []string{"\n", "\r\n"} {
				crlf := strings.NewReplacer("\n", eol)
				got, err := DeclareRenamed(Source{Path: ServiceFile("catalog"), Data: []byte(crlf.Replace(head + tt.before))}, tt.at, "old")
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(crlf.Replace(head+tt.after), string(got)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestDeclareRemoved(t *testing.T) {
	resource, service := Target{"catalog", "a", ""}, Target{Service: "catalog"}
	tests := []struct {
		name          string
		at            Target
		removed       string
		before, after string
	}{
		{"no list", resource, "note", "  a:\n    fields:\n      x: string\n    # end\n", "  a:\n    fields:\n      x: string\n    removed: [note]\n    # end\n"},
		{"no list, in brackets", resource, "note", "  a: {fields: {x: string}}\n", "  a: {fields: {x: string}, removed: [note]}\n"},
		{"list in brackets", resource, "note", "  a:\n    removed: [memo] # gone\n    fields: {x: string}\n", "  a:\n    removed: [memo, note] # gone\n    fields: {x: string}\n"},
		{"empty list", resource, "note", "  a:\n    removed: [ ]\n    fields: {x: string}\n", "  a:\n    removed: [note ]\n    fields: {x: string}\n"},
		{"list over lines", resource, "note", "  a:\n    removed: [\n      memo, # m\n    ]\n    fields: {x: string}\n", "  a:\n    removed: [\n      memo, # m\n      note,\n    ]\n    fields: {x: string}\n"},
		{"list of lines", resource, "note", "  a:\n    removed:\n      - memo # m\n      # o\n    fields: {x: string}\n", "  a:\n    removed:\n      - memo # m\n      - note\n      # o\n    fields: {x: string}\n"},
		{"list of lines, not indented", resource, "note", "  a:\n    removed:\n    -  'memo'\n    fields: {x: string}\n", "  a:\n    removed:\n    -  'memo'\n    -  note\n    fields: {x: string}\n"},
		{"there already", resource, "memo", "  a:\n    removed: [memo]\n    fields: {x: string}\n", "  a:\n    removed: [memo]\n    fields: {x: string}\n"},
		{"a value", resource, "kind.b -> a", "  a:\n    fields: {kind: 'enum=a,c'}\n", "  a:\n    fields: {kind: 'enum=a,c'}\n    removed: [kind.b -> a]\n"},
		{"a value, there already", resource, "kind.b -> a", "  a:\n    fields: {kind: 'enum=a,c'}\n    removed:\n      - kind.b -> c\n", "  a:\n    fields: {kind: 'enum=a,c'}\n    removed:\n      - kind.b -> a\n"},
		{"an odd name", resource, "null", "  a:\n    fields: {x: string}\n", "  a:\n    fields: {x: string}\n    removed: ['null']\n"},
		{"of a service", service, "b", "  a:\n    fields:\n      x: string\n\n# end\n", "  a:\n    fields:\n      x: string\nremoved: [b]\n\n# end\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			const head = "service: catalog\nresources:\n"
			for _, eol := range []string{"\n", "\r\n"} {
				crlf := strings.NewReplacer("\n", eol)
				got, err := DeclareRemoved(Source{Path: ServiceFile("catalog"), Data: []byte(crlf.Replace(head + tt.before))}, tt.at, tt.removed)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(crlf.Replace(head+tt.after), string(got)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// TestDeclareInASpecOfOneFile edits a service that stands in the spec of the workspace, and leaves the other one alone.
func TestDeclareInASpecOfOneFile(t *testing.T) {
	text := "\ufeff" + goodWorkspace + "services:\n  x:\n    resources:\n      a: {fields: {b: string}}\n  y:\n    resources: {a: {fields: {b: string}}}\n"
	renamed, err := DeclareRenamed(workspaceOf(text), Target{"y", "a", "b"}, "old")
	if err != nil {
		t.Fatal(err)
	}
	removed, err := DeclareRemoved(workspaceOf(string(renamed)), Target{Service: "y"}, "c")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(text, "resources: {a: {fields: {b: string}}}", "resources: {a: {fields: {b: string renamed_from=old}}}\n    removed: [c]", 1); string(removed) != want {
		t.Error(cmp.Diff(want, string(removed)))
	}
}

func TestDeclareProblems(t *testing.T) {
	src := Source{Path: ServiceFile("catalog"), Data: []byte("service: catalog\nresources:\n  product:\n    fields:\n      title: string\n")}
	renamed := func(at Target, from string) error { _, err := DeclareRenamed(src, at, from); return err }
	removed := func(at Target, name string) error { _, err := DeclareRemoved(src, at, name); return err }
	for want, err := range map[string]error{
		`does not hold service "orders"`:                    renamed(Target{"orders", "a", "b"}, "x"),
		`service "catalog" has no resource "prodct"`:        renamed(Target{"catalog", "prodct", "b"}, "x"),
		`resource "product" has no field "name"`:            renamed(Target{"catalog", "product", "name"}, "x"),
		"former name \"x: y\" is not snake_case":            renamed(Target{"catalog", "product", "title"}, "x: y"),
		`field "title" is renamed from itself`:              renamed(Target{"catalog", "product", "title"}, "title"),
		`"title" is listed under removed but still defined`: removed(Target{"catalog", "product", ""}, "title"),
		`"a]: b" is not a name`:                             removed(Target{"catalog", "product", ""}, "a]: b"),
		"removed is a key of a resource or a service, not":  removed(Target{"catalog", "product", "title"}, "a"),
		"services/catalog/service.yaml is not the spec of ": removed(Target{}, "a"),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nis not %s", err, want)
		}
	}
}

// TestDeclareKeepsEverything declares intent in files of random style: what is read is the old spec and the intent, and what
// was there stands there still.
func TestDeclareKeepsEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		declareIn(t, randomService(rng), rng, true)
	}
}

func declareIn(t *testing.T, text string, rng *rand.Rand, must bool) {
	t.Helper()
	files := serviceOf(text)
	want, err := Parse(files)
	if err != nil {
		return
	}
	s := want.Services[0]
	r := s.Resources[rng.IntN(len(s.Resources))]
	f := r.Fields[rng.IntN(len(r.Fields))]
	var got []byte
	switch rng.IntN(4) {
	case 0:
		got, err = DeclareRenamed(files[1], Target{s.Name, r.Name, f.Name}, "old")
		f.RenamedFrom = "old"
	case 1:
		got, err = DeclareRenamed(files[1], Target{s.Name, r.Name, ""}, "old")
		r.RenamedFrom = "old"
	case 2:
		got, err = DeclareRemoved(files[1], Target{s.Name, r.Name, ""}, "old")
		r.Removed = append(r.Removed, Removal{Name: "old"})
	default:
		got, err = DeclareRemoved(files[1], Target{Service: s.Name}, "old.value")
		s.Removed = append(s.Removed, Removal{Name: "old.value"})
	}
	if err != nil && must {
		t.Fatalf("%v\n%s", err, text)
	}
	if err != nil {
		return
	}
	again := mustParse(t, files[0], Source{Path: files[1].Path, Data: got})
	if diff := cmp.Diff(string(Marshal(want)), string(Marshal(again))); diff != "" {
		t.Fatalf("%s\n%s", diff, got)
	}
	if !within(text, string(got)) {
		t.Fatalf("more has changed than was added:\n%s\n%s", text, got)
	}
}

// FuzzEdits holds that whatever is a spec is either edited as it should be, or left alone with a reason.
func FuzzEdits(f *testing.F) {
	rng := rand.New(rand.NewPCG(11, 12))
	for i := range 60 {
		f.Add([]byte(randomService(rng)), uint64(i))
	}
	f.Add([]byte(renameShop), uint64(1))
	f.Add([]byte(valueShop), uint64(2))
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		if strings.Contains(string(data), "fresh") || strings.Contains(string(data), "old") {
			return // names that the edits bring
		}
		rng := rand.New(rand.NewPCG(seed, 0))
		text := strings.ReplaceAll(string(data), "\r\n", "\n")
		declareIn(t, text, rng, false)
		renameIn(t, text, rng, false)
		removeIn(t, text, rng, false)
	})
}
