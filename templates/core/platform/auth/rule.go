package auth

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Rule says who may call a method: whoever one of its members lets through. The zero value lets nobody through.
type Rule struct {
	Anyone   bool
	SignedIn bool     // every user
	Service  bool     // services of this workspace that act on their own
	Roles    []string // users with one of these roles
	Owner    string   // resource of which every other user has what is their own; "" if other users have nothing
	Refs     []Rule   // what the resource in a request may refer to: each is about its Owner
}

// Rules are the rules of methods, by full name: /shop.catalog.v1.CatalogService/GetProduct.
type Rules map[string]Rule

// Decide returns an error if c may call no method with this rule: it is Unauthenticated for an anonymous caller, else Denied.
func (r Rule) Decide(c Caller) error {
	switch {
	case r.all(c), r.Owner != "" && c.SignedIn():
		return nil
	case c.anonymous():
		return errs.Unauthenticated("SIGN_IN_REQUIRED", "sign in first")
	default:
		return errs.Denied("PERMISSION_DENIED", "needs one of: "+strings.Join(r.words(), ", "))
	}
}

// all reports whether r lets c through to whatever there is.
func (r Rule) all(c Caller) bool {
	return r.Anyone || r.SignedIn && c.SignedIn() || r.Service && c.Service != "" || slices.ContainsFunc(r.Roles, c.Is)
}

// words lists r's members as the spec calls them.
func (r Rule) words() []string {
	words := slices.Clone(r.Roles)
	if r.SignedIn {
		words = append(words, "signed_in")
	}
	if r.Owner != "" {
		words = append(words, "owner")
	}
	if r.Service {
		words = append(words, "service")
	}
	return words
}
