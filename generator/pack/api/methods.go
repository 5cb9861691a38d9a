package api

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

func methodsWhere(r *model.Resource, holds func(model.Method) bool) []model.Method {
	return slices.DeleteFunc(slices.Clone(r.Methods), func(m model.Method) bool { return !holds(m) })
}

// serviceFor returns the Go expression, in package rpc, for the domain's Service that a method calls.
func serviceFor(m *model.Method) string {
	if m.ValidatesOnly {
		return "s.serviceFor(req)"
	}
	return "s.service"
}

// onceArgs returns the first arguments of crud.Once for an idempotent method, in package rpc.
func onceArgs(m *model.Method) string {
	caller := `""`
	if m.Rule != nil {
		caller = "auth.CallerKey(ctx)"
	}
	return "ctx, req, " + caller + ", " + serviceFor(m) + "." + m.Once()
}

// exchange returns a Go expression, in package rpc, for the answer of an action with a request or an answer of its own.
func exchange(m model.Method, service string) string {
	end := service + "." + m.UseCase + ", " + reply(m) + ")"
	if in := m.Action.Request; in != nil {
		return "crud.Act(ctx, req, " + in.Ident() + "FromProto, " + end
	}
	return "crud.Ask(ctx, req, " + end
}

// hardDeleteMethods returns the methods that remove the row.
func hardDeleteMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.RemovesRow })
}

// changeMethods returns the methods that change a row without new values from the client, and return it: a soft Delete, Undelete, actions.
func changeMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.WritesRow && !m.TakesResource && !exchanges(m) })
}

// exchanges reports whether the method is an action with a request or an answer of its own.
func exchanges(m model.Method) bool { return m.Action != nil && len(m.Action.Messages()) > 0 }

// exchanging returns the actions with a request or an answer of their own.
func exchanging(r *model.Resource) []model.Method { return methodsWhere(r, exchanges) }

// requestOf returns the fields that clients send to an action beside the id and the etag; nil if there are none.
func requestOf(m model.Method) *model.Resource {
	if m.Action == nil {
		return nil
	}
	return m.Action.Request
}

// answerOf returns the fields of what an action answers; nil if it answers with the resource.
func answerOf(m model.Method) *model.Resource {
	if m.Action == nil {
		return nil
	}
	return m.Action.Returns
}

// reply returns a Go expression for the function that makes the answer of an action from what its use case returns.
func reply(m model.Method) string {
	if m.Action.Returns != nil {
		return m.Action.Returns.Ident() + "ToProto"
	}
	return m.Resource.GoName + "ToProto"
}

// serviceSignature returns the method of the gRPC server for a method of a service, without the receiver.
func serviceSignature(m model.Method) string {
	if m.Action.Request != nil {
		return m.Signature()
	}
	return strings.Replace(m.Signature(), "req *", "_ *", 1)
}

// targetMethods returns the methods whose requests consist of an id and an etag.
func targetMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.TakesID && !m.TakesResource && !m.Safe })
}
