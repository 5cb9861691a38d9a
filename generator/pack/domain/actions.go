package domain

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
)

// assignment is a field of an entity and its new value, both in Go.
type assignment struct{ Field, Value string }

// assigned returns what an action assigns to the fields of its entity.
func assigned(m model.Method) []assignment {
	variable := m.Resource.Receiver
	all := assignments(m.Action, variable, func(f *model.Field) *kind.Shape { return &f.Shape })
	for i := range all {
		all[i].Field = variable + "." + all[i].Field
	}
	return all
}

// effect returns a function literal that does with an entity what the action does, as another package than that of the domain writes it.
func effect(m model.Method) string {
	r := m.Resource
	var names, values []string
	for _, a := range assignments(m.Action, r.Var, func(f *model.Field) *kind.Shape { return f.In(r.Service.Package) }) {
		names, values = append(names, a.Field), append(values, a.Value)
	}
	return fixture.EditFunc(r.Var, domainType(r), names, values)
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

// actionBody returns the statements of an action's use case that change the entity: they return whether it changed, and an error.
func actionBody(m model.Method) []string {
	call, validate := m.Resource.Receiver+"."+m.Action.GoName+"()", "return true, "+m.Resource.Receiver+".Validate()"
	switch {
	case m.Action.Field != nil && m.Action.Checked():
		return []string{"if err := " + call + "; err != nil {", "\treturn false, err", "}", validate}
	case m.Action.Field != nil:
		return []string{"return true, " + call}
	case m.Action.Checked():
		return []string{call, validate}
	}
	return []string{call, "return true, nil"}
}

// machineOf returns the method of the entity that lists which actions the field of an action allows.
func machineOf(a *model.Action) string { return model.Machine{Field: a.Field}.Func() }

// allowed is a state, a constant, and the actions that it allows, as the elements of a Go list.
type allowed struct{ State, Verbs string }

// allowedIn returns the states that allow an action.
func allowedIn(m model.Machine) []allowed {
	var all []allowed
	for _, state := range m.Field.Enum.Values {
		var verbs []string
		for _, action := range m.Allowed(state) {
			verbs = append(verbs, strconv.Quote(action.Action.Verb))
		}
		if len(verbs) > 0 {
			all = append(all, allowed{state.GoName, elements(verbs)})
		}
	}
	return all
}

// domainType returns the type of the entity outside of its package: catalog.Product.
func domainType(r *model.Resource) string { return r.Service.Package + "." + r.GoName }

// stateType returns the type of a machine's states outside of its package: catalog.ProductStatus.
func stateType(m model.Machine) string {
	return m.Field.Resource.Service.Package + "." + m.Field.Enum.GoName
}

// statesOf returns a Go list of the states in which an action is allowed, outside of their package.
func statesOf(m model.Method) string {
	names := make([]string, len(m.Action.From))
	for i, state := range m.Action.From {
		names[i] = m.Resource.Service.Package + "." + state.GoName
	}
	return "[]" + stateType(model.Machine{Field: m.Action.Field}) + "{" + strings.Join(names, ", ") + "}"
}

// setters returns the actions without a transition.
func setters(r *model.Resource) []model.Method {
	return slices.DeleteFunc(changers(r), func(m model.Method) bool { return m.Action.Field != nil })
}

// storeGap returns the line break before a method of the storage that has a comment, "" if that is the first one.
func storeGap(r *model.Resource, method string) string {
	for _, before := range []struct {
		method string
		there  bool
	}{{"create", r.Has("create")}, {"get", r.FetchesOne()}, {"list", r.Has("list")}, {"batch_get", r.Has("batch_get")}} {
		if before.method == method {
			return ""
		}
		if before.there {
			return "\n"
		}
	}
	return ""
}
