package stack

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// owned reports whether tests check what users own.
func owned(v render.View) bool {
	return slices.ContainsFunc(v.Services, func(s *model.Service) bool { return len(ownedResources(s)) > 0 })
}

// ownedResources returns the resources of which users have what is their own, or refer to what is, and of which tests make something for
// each of two users.
func ownedResources(s *model.Service) []*model.Resource {
	var all []*model.Resource
	for _, r := range s.Resources {
		if fixture.Creatable(r) && fixture.DistinctByUser(r) && ownedByMaker(r) && len(limitedMethods(r))+len(ownedRefs(r)) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// limitedMethods returns the methods by which users have what is their own, in the order in which a test calls them.
func limitedMethods(r *model.Resource) []string {
	var names []string
	for _, m := range r.Methods {
		switch {
		case m.Name == spec.Create || m.Name == spec.BatchCreate || !r.Limited(m.Name) || m.Action != nil && m.Action.Own:
		case m.Name == spec.BatchGet:
			names = slices.Insert(names, 0, string(m.Name)) // before there is nothing any more
		case m.Action != nil:
			names = append(names, ":"+m.Action.Verb)
		default:
			names = append(names, string(m.Name))
		}
	}
	return names
}

// freeMethods returns those of get and list that are limited, but not for some roles.
func freeMethods(r *model.Resource) []string {
	return slices.DeleteFunc(limitedMethods(r), func(name string) bool {
		m := r.Method(spec.Method(name))
		return m == nil || m.Name == spec.BatchGet || !m.Safe || len(m.Rule.Roles) == 0
	})
}

// ownersSet returns the members that the server sets to who creates the resource.
func ownersSet(r *model.Resource) []string {
	return jsonNames(model.FieldsOf(r, func(f *model.Field) bool { return f.Caller }))
}

// sentOwner returns the field that tests set to who creates the resource, so that it is theirs; nil if the server does, or if it follows.
func sentOwner(r *model.Resource) *model.Field {
	if r.Owner == nil || slices.ContainsFunc(r.Owner.Fields, func(f *model.Field) bool { return f.Caller }) {
		return nil
	}
	return fixture.First(r.Owner.Fields, func(f *model.Field) bool { return !f.OutputOnly })
}

// ownedByMaker reports whether who creates the resource in a test owns it. Of fields that only code of the user sets, tests know nothing.
func ownedByMaker(r *model.Resource) bool {
	if r.Owner == nil || r.Root().Owner.Self {
		return true
	}
	return slices.ContainsFunc(r.Root().Owner.Fields, func(f *model.Field) bool { return f.Caller || !f.OutputOnly })
}

// ownersShared returns the members that say who else owns the resource beside who creates it.
func ownersShared(r *model.Resource) []string {
	if r.Owner == nil || len(limitedMethods(r)) == 0 {
		return nil
	}
	first := sentOwner(r)
	return jsonNames(slices.DeleteFunc(slices.Clone(r.Owner.Fields), func(f *model.Field) bool { return f == first || f.OutputOnly }))
}

// ownersChanged returns the members with the owners by the HTTP method that must not make the resource somebody else's, as Go.
func ownersChanged(r *model.Resource) string {
	if r.Owner == nil {
		return ""
	}
	var entries []string
	add := func(name spec.Method, fields []*model.Field, verb string) {
		if namesOwners(r, fields) && r.Limited(name) {
			entries = append(entries, verb+": "+strings.TrimPrefix(goStrings(jsonNames(r.Owner.Fields)), "[]string"))
		}
	}
	add(spec.Create, r.Inputs(), "http.MethodPost")
	add(spec.Update, r.Editable(), "http.MethodPatch")
	return strings.Join(entries, ", ")
}

// namesOwners reports whether clients say by some fields who owns the resource.
func namesOwners(r *model.Resource, fields []*model.Field) bool {
	return len(r.Owner.Fields) > 0 && !slices.ContainsFunc(r.Owner.Fields, func(f *model.Field) bool { return !slices.Contains(fields, f) })
}

// OwnedRef is a reference that must lead to what is one's own.
type OwnedRef struct {
	Member string
	Verb   string   // of HTTP, as Go
	Roles  []string // of a user who may send it and not refer to everything
}

// ownedRefs returns the references of the resource that a test can break, once for each method that takes one entity.
func ownedRefs(r *model.Resource) []OwnedRef {
	return brokenRefs(r, func(m model.Method) bool { return m.Name != spec.BatchCreate })
}

// brokenRefs returns the references of the resource that a test can break, once for each of some methods.
func brokenRefs(r *model.Resource, of func(model.Method) bool) []OwnedRef {
	var all []OwnedRef
	for _, f := range r.LimitedRefs() {
		ofChild := f.Resource != r
		if ofChild || !f.Required && !fixture.Made(f) {
			continue
		}
		for _, m := range r.Methods {
			if roles, ok := refRoles(&m, f); ok && of(m) {
				all = append(all, OwnedRef{f.JSONName, httpVerb(m.Verb), roles})
			}
		}
	}
	return all
}

// refRoles returns the roles of a user who may call a method and may have it refer only to what is their own; ok is false if there is none.
func refRoles(m *model.Method, f *model.Field) (roles []string, ok bool) {
	limited := func(words ...string) bool {
		return m.Rule.Allows(words...) && slices.ContainsFunc(m.RefRules(), func(ref model.RefRule) bool {
			return ref.Resource == f.Ref && !slices.ContainsFunc(ref.Rule.Roles, func(role string) bool { return slices.Contains(words, role) })
		})
	}
	sent := m.Name != spec.Update || !f.Immutable
	switch {
	case !m.TakesResource || !sent:
		return nil, false
	case limited(spec.SignedIn):
		return nil, true
	}
	for _, role := range m.Rule.Roles {
		if limited(spec.SignedIn, role) {
			return []string{role}, true
		}
	}
	return nil, false
}

func jsonNames(fields []*model.Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.JSONName
	}
	return names
}
