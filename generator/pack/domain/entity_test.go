package domain

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/render/rendertest"
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
		r := rendertest.Resource(t, spectest.Resource("product", tt.field))
		rules := rulesOf(r.Fields[0], "p")
		if len(rules) == 0 || rules[len(rules)-1].Rule != tt.want {
			t.Errorf("%s: got %q, want %q at the end", name, rules, tt.want)
		}
	}
}

// TestFixedText checks that Validate calls AddIf only if the text is ready: AddIf would make it for each valid entity too.
func TestFixedText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{`"must be good"`: true, "`must match ^\"$`": true, "errs.OneOf(all)": false} {
		if got := (fieldRule{Rule: kind.Rule{Text: text}}).FixedText(); got != want {
			t.Errorf("%s: got %t, want %t", text, got, want)
		}
	}
}

func TestDoc(t *testing.T) {
	t.Parallel()
	for description, want := range map[string]string{
		"":                     "Product is a product of the catalog service.",
		"What the shop sells.": "Product is a product of the catalog service.\n\nWhat the shop sells.",
		"A shop sells it.":     "Product is a product of the catalog service.\n\nA shop sells it.",
		"Product is for sale.": "Product is for sale.",
	} {
		r := spectest.Resource("product", spectest.Field("title", spec.String))
		r.Description = description
		m := rendertest.Resource(t, r)
		if got := entityDoc(m); got != want {
			t.Errorf("%q: %q, want %q", description, got, want)
		}
	}
}

func TestCases(t *testing.T) {
	t.Parallel()
	s := rendertest.Build(t, spectest.Library()).Services[0]
	book := s.Resources[1]
	var got []string
	for _, c := range cases(book) {
		got = append(got, c.Name+": "+c.Refused)
	}
	if diff := cmp.Diff([]string{
		"no shelf: shelf", "title of 200 characters: ", "title of 201 characters: title", "no title: title", "malformed ISBN: isbn",
	}, got); diff != "" {
		t.Error(diff)
	}
}

// gofmt breaks a long function on one line, so that a template has to.
func TestFunc(t *testing.T) {
	t.Parallel()
	r := rendertest.Resource(t, spectest.Resource("product", spectest.Field("title", spec.String)))
	for value, want := range map[string]string{
		`"short"`:               `func(p *catalog.Product) { p.Title = "short" }`,
		strings.Repeat("x", 70): "func(p *catalog.Product) {\np.Title = " + strings.Repeat("x", 70) + "\n}",
	} {
		if got := (testCase{names: []string{"Title"}, values: []string{value}}).Func(r, "p"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
