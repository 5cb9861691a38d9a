package openapi

import "github.com/svcgen/svcgen/generator/model"

// The ends of the names of what a method of a service takes and answers: Quote.Request and Quote.Response.
const requestSuffix, responseSuffix = ".Request", ".Response"

// servicePaths returns the paths of the methods of the service that belong to no resource.
func servicePaths(s *model.Service) []Path {
	var all []Path
	for _, m := range s.OwnMethods {
		o := Operation{
			Method: m, ID: qualified(m.Resource, m.RPC), Tag: key(s.Name), Summary: summary(m), SignIn: signIn(m), Denies: denies(m), Answer: "done",
		}
		if m.Action.Request != nil {
			o.BodyName, o.Example = qualified(m.Resource, m.RPC+requestSuffix), createExample(m.Action.Request)
		} else {
			o.BodyRef = "empty"
		}
		if m.Action.Returns != nil {
			o.Several, o.Holds, o.Answer = qualified(m.Resource, m.RPC+responseSuffix), "What it answers.", ""
		}
		all = append(all, Path{Path: m.Path, Methods: []Operation{o}})
	}
	return all
}

// serviceSchemas returns the objects that methods of the service take and answer.
func serviceSchemas(s *model.Service) []Schema {
	var all []Schema
	for _, m := range s.OwnMethods {
		if in := m.Action.Request; in != nil {
			sent := input(in)
			sent.Name = qualified(m.Resource, m.RPC+requestSuffix)
			all = append(all, sent)
		}
		if out := m.Action.Returns; out != nil {
			answer := Schema{Name: qualified(m.Resource, m.RPC+responseSuffix)}
			answer.answers(out)
			all = append(all, answer)
		}
	}
	return all
}
