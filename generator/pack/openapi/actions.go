package openapi

import (
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// The ends of the names of what an action takes and answers: Product.RepriceAction and Product.RepriceResult.
const actionSuffix, resultSuffix = "Action", "Result"

// act sets what only operations of actions have.
func (o *Operation) act() {
	m := o.Method
	if m.Action.Request != nil {
		o.BodyName, o.Example = messageName(m, actionSuffix), createExample(m.Action.Request)
	}
	if m.Action.Returns != nil {
		o.Several, o.Holds, o.Answer = messageName(m, resultSuffix), "What it answers.", ""
	}
}

// messageName returns the name of the schema of what an action takes or answers.
func messageName(m model.Method, suffix string) string {
	verb := m.Action.Verb
	return qualified(m.Resource, m.Resource.PBName+"."+strings.ToUpper(verb[:1])+verb[1:]+suffix)
}

// messageSchemas returns the objects that actions of the resource take and answer.
func messageSchemas(r *model.Resource) []Schema {
	var all []Schema
	for _, m := range r.Actions() {
		if in := m.Action.Request; in != nil {
			s := input(in)
			s.Name, s.Properties = messageName(m, actionSuffix), append([]Member{{"etag", flow(schemaRef("ETag"))}}, s.Properties...)
			all = append(all, s)
		}
		if out := m.Action.Returns; out != nil {
			s := Schema{Name: messageName(m, resultSuffix)}
			s.answers(out)
			all = append(all, s)
		}
	}
	return all
}

// input returns the object of the fields that clients send.
func input(r *model.Resource) Schema {
	var s Schema
	for _, f := range r.Inputs() {
		s.Properties = append(s.Properties, Member{key(f.JSONName), createSchema(f)})
		if f.Required && !f.Repeated {
			s.Required = append(s.Required, key(f.JSONName))
		}
	}
	return s
}

// answers adds the fields of an answer to its object.
func (s *Schema) answers(r *model.Resource) {
	for _, f := range r.Fields {
		s.Properties = append(s.Properties, Member{key(f.JSONName), answerSchema(f)})
		if f.NotNull() && !f.Kind.AnyJSON {
			s.Required = append(s.Required, key(f.JSONName))
		}
	}
}
