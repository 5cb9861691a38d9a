package domain

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// testCase is a case of the test of Validate: what it changes in a valid entity, and which fields Validate refuses then.
type testCase struct {
	Name    string
	Edits   []edit
	Refused string // "title, price" if there are several; "" if the entity is still valid
}

// edit gives a field a value.
type edit struct{ GoName, Value string }

// Func returns the function literal that makes the edits of the entity in variable. gofmt keeps a body on the line of its function up to
// a length.
func (c testCase) Func(r *model.Resource, variable string) string {
	const line = 100
	var names, values []string
	for _, e := range c.Edits {
		names, values = append(names, variable+"."+e.GoName), append(values, e.Value)
	}
	head := "func(" + variable + " *" + r.GoName + ")"
	body := strings.Join(names, ", ") + " = " + strings.Join(values, ", ")
	if len(head)+len(body) > line {
		return head + " {\n" + body + "\n}"
	}
	return head + " { " + body + " }"
}

// cases returns the test cases for the rules of all fields, and for the checks between them.
func cases(r *model.Resource) []testCase {
	var all []testCase
	for _, f := range r.Fields {
		for _, c := range f.Cases() {
			test := testCase{c.Name, []edit{{f.GoName, c.Value}}, c.Field}
			if c.Field == "" { // a value that is refused itself breaks no check
				test = keepingChecks(f, test, c.Value)
			}
			all = append(all, test)
		}
	}
	for _, c := range r.Checks {
		all = append(all, checkCases(r, c)...)
	}
	return all
}

// keepingChecks makes a case with a valid value of a field keep the checks of the field, if it can.
func keepingChecks(f *model.Field, test testCase, value string) testCase {
	if !f.InSetCheck() && !f.Compared() {
		return test
	}
	text := f.Sample(0)
	for _, bound := range []*string{f.Min, f.Max} {
		if bound != nil && f.GoValue(f.GoElement(*bound)) == value {
			text = *bound
		}
	}
	along, broken := f.Resource.Settle(map[*model.Field]*string{f: &text})
	test.Edits = append(test.Edits, edits(f.Resource, along)...)
	test.Refused = refused(broken)
	return test
}

// edits returns the edits that give fields values, in the order of the resource.
func edits(r *model.Resource, values map[*model.Field]*string) []edit {
	var all []edit
	for _, f := range r.Fields {
		text, ok := values[f]
		switch {
		case !ok:
		case text == nil:
			all = append(all, edit{f.GoName, "nil"})
		default:
			all = append(all, edit{f.GoName, f.GoValue(f.GoElement(*text))})
		}
	}
	return all
}

// refused returns the fields that Validate refuses because of broken checks, each once if it stands beside itself.
func refused(broken []*model.Check) string {
	var names []string
	for _, c := range broken {
		if name := c.Refused().Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// checkCases returns a case that breaks the check and one that just keeps it, unless other rules of the resource forbid them.
func checkCases(r *model.Resource, c *model.Check) []testCase {
	var all []testCase
	for _, keeps := range []bool{false, true} {
		for _, values := range c.Boundary(keeps) {
			along, broken := r.SettleBut(c, values)
			if len(broken) > 0 {
				continue
			}
			test := testCase{Name: caseName(c, values), Edits: append(edits(r, values), edits(r, along)...)}
			if !keeps {
				test.Refused = c.Refused().Name
			}
			all = append(all, test)
			break
		}
	}
	return all
}

// caseName says which values the fields of a check have: "no email, phone".
func caseName(c *model.Check, values map[*model.Field]*string) string {
	names := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		switch text := values[f]; {
		case text == nil:
			names[i] = "no " + f.Title
		case c.Rel.Compares():
			names[i] = f.Title + " " + *text
		default:
			names[i] = f.Title
		}
	}
	return strings.Join(names, ", ")
}
