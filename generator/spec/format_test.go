package spec

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// someFields gives every type with every pair of keys that it can have.
func someFields() []*Field {
	var fields []*Field
	samples := []string{
		"string", "string[]", "text", "bool", "int32", "int64[]", "float64", "decimal(8,3)", "decimal(8,3)[]", "uuid", "timestamp", "date", "json", "bytes", "bytes[]",
		"enum=a,b", "enum=a,", "enum=a,b[]", "enum=state", "enum=state[]", "ref=other",
	}
	values := map[string][]string{
		"default":     {"0", "true", "a", "1.5", "2026-01-02", "2026-01-02T15:04:05.123456Z", `"a b: #\"c\"\\ 'd'"`, `"{\"a\": [1, null]}"`, `""`, "0198c5a2-7c1e-7d3f-9a54-1f2e3d4c5b6a"},
		"min":         {"-1", "2020-01-01", "2020-01-01T00:00:00Z"},
		"max":         {"7.25", "99", "2030-01-01", "2030-01-01T00:00:00Z"},
		"pattern":     {`^\S+$`, `"^(a b|\"c\"): #x$"`, "."},
		"description": {`"Both \"quotes\" and 'quotes': {{ */ \n\t#"`, "true", "ü", `"- a"`},
		"filter":      {"", "eq", "in", "has"},
		"max_bytes":   {"1MiB", "2KiB", "77"},
		"on_delete":   {"cascade", "set_null"},
	}
	for _, typ := range samples {
		for _, a := range fieldKeys {
			for _, b := range fieldKeys {
				for _, va := range options(a, values[a.name]) {
					for _, vb := range options(b, values[b.name]) {
						line := typ + va + vb
						if a.name == b.name {
							line = typ + va
						}
						if f, problems := ParseField(Pos{}, "x", line, ' '); problems == nil {
							fields = append(fields, f)
						}
					}
				}
			}
		}
	}
	return fields
}

func options(k fieldKey, values []string) []string {
	if k.form == flag {
		return []string{" " + k.name}
	}
	if values == nil {
		values = []string{k.example}
	}
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = " " + k.name + "=" + v
		if v == "" {
			words[i] = " " + k.name
		}
	}
	return words
}

func TestFormattedFieldsReadTheSame(t *testing.T) {
	fields := someFields()
	if len(fields) < 2000 {
		t.Errorf("only %d fields", len(fields))
	}
	for _, f := range fields {
		checkFormat(t, f)
	}
}

// checkFormat formats a field in both ways and reads it back.
func checkFormat(t *testing.T, f *Field) {
	t.Helper()
	line, word := FormatField(f), FormatArg(f)
	fromLine, problems := ParseField(Pos{}, f.Name, line, ' ')
	if problems != nil {
		t.Fatalf("%s: %v", line, problems)
	}
	if diff := cmp.Diff(f, fromLine, noPos, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: %s", line, diff)
	}
	_, rest, _ := strings.Cut(word, ":")
	fromWord, problems := ParseField(Pos{}, f.Name, rest, ':')
	if problems != nil {
		t.Fatalf("%s: %v", word, problems)
	}
	if diff := cmp.Diff(f, fromWord, noPos, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: %s", word, diff)
	}
	if again := FormatField(fromLine); again != line {
		t.Fatalf("%s, then %s", line, again)
	}
}

// TestMarshalledSpecsReadTheSame builds specs from random fields, as the form does, and reads them back.
func TestMarshalledSpecsReadTheSame(t *testing.T) {
	fields := someFields()
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		s := &Spec{Module: "github.com/acme/shop", Name: "shop", Auth: "none", Packs: packWords, Description: "It's: a \"shop\"\n# with\ttext"}
		for i := range 1 + random.IntN(3) {
			svc := &Service{Name: fmt.Sprintf("svc_%c", 'a'+i), HTTPPrefix: "true", Description: "yes", Enums: []*Enum{{Name: "state", Values: []string{"a", "true", "null"}}}}
			for j := range 1 + random.IntN(3) {
				r := &Resource{Name: fmt.Sprintf("res_%c", 'a'+j), Plural: "null", SoftDelete: j == 1, Methods: defaultMethods(), Description: "1"}
				if j == 1 {
					r.Methods = Methods()
				}
				for k := range 1 + random.IntN(8) {
					f := *fields[random.IntN(len(fields))]
					f.Key = false // of events
					f.Name = fmt.Sprintf("f_%c", 'a'+k)
					if f.RenamedFrom != "" {
						f.RenamedFrom += f.Name
					}
					f.Enum = map[bool]string{true: r.Name + "_" + f.Name, false: f.Enum}[f.Values != nil]
					r.Fields = append(r.Fields, &f)
				}
				r.Indexes = []*Index{{Unique: true, Keys: []IndexKey{{Field: "id"}, {Field: "create_time", Desc: true}}}}
				r.RenamedFrom, r.Removed = "old_"+r.Name, []Removal{{Name: "note"}, {Name: "null.true"}}
				svc.Resources = append(svc.Resources, r)
			}
			svc.Removed = []Removal{{Name: "true"}, {Name: "state.gone", Instead: "null"}}
			svc.Resources = append(svc.Resources, &Resource{Name: "other", Methods: []Method{Get}, Fields: []*Field{{Name: "a", Type: Bool}}})
			s.Services = append(s.Services, svc)
		}
		text := Marshal(s)
		again, err := Parse([]Source{workspaceOf(string(text))})
		if err != nil {
			if onlyDefaults(err) {
				continue // a random default that is not in the enum called state
			}
			t.Fatalf("%v\n%s", err, text)
		}
		byName := cmpopts.SortSlices(func(a, b *Enum) bool { return a.Name < b.Name })
		inline := cmpopts.IgnoreFields(Service{}, "Enums") // the parser adds those of fields
		if diff := cmp.Diff(s, again, noPos, byName, inline, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
		if third := Marshal(again); string(third) != string(text) {
			t.Fatalf("%s\n%s", text, third)
		}
	}
}

func onlyDefaults(err error) bool {
	var problems Problems
	if !errors.As(err, &problems) {
		return false
	}
	for _, p := range problems {
		if !strings.HasPrefix(p.Msg, "default ") && !strings.HasPrefix(p.Msg, "backfill ") {
			return false
		}
	}
	return true
}
