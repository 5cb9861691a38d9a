package domain

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// Rules of the domain compare with untyped numbers, and their messages use names of the domain, not of protobuf.
func TestRules(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		field *spec.Field
		want  kind.Rule
	}{
		"both bounds": {
			spectest.Field("year", spec.Int32, func(f *spec.Field) { f.Optional, f.Min, f.Max = true, new("1901"), new("2155") }),
			kind.Rule{Cond: "p.Year != nil && (*p.Year < 1901 || *p.Year > 2155)", Text: `"must be between 1901 and 2155"`},
		},
		"one bound": {
			spectest.Field("year", spec.Int64, func(f *spec.Field) { f.Optional, f.Min = true, new("0") }),
			kind.Rule{Cond: "p.Year != nil && *p.Year < 0", Text: `"must be at least 0"`},
		},
		"enum":       {spectest.Field("status", spec.EnumType), kind.Rule{Cond: "!p.Status.Valid()", Text: "errs.OneOf(p.Status.Values())"}},
		"quotes":     {spectest.Field("year", spec.String, func(f *spec.Field) { f.Pattern = `^"\d+"$` }), kind.Rule{Cond: `p.Year != "" && !patternProductYear.MatchString(p.Year)`, Text: "`must match ^\"\\d+\"$`"}},
		"duplicates": {spectest.Field("year", spec.String, func(f *spec.Field) { f.Repeated, f.UniqueItems = true, true }), kind.Rule{Cond: "!format.Distinct(p.Year)", Text: `"must not contain duplicates"`}},
	} {
		m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", spectest.Resource("product", tt.field))), ledger.New())
		if err != nil {
			t.Fatal(err)
		}
		rules := rulesOf(m.Services[0].Resources[0].Fields[0], "p")
		if len(rules) == 0 || rules[len(rules)-1].Rule != tt.want {
			t.Errorf("%s: got %q, want %q at the end", name, rules, tt.want)
		}
	}
}

func TestDoc(t *testing.T) {
	t.Parallel()
	for description, want := range map[string]string{
		"":                        "Product is a product of the catalog service.",
		"A thing that is sold.":   "Product is a thing that is sold.",
		"an item for sale":        "Product is an item for sale",
		"What the shop sells.":    "What the shop sells.",
		"Product is for sale.":    "Product is for sale.",
		"Another name of a thing": "Another name of a thing",
	} {
		r := spectest.Resource("product", spectest.Field("title", spec.String))
		r.Description = description
		m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", r)), ledger.New())
		if err != nil {
			t.Fatal(err)
		}
		if got := entityDoc(m.Services[0].Resources[0]); got != want {
			t.Errorf("%q: %q, want %q", description, got, want)
		}
	}
}

// books returns a model of shelves and books, each of which refers to a shelf.
func books(t *testing.T) *model.Model {
	t.Helper()
	length := 200
	shelf := spectest.Resource("shelf", spectest.Field("theme", spec.String, spectest.Unique), spectest.Field("code", spec.String, spectest.Immutable))
	book := spectest.Resource("book",
		spectest.Ref("shelf", "shelf", func(f *spec.Field) { f.OnDelete = spec.Cascade }),
		spectest.Ref("lent", "shelf", spectest.Optional, spectest.SetNull),
		spectest.Ref("origin", "shelf", spectest.Optional),
		spectest.Field("title", spec.String, func(f *spec.Field) { f.MaxLen = &length }),
		spectest.Field("isbn", spec.String, spectest.Optional, spectest.Unique, spectest.Filter(spec.OpEq), func(f *spec.Field) { f.Pattern = "^[0-9]{3}$" }),
		spectest.Field("tags", spec.String, spectest.Repeated),
	)
	book.SoftDelete = true
	m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", shelf, book)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func names(fields []*model.Field) string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return strings.Join(all, " ")
}

func TestSamplesAndCases(t *testing.T) {
	t.Parallel()
	s := books(t).Services[0]
	shelf, book := s.Resources[0], s.Resources[1]
	if got := names(sampleFields(book)); got != "shelf title isbn tags" {
		t.Errorf("in a sample: %s", got)
	}
	if setOnceSample(book) != nil || setOnceSample(shelf).Name != "code" {
		t.Error("of these, only the code of a shelf is set once")
	}
	var got []string
	for _, c := range cases(book) {
		got = append(got, c.Name+": "+c.Field)
	}
	if diff := cmp.Diff([]string{
		"no shelf: shelf", "title of 200 characters: ", "title of 201 characters: title", "no title: title", "malformed ISBN: isbn",
	}, got); diff != "" {
		t.Error(diff)
	}
}
