package build

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// nameMethods sets the methods of every resource. It needs the names of the resources, from which those of methods derive.
func nameMethods(s *model.Service, ss *spec.Service) {
	for _, r := range s.Resources {
		for _, name := range ss.Resource(r.Name).Methods {
			m := newMethod(r, name)
			m.ValidatesOnly = slices.Contains(ss.Resource(r.Name).ValidateOnly, name)
			r.Methods = append(r.Methods, m)
		}
		for _, a := range ss.Resource(r.Name).Actions {
			r.Methods = append(r.Methods, actionMethod(r, a))
		}
		for i, m := range r.Methods {
			r.Methods[i].Idempotent = slices.Contains(ss.Resource(r.Name).Idempotent, m.Name)
		}
	}
}

func newMethod(r *model.Resource, name spec.Method) model.Method {
	rpc := naming.RPC(name, r.PBName, r.PBPlural)
	m := model.Method{
		Name:     name,
		RPC:      rpc,
		UseCase:  naming.RPC(name, r.GoName, r.GoPlural),
		Request:  naming.Request(rpc),
		Response: r.PBName,
		Path:     r.Path + "/{id}",
		TakesID:  true,
		ReadsRow: true,
		Resource: r,
	}
	a := r.Article + " " + r.Title
	switch name {
	case spec.Create:
		m.Verb, m.Path, m.Body = "post", r.Path, r.ProtoField
		m.TakesResource, m.TakesID, m.ReadsRow = true, false, false
		m.Doc = "creates " + a + " and returns it."
	case spec.Get:
		m.Verb, m.Safe = "get", true
		m.Doc = "returns " + a + " by its id."
	case spec.List:
		m.Verb, m.Path, m.Safe = "get", r.Path, true
		m.TakesID = false
		m.Response = naming.Response(rpc)
		m.Doc = "returns " + r.TitlePlural + ", page by page."
	case spec.BatchGet:
		m.Verb, m.Path, m.Safe = "get", r.Path+":batchGet", true
		m.TakesID = false
		m.Response = naming.Response(rpc)
		m.Doc = "returns the " + r.TitlePlural + " with the given ids, in their order. It fails with NOT_FOUND if one does not exist."
	case spec.BatchCreate:
		m.Verb, m.Path, m.Body = "post", r.Path+":batchCreate", "*"
		m.TakesResource, m.TakesID, m.ReadsRow = true, false, false
		m.Response = naming.Response(rpc)
		m.Doc = "creates " + r.TitlePlural + ", all of them or none, and returns them in the order of the requests."
	case spec.Update:
		m.Verb, m.Body = "patch", r.ProtoField
		m.TakesResource, m.WritesRow = true, true
		m.Doc = "changes the fields of " + a + " that update_mask names, and returns the " + r.Title + "."
	case spec.Delete:
		m.Verb, m.WritesRow, m.RemovesRow = "delete", r.SoftDelete, !r.SoftDelete
		m.Doc = "deletes " + a + "."
		if r.SoftDelete {
			m.Doc = "marks " + a + " as deleted, so that lists leave it out, and returns it."
		} else {
			m.Response = model.ProtoEmpty
		}
	case spec.Undelete:
		m.Verb, m.Path, m.Body = "post", m.Path+":undelete", "*"
		m.WritesRow, m.RestoresRow = true, true
		m.Doc = "restores a deleted " + r.Title + " and returns it."
	}
	m.Doc = m.RPC + " " + m.Doc
	return m
}
