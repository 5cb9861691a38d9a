package client

import (
	"slices"
	"strings"
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"answer":        answer,
		"answers":       answers,
		"clientActions": clientActions,
		"clientMethod":  model.Method.Client,
		"fromProto":     fromProto,
		"goDefault":     goDefault,
		"hasKeys":       hasKeys,
		"readsText":     readsText,
		"remark":        remark,
		"returnsEntity": returnsEntity,
		"safeMethods":   safeMethods,
		"sendsNothing":  sendsNothing,
		"toProto":       toProto,
	}
}

// clientActions returns the methods beside the standard ones: the actions of resources, and the methods of the service.
func clientActions(s *model.Service) []model.Method {
	return slices.DeleteFunc(s.Methods(), func(m model.Method) bool { return m.Action == nil })
}

// answer returns what a method beside the standard ones answers: a message of its own, or the resource; nil for nothing.
func answer(m model.Method) *model.Resource {
	switch {
	case m.Action.Returns != nil:
		return m.Action.Returns
	case m.OfService():
		return nil
	}
	return m.Resource
}

// sendsNothing reports whether a call of the method is all that is said.
func sendsNothing(m model.Method) bool {
	return m.OfService() && !m.Idempotent && (m.Action.Request == nil || len(m.Action.Request.Inputs()) == 0)
}

func answers(m model.Method) bool { return answer(m) != nil }

// fromProto returns a Go expression that reads the field from the message in variable msg. It may add a violation to v.
func fromProto(f *model.Field) string { return f.FromProto("msg.Get"+f.PBName+"()", "msg."+f.PBName) }

// toProto returns a Go expression that converts the field of the entity in variable to its type in the message.
func toProto(f *model.Field, variable string) string { return f.ToProto(variable + "." + f.GoName) }

// goDefault returns the default as a Go expression in the client's package.
func goDefault(f *model.Field) string { return f.GoValue(f.GoElement(f.Default)) }

// remark returns the comment after a field of the entity with what its type does not show: the unit of an amount, what a reference leads to.
func remark(f *model.Field) string {
	switch to := f.RefersTo(); {
	case f.Remote != nil:
		return "id of " + to.Article + " " + to.Title + " of the " + to.Service.Title + " service"
	case to != nil:
		return "id of " + to.Article + " " + to.Title
	case f.Kind.Remark != nil:
		return f.Kind.Remark(&f.Shape)
	}
	return ""
}

// returnsEntity reports whether a method of the client returns an entity of the resource.
func returnsEntity(r *model.Resource) bool {
	return slices.ContainsFunc(r.Methods, func(m model.Method) bool { return !m.RemovesRow })
}

// safeMethods returns the methods that the client may call again, as they change nothing or have a key, as constants of the protobuf package: catalogv1.CatalogService_GetProduct_FullMethodName.
func safeMethods(s *model.Service) []string {
	var names []string
	for _, m := range s.Methods() {
		if m.Safe || m.Idempotent {
			names = append(names, s.PBPackage+"."+s.PBName+"_"+m.RPC+"_FullMethodName")
		}
	}
	return names
}

// hasKeys reports whether calls of the client can have a key.
func hasKeys(s *model.Service) bool {
	return len(s.IdempotentMethods()) > 0
}

// readsText reports whether a field of the child may not be readable, so that reading it needs violations.
func readsText(c *model.Resource) bool {
	return slices.ContainsFunc(c.Fields, func(f *model.Field) bool { return strings.Contains(fromProto(f), "&v") })
}
