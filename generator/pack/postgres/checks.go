package postgres

import (
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// checkCase is an entity that breaks a check, which the store refuses as Validate does.
type checkCase struct {
	Func  string // function literal that makes the entity from a sample
	Field string // that is refused
}

// checkCases returns a case for each check that a test can break alone.
func checkCases(r *model.Resource) []checkCase {
	var all []checkCase
	for _, c := range fixture.CheckCases(r) {
		if !c.Breaks {
			continue
		}
		var names, values []string
		for _, e := range c.Edits {
			names, values = append(names, e.Field.GoName), append(values, e.Value())
		}
		all = append(all, checkCase{fixture.EditFunc(r.Var, r.Service.Package+"."+r.GoName, names, values), c.Check.Refused().Name})
	}
	return all
}
