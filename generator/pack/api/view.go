package api

import (
	"slices"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// requiredInMask reports whether an update that names the field needs a value: clients cannot set the field to NULL, nor back to its
// default.
func requiredInMask(f *model.Field) bool { return !f.Optional && !f.Repeated }

// rpcCodes reports whether a test of package rpc checks status codes.
func rpcCodes(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return fixture.Creatable(r) && r.HasIDRoute() }) != nil
}

func methodsWhere(r *model.Resource, holds func(model.Method) bool) []model.Method {
	return slices.DeleteFunc(slices.Clone(r.Methods), func(m model.Method) bool { return !holds(m) })
}

// hardDeleteMethods returns the methods that remove the row.
func hardDeleteMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.RemovesRow })
}

// softDeleteMethods returns the methods that set or clear delete_time: Delete and Undelete.
func softDeleteMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.WritesRow && m.Name != spec.Update })
}

// targetMethods returns the methods whose requests consist of an id and an etag.
func targetMethods(r *model.Resource) []model.Method {
	return methodsWhere(r, func(m model.Method) bool { return m.TakesID && !m.TakesResource && !m.Safe })
}
