package spec

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRemoveField(t *testing.T) {
	const head, tail = "service: catalog\nresources:\n", "  z: {fields: {x: string}}\n"
	tests := []struct{ name, before, after string }{
		{"in the middle", "  a:\n    fields:\n      w: string\n      x: string # x\n      y: string\n", "  a:\n    fields:\n      w: string\n      y: string\n    removed: [x]\n"},
		{
			"first, with its comment", "  a:\n    fields:\n      # the x\n      # is long\n      x: string\n      # the y\n      y: string\n",
			"  a:\n    fields:\n      # the y\n      y: string\n    removed: [x]\n",
		},
		{
			"last, with its comment", "  a:\n    fields:\n      # the y\n      y: string\n\n      # the x\n      x: string\n\n    soft_delete: true\n",
			"  a:\n    fields:\n      # the y\n      y: string\n\n    soft_delete: true\n\n    removed: [x]\n",
		},
		{
			"comments that stand apart stay", "  a:\n    fields:\n      # all fields\n\n      x: string\n      # w: string\n\n      # the y\n      y: string\n",
			"  a:\n    fields:\n      # all fields\n\n      # w: string\n\n      # the y\n      y: string\n    removed: [x]\n",
		},
		{
			"blank lines between", "  a:\n    fields:\n      w: string\n\n      x: string\n\n      y: string\n\n",
			"  a:\n    fields:\n      w: string\n\n      y: string\n    removed: [x]\n\n",
		},
		{
			"long, with comments in it", "  a:\n    fields:\n      w: string\n      x:\n        # of x\n        type: string # t\n        # also of x\n\n        # and this\n      y: string\n",
			"  a:\n    fields:\n      w: string\n      y: string\n    removed: [x]\n",
		},
		{"folded", "  a:\n    fields:\n      x: >-\n        string\n\n        optional\n      y: string\n", "  a:\n    fields:\n      y: string\n    removed: [x]\n"},
		{"in brackets, first", "  a: {fields: {x: string, y: string}}\n", "  a: {fields: {y: string}, removed: [x]}\n"},
		{"in brackets, last", "  a: {fields: { y: string, x: 'enum=a,b' }}\n", "  a: {fields: { y: string }, removed: [x]}\n"},
		{"in brackets, last with a comma", "  a: {fields: {y: string, x: {type: string},}}\n", "  a: {fields: {y: string,}, removed: [x]}\n"},
		{
			"in brackets over lines", "  a:\n    fields: {\n      x: string, # one\n      # the y\n      y: string # two\n    }\n",
			"  a:\n    fields: {\n      # the y\n      y: string # two\n    }\n    removed: [x]\n",
		},
		{
			"in brackets over lines, last", "  a:\n    fields: {\n      y: string, # one\n      # the x\n      x: string # two\n    }\n",
			"  a:\n    fields: {\n      y: string # one\n    }\n    removed: [x]\n",
		},
		{
			"in brackets, closed in the last line", "  a:\n    fields: {y: string, # the y\n             x: string}\n",
			"  a:\n    fields: {y: string # the y\n             }\n    removed: [x]\n",
		},
		{
			"indexes", "  a:\n    fields:\n      x: string\n      y: string\n    indexes:\n      - y\n      # by x\n      - unique y, x desc\n      - x\n",
			"  a:\n    fields:\n      y: string\n    indexes:\n      - y\n    removed: [x]\n",
		},
		{
			"constraints", "  a:\n    fields: {x: string, y: string}\n    constraints:\n      a_one: taken\n      # by x\n      a_two:\n        message: x\n        fields: [y, x]\n      a_three: {message: x, fields: [y]}\n",
			"  a:\n    fields: {y: string}\n    constraints:\n      a_one: taken\n      a_three: {message: x, fields: [y]}\n    removed: [x]\n",
		},
		{
			"all constraints", "  a:\n    fields: {x: string, y: string}\n    constraints: {a_two: {message: x, fields: [x]}}\n",
			"  a:\n    fields: {y: string}\n    removed: [x]\n",
		},
		{
			"all indexes", "  a:\n    indexes: [x, 'unique y, x']\n    fields:\n      x: string\n      y: string\n",
			"  a:\n    fields:\n      y: string\n    removed: [x]\n",
		},
		{
			"values that it has lost", "  a:\n    fields:\n      y: string\n      x: enum=a,b\n    removed: [x.c, w, x.d -> a]\n",
			"  a:\n    fields:\n      y: string\n    removed: [x, w]\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, eol := range []string{"\n", "\r\n"} {
				crlf := strings.NewReplacer("\n", eol)
				got, err := Remove(serviceOf(crlf.Replace(head+tt.before+tail)), Target{"catalog", "a", "x"}, "x")
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(crlf.Replace(head+tt.after+tail), string(got.Data)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestRemoveResource(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{
			"block", "resources:\n  # the a\n  a:\n    fields: {x: string}\n    # end of a\n  b:\n    fields: {x: string}\nenums: {e: [a]}\n",
			"resources:\n  b:\n    fields: {x: string}\nenums: {e: [a]}\nremoved: [a]\n",
		},
		{
			"spaced, last", "resources:\n  b:\n    fields: {x: string}\n\n  # the a\n  a:\n    fields: {x: string}\n\n# enums\nenums: {e: [a]}\n",
			"resources:\n  b:\n    fields: {x: string}\n\n# enums\nenums: {e: [a]}\nremoved: [a]\n",
		},
		{"in brackets", "resources: {a: {fields: {x: string}}, b: {fields: {x: string}}}\n", "resources: {b: {fields: {x: string}}}\nremoved: [a]\n"},
		{"at the end of the file", "resources:\n  b: {fields: {x: string}}\n\n  a:\n    fields: {x: string}", "resources:\n  b: {fields: {x: string}}\nremoved: [a]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Remove(serviceOf("service: catalog\n"+tt.before), Target{"catalog", "a", ""}, "a")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff("service: catalog\n"+tt.after, string(got.Data)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRemoveService(t *testing.T) {
	service := func(name string) Source {
		return Source{Path: ServiceFile(name), Data: []byte("service: " + name + "\nresources: {a: {fields: {x: string}}}\n")}
	}
	got, file, err := RemoveService([]Source{workspaceOf("# ours\n" + goodWorkspace), service("x"), service("y")}, "x", "x")
	if err != nil {
		t.Fatal(err)
	}
	if want := "# ours\n" + goodWorkspace + "removed: [x]\n"; string(got.Data) != want || file != "services/x/service.yaml" {
		t.Error(cmp.Diff(want, string(got.Data)), file)
	}
	text := goodWorkspace + "services:\n  # x\n  x:\n    resources: {a: {fields: {x: string}}}\n  y:\n    resources: {a: {fields: {x: string}}}\n"
	got, file, err = RemoveService([]Source{workspaceOf(text)}, "x", "")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(text, "  # x\n  x:\n    resources: {a: {fields: {x: string}}}\n", "", 1); string(got.Data) != want || file != "" {
		t.Error(cmp.Diff(want, string(got.Data)), file)
	}
}

// valueShop has enums in every form.
const valueShop = `service: catalog
enums:
  kind: [one, two, three]
  size:
    # small
    - s
    - m # medium
resources:
  a:
    fields:
      kind:  enum=kind default=two
      state: enum=on,off,broken optional
      power: {type: enum, enum: [low, high], default: low}
      flag:  'enum=yes_,'
      level: {type: 'enum=x,y,'}
      size:  enum=size
      again: enum=a_state default=off
    removed: [state.old -> off]
`

func TestValues(t *testing.T) {
	field := func(name string) EnumTarget { return EnumTarget{Target: Target{"catalog", "a", name}} }
	named := func(name string) EnumTarget { return EnumTarget{Target{Service: "catalog"}, name} }
	remove := func(at EnumTarget, value, instead string, declare bool) (Source, error) {
		return RemoveValue(serviceOf(strings.ReplaceAll(valueShop, "yes_,", "yes,")), at, value, instead, declare)
	}
	rename := func(at EnumTarget, value, to string, declare bool) (Source, error) {
		return RenameValue(serviceOf(strings.ReplaceAll(valueShop, "yes_,", "yes,")), at, value, to, declare)
	}
	tests := []struct {
		name           string
		do             func(EnumTarget, string, string, bool) (Source, error)
		at             EnumTarget
		value, instead string
		declare        bool
		changed        []string
	}{
		{"named, by its field", remove, field("kind"), "three", "one", true, []string{"kind: [one, two, three]", "kind: [one, two]", "    removed: [state.old -> off]\n", "    removed: [state.old -> off]\nremoved: [kind.three -> one]\n"}},
		{"named, by its name", remove, named("size"), "s", "", true, []string{"    # small\n    - s\n", "", "    removed: [state.old -> off]\n", "    removed: [state.old -> off]\nremoved: [size.s]\n"}},
		{"in the field", remove, field("state"), "broken", "off", true, []string{"enum=on,off,broken", "enum=on,off", "[state.old -> off]", "[state.old -> off, state.broken -> off]"}},
		{"first, never generated", remove, field("state"), "on", "", false, []string{"enum=on,off,broken", "enum=off,broken"}},
		{"by a field that shares it", remove, field("again"), "on", "", true, []string{"enum=on,off,broken", "enum=off,broken", "[state.old -> off]", "[state.old -> off, state.on]"}},
		{"long, one is left", remove, field("power"), "high", "", true, []string{"[low, high]", "[low]", "[state.old -> off]", "[state.old -> off, power.high]"}},
		{"with a comma, one is left", remove, field("level"), "y", "", true, []string{"enum=x,y,", "enum=x,", "[state.old -> off]", "[state.old -> off, level.y]"}},
		{"rename, shared, with defaults", rename, field("state"), "off", "dark", true, []string{"enum=on,off,broken", "enum=on,dark,broken", "default=off", "default=dark", "[state.old -> off]", "[state.off -> dark]"}},
		{"rename, long", rename, field("power"), "low", "small", true, []string{"[low, high], default: low", "[small, high], default: small", "[state.old -> off]", "[state.old -> off, power.low -> small]"}},
		{"rename, named, never generated", rename, named("kind"), "two", "second", false, []string{"kind: [one, two, three]", "kind: [one, second, three]", "default=two", "default=second"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.do(tt.at, tt.value, tt.instead, tt.declare)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.ReplaceAll(valueShop, "yes_,", "yes,")
			for i := 0; i < len(tt.changed); i += 2 {
				want = strings.Replace(want, tt.changed[i], tt.changed[i+1], 1)
			}
			if diff := cmp.Diff(want, string(got.Data)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRemoveProblems(t *testing.T) {
	files := serviceOf(renameShop)
	remove := func(at Target) error { _, err := Remove(files, at, ""); return err }
	value := func(at EnumTarget, value, instead string) error {
		_, err := RemoveValue(serviceOf(strings.ReplaceAll(valueShop, "yes_,", "yes,")), at, value, instead, true)
		return err
	}
	_, _, only := RemoveService(files, "catalog", "")
	single := serviceOf("service: catalog\nresources: {a: {fields: {x: string}}}\n")
	_, lastField := Remove(single, Target{"catalog", "a", "x"}, "")
	_, lastResource := Remove(single, Target{"catalog", "a", ""}, "")
	of := func(field string) EnumTarget { return EnumTarget{Target: Target{"catalog", "a", field}} }
	for want, err := range map[string]error{
		`service "catalog" has no resource "prduct"`:                                   remove(Target{"catalog", "prduct", ""}),
		"resource \"product\" has no field \"prize\"\n  hint: did you mean \"price\"?": remove(Target{"catalog", "product", "prize"}),
		`16:7: field "also" of product has the values of field "state" of kind`:        remove(Target{"catalog", "kind", "state"}),
		`13:7: field "kind" of product refers to "kind"`:                               remove(Target{"catalog", "kind", ""}),
		`hint: run svcgen remove field catalog product third first`:                    remove(Target{"catalog", "kind", ""}),
		`"catalog" is the only service`:                                                only,
		`hint: svcgen remove resource catalog a`:                                       lastField,
		`hint: svcgen remove service catalog`:                                          lastResource,
		`"yes" is the only value`:                                                      value(of("flag"), "yes", ""),
		`"two" is the default of field "kind"`:                                         value(of("kind"), "two", ""),
		"the enum has no value \"brokn\"\n  hint: did you mean \"broken\"?":            value(of("state"), "brokn", ""),
		"the enum has no value \"gone\"\n  hint: allowed: on, off and broken":          value(of("state"), "broken", "gone"),
		"has no enum \"kid\"\n  hint: did you mean \"kind\"?":                          value(EnumTarget{Target{Service: "catalog"}, "kid"}, "x", ""),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nis not %s", err, want)
		}
	}
}

// TestRemoveChangesNothingElse removes from files of random style: what is read is the old spec without the thing.
func TestRemoveChangesNothingElse(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 3000 {
		removeIn(t, randomService(rng), rng, true)
	}
}

func removeIn(t *testing.T, text string, rng *rand.Rand, must bool) {
	t.Helper()
	files := serviceOf(text)
	want, err := Parse(files)
	if err != nil {
		return
	}
	s := want.Services[0]
	at := rng.IntN(len(s.Resources))
	r := s.Resources[at]
	var got Source
	switch i := rng.IntN(len(r.Fields)); {
	case len(s.Resources) > 1 && rng.IntN(2) == 0:
		got, err = Remove(files, Target{s.Name, r.Name, ""}, "older")
		s.Resources = slices.Delete(s.Resources, at, at+1)
		s.Removed = append(s.Removed, Removal{Name: "older"})
	case len(r.Fields) > 1:
		got, err = Remove(files, Target{s.Name, r.Name, r.Fields[i].Name}, "older")
		r.Fields = slices.Delete(r.Fields, i, i+1)
		r.Removed = append(r.Removed, Removal{Name: "older"})
	default:
		return
	}
	if err != nil && must {
		t.Fatalf("%v\n%s", err, text)
	}
	if err != nil {
		return
	}
	s.Enums = slices.DeleteFunc(s.Enums, func(e *Enum) bool { // those written inside fields go with them
		return !slices.ContainsFunc(s.Resources, func(r *Resource) bool {
			return slices.ContainsFunc(r.Fields, func(f *Field) bool { return f.Enum == e.Name })
		})
	})
	again := mustParse(t, files[0], got)
	if diff := cmp.Diff(string(Marshal(want)), string(Marshal(again))); diff != "" {
		t.Fatalf("%s\n%s\n%s", diff, text, got.Data)
	}
	if strings.Contains(string(got.Data), "\n\n\n") && !strings.Contains(text, "\n\n\n") {
		t.Fatalf("a hole is left:\n%s\n----\n%s", text, got.Data)
	}
}
