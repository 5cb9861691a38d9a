package client

import (
	"slices"
	"strings"
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"batchMissing":  batchMissing,
		"fromProto":     fromProto,
		"goDefault":     goDefault,
		"readMethods":   readMethods,
		"readsText":     readsText,
		"remark":        remark,
		"returnsEntity": returnsEntity,
		"toProto":       toProto,
	}
}

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

// batchMissing returns the method with which the client finds out at once which of several ids nothing has; nil if there is none that
// everybody may call who may get one of them.
func batchMissing(r *model.Resource) *model.Method {
	get, batch := r.Method(spec.Get), r.Method(spec.BatchGet)
	if get == nil || batch == nil || get.Rule != nil && !slices.Equal(get.Rule.Words, batch.Rule.Words) {
		return nil
	}
	return batch
}

// readMethods returns the methods that change nothing, as constants of the protobuf package: catalogv1.CatalogService_GetProduct_FullMethodName.
func readMethods(s *model.Service) []string {
	var names []string
	for _, m := range s.Methods() {
		if m.Safe {
			names = append(names, s.PBPackage+"."+s.PBName+"_"+m.RPC+"_FullMethodName")
		}
	}
	return names
}

// readsText reports whether a field of the child may not be readable, so that reading it needs violations.
func readsText(c *model.Resource) bool {
	return slices.ContainsFunc(c.Fields, func(f *model.Field) bool { return strings.Contains(fromProto(f), "&v") })
}
