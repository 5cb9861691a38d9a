package api

import (
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// fullMethod returns a Go expression for the full name of a method: catalogv1.CatalogService_GetProduct_FullMethodName.
func fullMethod(m model.Method) string {
	s := m.Resource.Service
	return s.PBPackage + "." + s.PBName + "_" + m.RPC + "_FullMethodName"
}

// ruleMembers returns the members of the auth.Rule of a method: SignedIn: true.
func ruleMembers(m model.Method) string {
	members := callers(m.Rule, m.Resource)
	var refs []string
	for _, ref := range m.RefRules() {
		refs = append(refs, "{"+strings.Join(callers(ref.Rule, ref.Resource), ", ")+"}")
	}
	if len(refs) > 0 {
		members = append(members, "Refs: []auth.Rule{"+strings.Join(refs, ", ")+"}")
	}
	return strings.Join(members, ", ")
}

// callers returns the members of an auth.Rule that say whom a rule lets through, users who own the resource among them. A rule that lets
// anyone through needs no other.
func callers(r *model.Rule, owned *model.Resource) []string {
	if r.Anyone {
		return []string{"Anyone: true"}
	}
	var members []string
	if r.SignedIn {
		members = append(members, "SignedIn: true")
	} else if len(r.Roles) > 0 {
		quoted := make([]string, len(r.Roles))
		for i, role := range r.Roles {
			quoted[i] = strconv.Quote(role)
		}
		members = append(members, "Roles: []string{"+strings.Join(quoted, ", ")+"}")
	}
	if r.Owner {
		members = append(members, "Owner: "+strconv.Quote(owned.Name))
	}
	if r.Service {
		members = append(members, "Service: true")
	}
	return members
}
