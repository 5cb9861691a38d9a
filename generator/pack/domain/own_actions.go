package domain

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// changers returns the actions that change the entity themselves, by a transition or by values that they set.
func changers(r *model.Resource) []model.Method {
	return slices.DeleteFunc(r.Actions(), func(m model.Method) bool { return !m.Action.Changes() })
}

// plainActions returns the actions without a body of the user.
func plainActions(r *model.Resource) []model.Method {
	return slices.DeleteFunc(r.Actions(), func(m model.Method) bool { return m.Action.Own })
}

// changesBesideActing reports whether a resource with bodies of the user has other methods that change it, too.
func changesBesideActing(r *model.Resource) bool {
	return len(r.OwnActions()) > 0 && (r.Has(spec.Update) || r.Has(spec.Undelete) || r.Has(spec.Delete) && r.SoftDelete || len(plainActions(r)) > 0)
}

// answerType returns what the use case of an own action returns beside an error.
func answerType(m model.Method) string {
	if m.Action.Returns != nil {
		return m.Action.Returns.GoName
	}
	return "*" + m.Resource.GoName
}

// answerOfMethod returns what the use case and the body of a method of a service return.
func answerOfMethod(m model.Method) string {
	if m.Action.Returns != nil {
		return "(" + m.Action.Returns.GoName + ", error)"
	}
	return "error"
}

// takeAnswer returns what a use case does with the result of the change that is an own action.
func takeAnswer(m model.Method) string {
	if m.Action.Returns != nil {
		return "_, err :="
	}
	return "return"
}

// changeFunc returns the method of the domain's Service that stores a change.
func changeFunc(r *model.Resource) string {
	if len(r.OwnActions()) > 0 {
		return "actOn" + r.GoName
	}
	return "change" + r.GoName
}

// changeParams returns the lines of its parameters.
func changeParams(r *model.Resource) []string {
	first := "ctx context.Context, id uuid.UUID, version int64"
	edit := "edit func(*" + r.GoName + ") (changed bool, err error)"
	params := []string{first + ", " + edit}
	if len(r.OwnActions()) > 0 {
		params = []string{first, edit + ", act func(" + r.Service.Storage + ", *" + r.GoName + ") (changed bool, err error)"}
	}
	if tell := tellParam(r); tell != "" {
		params = append(params, tell)
	}
	return params
}

// noAnswer returns the value that the use case of an own action returns beside an error.
func noAnswer(m model.Method) string {
	if m.Action.Returns != nil {
		return m.Action.Returns.GoName + "{}"
	}
	return "nil"
}

// ownEdit returns the statements that change the entity before the body of an own action does. They return whether to go on, and an error.
func ownEdit(m model.Method) []string {
	call := m.Resource.Receiver + "." + m.Action.GoName + "()"
	switch {
	case m.Action.Field != nil:
		return []string{"return true, " + call}
	case m.Action.Changes():
		return []string{call, "return true, nil"}
	}
	return []string{"return true, nil"}
}

// ownBody returns the statements that call the body of an own action. They return whether the entity changed, and an error.
func ownBody(m model.Method) []string {
	r := m.Resource
	call := "s." + m.Action.Body + "(ctx, tx, " + r.Receiver
	if m.Action.Request != nil {
		call += ", in"
	}
	call += ")"
	var body []string
	unchanged := ""
	if !m.Action.Changes() {
		body = append(body, "stored := "+copied(r, "*"+r.Receiver))
		unchanged = " || reflect.DeepEqual(*" + r.Receiver + ", stored)"
	}
	if m.Action.Returns != nil {
		body = append(body, "out, err = "+call, "if err != nil"+unchanged+" {")
	} else {
		body = append(body, "if err := "+call+"; err != nil"+unchanged+" {")
	}
	return append(body, "\treturn false, err", "}", "return true, "+r.Receiver+".Validate()")
}

// validValue returns the first sample of the field of a request, as another package than that of the domain writes it.
func validValue(f *model.Field) string {
	s := f.In(f.Resource.Service.Package)
	return s.GoSample(0)
}
