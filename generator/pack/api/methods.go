package api

import (
	"slices"

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

// hardDeleteMethods returns the methods that remove the row.
func hardDeleteMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.RemovesRow })
}

// changeMethods returns the methods that change a row without new values from the client: a soft Delete, and Undelete.
func changeMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.WritesRow && !m.TakesResource })
}

// targetMethods returns the methods whose requests consist of an id and an etag.
func targetMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.TakesID && !m.TakesResource && !m.Safe })
}
