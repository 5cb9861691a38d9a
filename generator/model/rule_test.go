package model

import (
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Conditions compare with plain numbers, and the texts are the domain's: no conversion, no name of protobuf.
func TestRules(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		field *spec.Field
		want  Rule
	}{
		"both bounds": {
			field("year", spec.Int32, func(f *spec.Field) { f.Optional, f.Min, f.Max = true, new("1901"), new("2155") }),
			Rule{"p.Year != nil && (*p.Year < 1901 || *p.Year > 2155)", `"must be between 1901 and 2155"`},
		},
		"one bound": {
			field("year", spec.Int64, func(f *spec.Field) { f.Optional, f.Min = true, new("0") }),
			Rule{"p.Year != nil && *p.Year < 0", `"must be at least 0"`},
		},
		"enum":       {field("status", spec.EnumType), Rule{"!p.Status.Valid()", "errs.OneOf(p.Status.Values())"}},
		"quotes":     {field("year", spec.String, func(f *spec.Field) { f.Pattern = `^"\d+"$` }), Rule{`p.Year != "" && !patternProductYear.MatchString(p.Year)`, "`must match ^\"\\d+\"$`"}},
		"duplicates": {field("year", spec.String, func(f *spec.Field) { f.Repeated, f.UniqueItems = true, true }), Rule{"!format.Distinct(p.Year)", `"must not contain duplicates"`}},
	} {
		m, _ := mustBuild(t, workspace(service("catalog", resource("product", tt.field))), ledger.New())
		rules := m.Services[0].Resources[0].Fields[0].RulesOf("p")
		if len(rules) == 0 || rules[len(rules)-1] != tt.want {
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
		r := resource("product", field("title", spec.String))
		r.Description = description
		m, _ := mustBuild(t, workspace(service("catalog", r)), ledger.New())
		if got := m.Services[0].Resources[0].Doc(); got != want {
			t.Errorf("%q: %q, want %q", description, got, want)
		}
	}
}
