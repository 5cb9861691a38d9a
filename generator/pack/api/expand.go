package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// expandDoc returns the comment of the field expand in requests.
func expandDoc(r *model.Resource) string {
	return "The references to read with the " + r.Title + ": " + strings.Join(r.ExpandPaths(), ", ") + "."
}

// expandedType returns the message that an expansion holds, with a leading dot if it is of another service: a name is looked up from the inside
// out, and a service may be called as the workspace is.
func expandedType(e *model.Expansion) string {
	to := e.Target()
	if to.Service == e.Field.Resource.Service {
		return to.PBName
	}
	if c := e.Field.Resource.Service.CopyOf(to); c != nil {
		return c.PBName
	}
	return "." + to.Service.ProtoPackage + "." + to.PBName
}

// copyDoc returns the comment of the message that shows a resource of another service.
func copyDoc(c *model.Copy) string {
	r := c.Of
	return fmt.Sprintf("%s is %s %s of the %s service, with the fields of %s.%s.\nIt is another message, because files that import each other are not allowed.",
		c.PBName, r.Article, r.Title, r.Service.Title, r.Service.ProtoPackage, r.PBName)
}

// relatedPackages returns the services whose protobuf packages the expansions of the resource need, beside its own.
func relatedPackages(r *model.Resource) []*model.Service {
	var all []*model.Service
	for _, e := range r.AllExpansions() {
		to := e.Target()
		if to.Service != r.Service && r.Service.CopyOf(to) == nil && !slices.Contains(all, to.Service) {
			all = append(all, to.Service)
		}
	}
	return all
}

// targetPackages returns the services whose protobuf packages the service needs to ask for what its references lead to.
func targetPackages(s *model.Service) []*model.Service {
	var all []*model.Service
	for _, p := range s.ExpandedPeers() {
		all = append(all, p.Service)
	}
	return all
}

// seeFunc returns the method of the server that reads what an expansion leads to: seeCategories, or askCatalogProducts of another service.
func seeFunc(to, from *model.Resource) string {
	if to.Service == from.Service {
		return "see" + to.GoPlural
	}
	return askFunc(to)
}

// askFunc returns the method of the server that asks another service.
func askFunc(to *model.Resource) string { return "ask" + to.Service.GoName + to.GoPlural }

// makeRoom returns a Go function, in package rpc, that makes room for what the references of the resource or child lead to.
func makeRoom(r *model.Resource) string {
	message := pbMessage(r)
	switch room := "&" + r.Service.PBPackage + "." + r.ExpandedName() + "{}"; {
	case len(r.Expansions) == 0:
		return "func(*" + message + ") {}"
	case len(r.Expansions) > 1 && r.List != nil: // each of them makes room
		return fmt.Sprintf("func(%s *%s) { %s.%s = cmp.Or(%[1]s.%[4]s, %s) }", r.Receiver, message, r.Receiver, r.PBExpanded, room)
	default:
		return fmt.Sprintf("func(%s *%s) { %s.%s = %s }", r.Receiver, message, r.Receiver, r.PBExpanded, room)
	}
}

// relate returns a Go expression for the expansion, in package rpc.
func relate(e *model.Expansion) string {
	r, to := e.Field.Resource, e.Target()
	from, target := pbMessage(r), shownMessage(r.Service, to)
	related := "crud.Related"
	if r.List != nil {
		related = "crud.RelatedToItems"
	}
	return fmt.Sprintf("%s(%q, (*%s).Get%s, s.%s, func(%s *%s, to *%s) { %s.%s.%s = to })",
		related, e.Field.Name, from, e.Field.PBName, seeFunc(to, r), r.Receiver, from, target, r.Receiver, r.PBExpanded, e.PBName)
}

// pbMessage returns the struct of the resource's message: catalogv1.Product.
func pbMessage(r *model.Resource) string { return r.Service.PBPackage + "." + r.PBName }

// shownMessage returns the struct with which the messages of a service show what references lead to: that of the resource, or of its copy.
func shownMessage(s *model.Service, to *model.Resource) string {
	if c := s.CopyOf(to); c != nil {
		return s.PBPackage + "." + c.PBName
	}
	return pbMessage(to)
}

// seen returns the method whose rule says who sees one of the resource.
func seen(r *model.Resource) model.Method { return *r.Method(spec.Get) }

// batchGet returns the method that reads several of the resource.
func batchGet(r *model.Resource) model.Method { return *r.Method(spec.BatchGet) }
