package domain

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// testCase is a case of the test of Validate: what it changes in a valid entity, and which fields Validate refuses then.
type testCase struct {
	Name    string
	Refused string // "title, price" if there are several; "" if the entity is still valid

	names, values []string // of the fields that change, in Go
}

// Func returns the function literal that makes the change to the entity in variable.
func (c testCase) Func(r *model.Resource, variable string) string {
	return fixture.EditFunc(variable, r.Service.Package+"."+r.GoName, c.names, c.values)
}

func (c *testCase) edit(edits []fixture.Edit) {
	for _, e := range edits {
		c.names, c.values = append(c.names, e.Field.GoName), append(c.values, e.Value())
	}
}

// cases returns the test cases for the rules of all fields and for the checks between them, as another package than that of the domain
// writes them.
func cases(r *model.Resource) []testCase {
	var all []testCase
	for _, f := range r.Fields {
		for _, c := range f.In(r.Service.Package).Cases() {
			test := testCase{c.Name, c.Field, []string{f.GoName}, []string{c.Value}}
			if c.Field == "" { // a value that is refused itself breaks no check
				test.keepChecks(f)
			}
			all = append(all, test)
		}
	}
	for _, c := range r.Children {
		all = append(all, childCases(c)...)
	}
	for _, c := range fixture.CheckCases(r) {
		test := testCase{Name: checkName(c)}
		test.edit(c.Edits)
		if c.Breaks {
			test.Refused = c.Check.Refused().Name
		}
		all = append(all, test)
	}
	return all
}

// keepChecks makes a case with a valid value of a field keep the checks of the field, if it can.
func (c *testCase) keepChecks(f *model.Field) {
	if !f.InSetCheck() && !f.Compared() {
		return
	}
	text := f.Sample(0)
	for _, bound := range []*string{f.Min, f.Max} {
		if bound != nil && f.GoValue(f.GoElement(*bound)) == c.values[0] {
			text = *bound
		}
	}
	along, broken := fixture.Keeping(f, text)
	c.edit(along)
	var names []string
	for _, b := range broken {
		if name := b.Refused().Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	c.Refused = strings.Join(names, ", ")
}

// checkName says which values the fields of a check have: "no email, phone".
func checkName(c fixture.CheckCase) string {
	var names []string
	for _, f := range c.Check.Fields {
		at := slices.IndexFunc(c.Edits, func(e fixture.Edit) bool { return e.Field == f })
		switch text := c.Edits[at].Text; {
		case text == nil:
			names = append(names, "no "+f.Title)
		case c.Check.Rel.Compares():
			names = append(names, f.Title+" "+*text)
		default:
			names = append(names, f.Title)
		}
	}
	return strings.Join(names, ", ")
}
