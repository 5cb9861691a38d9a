package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// TestFixtureDecisions holds what the templates of tests ask the model about a resource.
func TestFixtureDecisions(t *testing.T) {
	t.Parallel()
	length := 200
	shelf := resource("shelf", field("theme", spec.String, unique), field("code", spec.String, immutable))
	book := resource("book",
		ref("shelf", "shelf", func(f *spec.Field) { f.OnDelete = spec.Cascade }),
		ref("lent", "shelf", optional, setNull),
		ref("origin", "shelf", optional),
		field("title", spec.String, func(f *spec.Field) { f.MaxLen = &length }),
		field("isbn", spec.String, optional, unique, filter(spec.OpEq), func(f *spec.Field) { f.Pattern = "^[0-9]{3}$" }),
		field("tags", spec.String, repeated),
	)
	book.SoftDelete = true
	m, _, err := Build(workspace(service("catalog", shelf, book)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	s := m.Services[0]
	r := s.Resources[1]
	names := func(fields []*Field) string {
		var all []string
		for _, f := range fields {
			all = append(all, f.Name)
		}
		return strings.Join(all, " ")
	}
	var rules []string
	for _, f := range r.Refs() {
		for rule, holds := range map[string]bool{"cascades": f.Cascades(), "sets null": f.SetsNull(), "restricts": f.Restricts()} {
			if holds {
				rules = append(rules, f.Name+" "+rule)
			}
		}
	}
	got := map[string]string{
		"sent in rpc":  names(r.PBFixture()),
		"sent in REST": names(r.Fixture()),
		"stored":       names(r.StoreFixture()),
		"in a sample":  names(r.SampleFields()),
		"references":   strings.Join(rules, ", "),
		"unique":       r.Uniques[0].TestName(),
		"set once":     s.Resources[0].SetOnceSample().Name,
		"id of shelf":  r.Fields[0].PBValue(),
		"assigned":     r.RESTAssigned(),
	}
	want := map[string]string{
		"sent in rpc":  "shelf title",
		"sent in REST": "shelf title isbn tags",
		"stored":       "shelf title isbn tags",
		"in a sample":  "shelf title isbn tags",
		"references":   "shelf cascades, lent sets null, origin restricts",
		"unique":       "TestBookUniqueISBN",
		"set once":     "code",
		"id of shelf":  "createShelf(t, client).GetId()",
		"assigned":     `[]string{"id", "etag", "createTime", "updateTime"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r.SetOnceSample() != nil || !r.Uniques[0].FreedByDelete() || s.Resources[0].Uniques[0].FreedByDelete() {
		t.Error("a book has no field that is set once; only its unique values are free after a delete")
	}
	if !s.StorePicks() || !m.RESTPicks() || !s.StoreConditions() || !s.StoreLists() || !s.RPCCodes() {
		t.Error("tests of books call pick, where, lists and methods by id")
	}
	var cases []string
	for _, c := range r.Cases() {
		cases = append(cases, c.Name+": "+c.Field)
	}
	if diff := cmp.Diff([]string{
		"no shelf: shelf", "title of 200 characters: ", "title of 201 characters: title", "no title: title", "malformed ISBN: isbn",
	}, cases); diff != "" {
		t.Error(diff)
	}
}

// TestFixtureHelpers holds that tests have no helper that they do not call.
func TestFixtureHelpers(t *testing.T) {
	t.Parallel()
	note := resource("note", field("text", spec.String))
	note.Methods = []spec.Method{spec.Create}
	m, _, err := Build(workspace(service("catalog", note)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	s := m.Services[0]
	if s.StorePicks() || m.RESTPicks() || s.StoreConditions() || s.StoreLists() || s.RPCCodes() || s.StoreIndexes() {
		t.Error("tests of a resource with a create alone call no helper")
	}
}

// TestCases holds the names of cases: the value that they test.
func TestCases(t *testing.T) {
	t.Parallel()
	bound := func(text string) *string { return &text }
	one, two := 1, 2
	for _, tt := range []struct {
		field Field
		want  string
	}{
		{Field{Kind: kindOf(spec.Int32), Title: "stock", Min: bound("0"), Max: bound("9")}, "stock 0, stock -1, stock 9, stock 10"},
		{Field{Kind: kindOf(spec.Float64), Title: "score", Max: bound("0.5")}, "score 0.5, score 1.5, score NaN"},
		{Field{Kind: kindOf(spec.Decimal), Title: "price", Precision: 4, Scale: 2}, "price 1e-3, price 1e2"},
		{Field{Kind: kindOf(spec.Date), Title: "day", Min: bound("2026-01-01")}, "day 2026-01-01, day 2025-12-31"},
		{Field{Kind: kindOf(spec.Bytes), Title: "picture", MaxBytes: &one}, "picture of 1 byte, picture of 2 bytes"},
		{Field{Kind: kindOf(spec.EnumType), Title: "state", Enum: &Enum{}}, "unknown state"},
		{Field{Kind: kindOf(spec.String), Title: "email", Format: spec.Email}, "malformed email"},
		{
			Field{Kind: kindOf(spec.String), Title: "tags", Repeated: true, MaxLen: &two, MaxItems: &two, UniqueItems: true},
			"tags item of 2 characters, tags item of 3 characters, tags with a duplicate, 2 tags, 3 tags",
		},
	} {
		var names []string
		for _, c := range tt.field.Cases() {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, ", "); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.field.Title, got, tt.want)
		}
	}
}
