package domain

import (
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
)

// assignment is a field of an entity and its new value, both in Go.
type assignment struct{ Name, Value string }

// assigned returns what an action assigns to the fields of its entity.
func assigned(m model.Method) []assignment {
	return assignments(m.Action, m.Resource.Receiver, func(f *model.Field) *kind.Shape { return &f.Shape })
}

// effect returns a function literal that does with an entity what the action does, as another package than that of the domain writes it.
func effect(m model.Method) string {
	r := m.Resource
	var names, values []string
	for _, a := range assignments(m.Action, r.Var, func(f *model.Field) *kind.Shape { return f.In(r.Service.Package) }) {
		names, values = append(names, a.Name), append(values, a.Value)
	}
	return fixture.EditFunc(r.Var, r.Service.Package+"."+r.GoName, names, values)
}

// assignments returns what an action assigns to the fields of the entity in variable. shape is that of a field in the package of the
// code.
func assignments(a *model.Action, variable string, shape func(*model.Field) *kind.Shape) []assignment {
	var all []assignment
	if a.Field != nil {
		all = append(all, assignment{a.Field.GoName, shape(a.Field).GoElement(a.To.Name)})
	}
	for _, set := range a.Set {
		s := shape(set.Field)
		value := "nil"
		switch {
		case set.Now:
			value = s.AtTime(variable + ".UpdateTime")
		case set.Value != nil:
			value = s.GoValue(s.GoElement(*set.Value))
		}
		all = append(all, assignment{set.Field.GoName, value})
	}
	return all
}

// machineOf returns the method of the entity that lists which actions the field of an action allows.
func machineOf(a *model.Action) string { return model.Machine{Field: a.Field}.Func() }
