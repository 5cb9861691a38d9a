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

// ruleMembers returns the members of an auth.Rule: SignedIn: true. A rule that lets anyone through needs no other.
func ruleMembers(r *model.Rule) string {
	if r.Anyone {
		return "Anyone: true"
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
	if r.Service {
		members = append(members, "Service: true")
	}
	return strings.Join(members, ", ")
}
