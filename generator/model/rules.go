package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Rule says who may call a method: whoever one of its members lets through.
type Rule struct {
	Pos      spec.Pos // in the spec
	Anyone   bool
	SignedIn bool     // every user
	Owner    bool     // users, for what is their own; false if every user is let through anyway
	Service  bool     // services of the workspace that act on their own
	Roles    []string // users with one of these roles
	Words    []string // as the spec names the callers
}

// Guarded reports whether methods have rules.
func (m *Model) Guarded() bool { return m.Auth == spec.AuthJWT || m.HasSessions() }

// Allows reports whether a method with the rule lets a caller through, of whom the words are true: signed_in and admin, for example.
// Without words nobody knows who calls. The owner is let through like every user: what is not found is not theirs.
func (r *Rule) Allows(words ...string) bool {
	if r.Owner && slices.Contains(words, spec.SignedIn) {
		return true
	}
	return r.Anyone || slices.ContainsFunc(words, func(word string) bool { return slices.Contains(r.Words, word) })
}

// ForUsers reports whether the rule lets users through who have every role.
func (r *Rule) ForUsers() bool { return r.Anyone || r.SignedIn || r.Owner || len(r.Roles) > 0 }

// ForUsers reports whether the resource has the method and users can call it, at least those with every role. For templates:
// {{ if .ForUsers "create" }}.
func (r *Resource) ForUsers(name spec.Method) bool {
	m := r.Method(name)
	return m != nil && (m.Rule == nil || m.Rule.ForUsers())
}

// RulesPath returns the file with the rules of the service: services/catalog/internal/rpc/rules.gen.go.
func (s *Service) RulesPath() string { return s.Dir + "/internal/rpc/rules.gen.go" }
