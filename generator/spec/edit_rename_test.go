package spec

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// renameShop holds all that refers to a name.
const renameShop = `# yaml-language-server: $schema=../../.svcgen/service.schema.json
service: catalog # what we sell
resources:
  # kinds
  kind:
    fields:
      title:  string
      parent: ref=kind optional
      state:  enum=on,off
  product: # things
    fields:
      "status":  'enum=new,old default=new' # s
      kind:      ref=kind
      other:     {type: ref, ref: kind, optional: true}
      third:     { type: ref=kind, optional: true}
      also:      enum=kind_state
      more:      {enum: 'kind_state[]'}

      price:     int32 sort renamed_from=cost
    indexes:
      - unique kind, status desc, create_time
      - price
      - 'status' # by status
    removed: [status.older, note]
    constraints:
      products_excl: {message: taken, fields: [kind, status]}
      products_free:
        fields:
          - status # s
        message: the status is taken
`

// renameOne is Rename for a spec in which nothing but one file changes.
func renameOne(sources []Source, at Target, to, from string) (Source, error) {
	files, err := Rename(sources, at, to, from)
	if err != nil || len(files) != 1 {
		return Source{}, err
	}
	return files[0], nil
}

func TestRename(t *testing.T) {
	tests := []struct {
		name     string
		at       Target
		to, from string
		changed  []string // old line, new line
	}{
		{"field", Target{"catalog", "product", "status"}, "condition", "status", []string{
			`      "status":  'enum=new,old default=new' # s`, `      "condition": 'enum=new,old default=new renamed_from=status' # s`,
			`      - unique kind, status desc, create_time`, `      - unique kind, condition desc, create_time`,
			`      - 'status' # by status`, `      - 'condition' # by status`,
			`    removed: [status.older, note]`, `    removed: [condition.older, note]`,
			`      products_excl: {message: taken, fields: [kind, status]}`, `      products_excl: {message: taken, fields: [kind, condition]}`,
			`          - status # s`, `          - condition # s`,
		}},
		{"field that was never generated", Target{"catalog", "product", "price"}, "cost", "", []string{
			`      price:     int32 sort renamed_from=cost`, `      cost:      int32 sort`,
			`      - price`, `      - cost`,
		}},
		{"field that was renamed before", Target{"catalog", "product", "price"}, "amount", "cost", []string{
			`      price:     int32 sort renamed_from=cost`, `      amount:    int32 sort renamed_from=cost`,
			`      - price`, `      - amount`,
		}},
		{"field with an enum that others use", Target{"catalog", "kind", "state"}, "power", "state", []string{
			`      state:  enum=on,off`, `      power:  enum=on,off renamed_from=state`,
			`      also:      enum=kind_state`, `      also:      enum=kind_power`,
			`      more:      {enum: 'kind_state[]'}`, `      more:      {enum: 'kind_power[]'}`,
		}},
		{"resource", Target{"catalog", "kind", ""}, "category", "kind", []string{
			`  kind:`, "  category:\n    renamed_from: kind",
			`      parent: ref=kind optional`, `      parent: ref=category optional`,
			`      kind:      ref=kind`, `      kind:      ref=category`,
			`      other:     {type: ref, ref: kind, optional: true}`, `      other:     {type: ref, ref: category, optional: true}`,
			`      third:     { type: ref=kind, optional: true}`, `      third:     { type: ref=category, optional: true}`,
			`      also:      enum=kind_state`, `      also:      enum=category_state`,
			`      more:      {enum: 'kind_state[]'}`, `      more:      {enum: 'category_state[]'}`,
		}},
		{"service", Target{Service: "catalog"}, "store", "catalog", []string{
			`service: catalog # what we sell`, "service: store # what we sell\nrenamed_from: catalog",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, eol := range []string{"\n", "\r\n"} {
				got, err := renameOne(serviceOf(strings.ReplaceAll(renameShop, "\n", eol)), tt.at, tt.to, tt.from)
				if err != nil {
					t.Fatal(err)
				}
				want := "\n" + renameShop
				for i := 0; i < len(tt.changed); i += 2 {
					want = strings.ReplaceAll(want, "\n"+tt.changed[i]+"\n", "\n"+tt.changed[i+1]+"\n")
				}
				if diff := cmp.Diff(strings.ReplaceAll(want[1:], "\n", eol), string(got.Data)); diff != "" {
					t.Error(diff)
				}
				if want := ServiceFile(strings.ReplaceAll(tt.at.Service, "catalog", map[bool]string{true: "store", false: "catalog"}[tt.at.Resource == ""])); got.Path != want {
					t.Errorf("the file is %s, not %s", got.Path, want)
				}
			}
		})
	}
}

func TestRenameInASpecOfOneFile(t *testing.T) {
	text := goodWorkspace + "services:\n  x:\n    resources:\n      a: {fields: {b: string}}\n  y: # y\n    # of y\n    resources: {a: {fields: {b: string}}}\n"
	for want, at := range map[string]Target{
		strings.Replace(text, "  y: # y\n", "  z: # y\n    renamed_from: y\n", 1):                                                                     {Service: "y"},
		strings.Replace(text, "of y\n    resources: {a: {fields: {b: string}}}", "of y\n    resources: {a: {fields: {z: string renamed_from=y}}}", 1): {"y", "a", "b"},
		strings.Replace(text, "of y\n    resources: {a: {", "of y\n    resources: {z: {renamed_from: y, ", 1):                                         {"y", "a", ""},
	} {
		got, err := renameOne([]Source{workspaceOf(text)}, at, "z", "y")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got.Data)); diff != "" || got.Path != WorkspaceFile {
			t.Error(diff, got.Path)
		}
	}
}

func TestRenameProblems(t *testing.T) {
	rename := func(at Target, to string) error { _, err := Rename(serviceOf(renameShop), at, to, ""); return err }
	for want, err := range map[string]error{
		"there is no service \"catalgo\"\n  hint: did you mean \"catalog\"?":                                    rename(Target{"catalgo", "product", "kind"}, "x"),
		"service \"catalog\" has no resource \"prodct\"\n  hint: did you mean \"product\"?":                     rename(Target{"catalog", "prodct", ""}, "x"),
		"resource \"product\" has no field \"knd\"\n  hint: did you mean \"kind\"?":                             rename(Target{"catalog", "product", "knd"}, "x"),
		"service.yaml:19:7: resource \"product\" has a field \"price\" already\n":                               rename(Target{"catalog", "product", "kind"}, "price"),
		"service.yaml:10:3: service \"catalog\" has a resource \"product\" already\n":                           rename(Target{"catalog", "kind", ""}, "product"),
		"service.yaml:2:10: there is a service \"catalog\" already\n":                                           rename(Target{Service: "catalog"}, "catalog"),
		"resource name \"Kind\" is not snake_case\n  hint: did you mean \"kind\"?":                              rename(Target{"catalog", "kind", ""}, "Kind"),
		"resource name \"kinds\" is a plural\n  hint: did you mean \"kind\"?":                                   rename(Target{"catalog", "kind", ""}, "kinds"),
		"field name \"id\" is reserved\n  hint: every resource has it already":                                  rename(Target{"catalog", "kind", "title"}, "id"),
		"a service cannot be called \"gateway\"":                                                                rename(Target{Service: "catalog"}, "gateway"),
		"service.yaml:24:29: \"note\" is listed under removed but still defined":                                rename(Target{"catalog", "product", "kind"}, "note"),
		"service.yaml:19:7: field \"price\" is renamed from \"cost\", but \"cost\" is still defined\n  19 |   ": rename(Target{"catalog", "product", "kind"}, "cost"),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nis not %s", err, want)
		}
	}
}

// TestRenameChangesNothingElse renames in files of random style: what is read is the old spec with the name.
func TestRenameChangesNothingElse(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		renameIn(t, randomService(rng), rng, true)
	}
}

func renameIn(t *testing.T, text string, rng *rand.Rand, must bool) {
	t.Helper()
	files := serviceOf(text)
	want, err := Parse(files)
	if err != nil {
		return
	}
	s := want.Services[0]
	r := s.Resources[rng.IntN(len(s.Resources))]
	f := r.Fields[rng.IntN(len(r.Fields))]
	var got Source
	from := []string{"", "older"}[rng.IntN(2)]
	switch rng.IntN(3) {
	case 0:
		got, err = renameOne(files, Target{s.Name, r.Name, f.Name}, "fresh", from)
		f.Name, f.RenamedFrom = "fresh", from
	case 1:
		got, err = renameOne(files, Target{s.Name, r.Name, ""}, "fresh", from)
		r.Name, r.RenamedFrom = "fresh", from
	default:
		got, err = renameOne(files, Target{Service: s.Name}, "fresh", from)
		s.Name, s.RenamedFrom = "fresh", from
	}
	if err != nil && must {
		t.Fatalf("%v\n%s", err, text)
	}
	if err != nil {
		return
	}
	for _, r := range s.Resources { // enums written inside fields are called after them
		for _, f := range r.Fields {
			if f.Values != nil {
				for _, e := range s.Enums {
					if e.Name == f.Enum {
						e.Name = r.Name + "_" + f.Name
					}
				}
				f.Enum = r.Name + "_" + f.Name
			}
		}
	}
	again := mustParse(t, files[0], got)
	if diff := cmp.Diff(string(Marshal(want)), string(Marshal(again))); diff != "" {
		t.Fatalf("%s\n%s\n%s", diff, text, got.Data)
	}
	if a, b := strings.Count(text, "\n"), strings.Count(string(got.Data), "\n"); b < a || b > a+1 {
		t.Fatalf("lines were lost or added:\n%s\n%s", text, got.Data)
	}
}
