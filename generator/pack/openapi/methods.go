package openapi

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Path is a path of the gateway with the methods that it takes.
type Path struct {
	Path    string
	TakesID bool
	Methods []Operation
}

// Operation is a method of a resource, as the document has it.
type Operation struct {
	model.Method

	ID        string   // catalog.CreateProduct
	Tag       string   // as YAML
	Summary   string   // plain words
	Shared    []string // parameters that others have, too
	List      bool     // it has an order and perhaps a filter
	Patch     bool
	BodyRef   string   // body that others have, too
	BodyName  string   // schema of the body
	Example   []Member // body that the generated tests send
	Several   string   // schema of an answer with several resources
	Holds     string   // what that answer holds
	Answer    string   // answer that others have, too
	Missing   string   // 404 that others have, too
	Conflicts string   // what a 409 means, by reason
	Changes   bool     // it takes an etag
	SignIn    bool     // only those whom somebody knows may call it
	Denies    bool     // and not all of them
}

// paths returns the paths of the resource, in the order of its methods.
func paths(r *model.Resource) []Path {
	var all []Path
	for _, m := range r.Methods {
		i := slices.IndexFunc(all, func(p Path) bool { return p.Path == m.Path })
		if i < 0 {
			i = len(all)
			all = append(all, Path{Path: m.Path, TakesID: m.TakesID})
		}
		all[i].Methods = append(all[i].Methods, operation(m))
	}
	return all
}

func operation(m model.Method) Operation {
	r := m.Resource
	o := Operation{
		Method: m, ID: qualified(r, m.RPC), Tag: key(r.Service.Name), Summary: summary(m),
		Shared: parameters(m), Conflicts: conflicts(m), Changes: m.TakesID && !m.Safe, Answer: qualified(r, m.Response),
		SignIn: signIn(m), Denies: denies(m),
	}
	if m.TakesID {
		o.Missing = "notFound"
	}
	if sendsETagOnly(m) {
		o.BodyRef = "etag"
	}
	if m.Action != nil {
		o.act()
	}
	switch m.Name {
	case spec.Create:
		o.BodyName, o.Example = qualified(r, r.PBName+createSuffix), createExample(r)
	case spec.Update:
		o.Patch, o.BodyName, o.Example = true, qualified(r, r.PBName+updateSuffix), updateExample(r)
	case spec.List:
		o.List, o.Several, o.Holds, o.Answer = true, qualified(r, r.PBName+pageSuffix), "A page.", ""
	case spec.BatchGet:
		o.Several, o.Holds, o.Answer = qualified(r, r.PBName+batchSuffix), "The "+r.TitlePlural+", in the order of the ids.", ""
		o.Missing = "someNotFound"
	case spec.BatchCreate:
		o.Several, o.Holds, o.Answer = qualified(r, r.PBName+batchSuffix), "The "+r.TitlePlural+", in the order of the requests.", ""
		o.BodyName = qualified(r, r.PBName+batchCreateSuffix)
	case spec.Delete:
		if m.RemovesRow {
			o.Answer = "deleted"
		}
	case spec.Get, spec.Undelete:
	}
	return o
}

// summary returns what the method does.
func summary(m model.Method) string {
	r := m.Resource
	if m.OfService() {
		return "Runs the method " + string(m.Name)
	}
	a := r.Article + " " + r.Title
	if m.Action != nil {
		return capital(m.Action.DoesTo(r))
	}
	switch m.Name {
	case spec.Create:
		return "Creates " + a
	case spec.Get:
		return "Returns " + a
	case spec.List:
		return "Returns " + r.TitlePlural + ", page by page"
	case spec.BatchGet:
		return "Returns the " + r.TitlePlural + " with the given ids"
	case spec.BatchCreate:
		return "Creates " + r.TitlePlural + ", all of them or none"
	case spec.Update:
		return "Changes the fields of " + a + " that the body names"
	case spec.Delete:
		if r.SoftDelete {
			return "Marks " + a + " as deleted, so that lists leave it out"
		}
		return "Deletes " + a
	case spec.Undelete:
		return "Restores a deleted " + r.Title
	}
	return m.RPC
}

// conflicts returns what a 409 of the method means, by reason; "" if it has none of its own.
func conflicts(m model.Method) string {
	r := m.Resource
	var parts []string
	if same := duplicates(m); len(same) > 0 {
		parts = append(parts, fmt.Sprintf("`ALREADY_EXISTS`: another %s has %s.", r.Title, strings.Join(same, ", or ")))
	}
	if m.RemovesRow && restricted(r) {
		parts = append(parts, fmt.Sprintf("`IN_USE`: others refer to the %s.", r.Title))
	}
	if m.RestoresRow {
		parts = append(parts, fmt.Sprintf("`NOT_DELETED`: the %s is not deleted.", r.Title))
	}
	if m.Action != nil && m.Action.Field != nil {
		parts = append(parts, fmt.Sprintf("`ILLEGAL_TRANSITION`: the %s is not %s.", m.Action.Field.Title, strings.Join(m.Action.States(), " or ")))
	}
	if m.TakesID && !m.Safe {
		parts = append(parts, fmt.Sprintf("`ETAG_MISMATCH`: the %s has changed since the etag was read.", r.Title))
	}
	if m.Idempotent {
		parts = append(parts, "`IDEMPOTENCY_KEY_REUSED`: another request had the same `Idempotency-Key`.")
	}
	if !m.Safe && r.Serializable || m.TakesID && !m.Safe && r.Prepares {
		parts = append(parts, "`CONFLICT`: others change the same; try again after `Retry-After` seconds.")
	}
	return strings.Join(parts, " ")
}

// duplicates returns the unique values that the method can set although another resource has them.
func duplicates(m model.Method) []string {
	var same []string
	for _, u := range m.Resource.Uniques {
		var names []string
		sets := m.Name == spec.Create || m.Name == spec.BatchCreate || m.RestoresRow
		for _, f := range u.Fields {
			names = append(names, f.JSONName)
			sets = sets || m.Name == spec.Update && slices.Contains(m.Resource.Editable(), f) || m.Action != nil && m.Action.Sets(f)
		}
		if sets {
			same = append(same, "the same "+strings.Join(names, " and "))
		}
	}
	return same
}

// restricted reports whether a reference keeps resources from being deleted.
func restricted(r *model.Resource) bool {
	return slices.ContainsFunc(r.Service.Resources, func(other *model.Resource) bool {
		return slices.ContainsFunc(other.Refs(), func(f *model.Field) bool { return f.Ref == r && f.OnDelete == spec.Restrict })
	})
}

// answered reports whether a method answers with the resource itself.
func answered(r *model.Resource) bool {
	return slices.ContainsFunc(r.Methods, func(m model.Method) bool { return m.Response == r.PBName })
}

// sendsETagOnly reports whether the body of the method has nothing but the etag, which it need not have.
func sendsETagOnly(m model.Method) bool {
	return m.TakesID && m.Body == "*" && (m.Action == nil || m.Action.Request == nil)
}

// uses reports whether a method of the workspace uses a component that not all workspaces have.
func uses(m *model.Model, component string) bool {
	return slices.ContainsFunc(m.Services, func(s *model.Service) bool {
		return slices.ContainsFunc(s.Methods(), func(m model.Method) bool {
			switch component {
			case "id":
				return m.TakesID
			case "resource":
				return m.Response == m.Resource.PBName
			case "deleted":
				return m.RemovesRow
			case "body":
				return sendsETagOnly(m)
			case "empty":
				return m.OfService() && m.Action.Request == nil
			case "done":
				return m.OfService() && m.Action.Returns == nil
			case "unauthorized":
				return signIn(m)
			case "forbidden":
				return denies(m)
			}
			return slices.Contains(parameters(m), component)
		})
	})
}

// parameters returns the parameters of the method that others have, too.
func parameters(m model.Method) []string {
	var all []string
	if m.TakesID && !m.Safe {
		all = append(all, "ifMatch")
	}
	if m.Idempotent {
		all = append(all, "idempotencyKey")
	}
	if m.Name == spec.Delete {
		all = append(all, "etag")
	}
	if m.Name == spec.BatchGet {
		all = append(all, "ids")
	}
	if m.ValidatesOnly && m.Body != "*" {
		all = append(all, "validateOnly")
	}
	if m.Name == spec.List {
		all = append(all, "pageSize", "pageToken", "count")
		if m.Resource.SoftDelete {
			all = append(all, "showDeleted")
		}
	}
	return all
}
