package openapi

import (
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// security returns what a request can come with that says who sends it, in YAML; each of them is enough.
func security(m *model.Model) string {
	var ways []string
	if m.HasSessions() {
		ways = append(ways, "{session: []}")
	}
	if m.Bearer {
		ways = append(ways, "{bearer: []}")
	}
	return "[" + strings.Join(ways, ", ") + "]"
}

// sessionCookie returns the name of the cookie of a session over https.
func sessionCookie(m *model.Model) string { return "__Host-" + m.Name }

// signIn reports whether the method refuses a request of which nobody knows who sends it.
func signIn(m model.Method) bool { return m.Rule != nil && !m.Rule.Anyone }

// denies reports whether the method refuses some users.
func denies(m model.Method) bool { return signIn(m) && !m.Rule.SignedIn && !m.Rule.Owner }

// callers returns who may call a method with the rule.
func callers(r *model.Rule) string {
	roles := "the role `" + strings.Join(r.Roles, "` or `") + "`"
	switch {
	case r.Anyone:
		return "For everybody."
	case r.SignedIn:
		return "For all users."
	case r.Owner && len(r.Roles) > 0:
		return "For users, for what is their own; with " + roles + ", for everything."
	case r.Owner:
		return "For users, for what is their own."
	case len(r.Roles) > 0:
		return "For users with " + roles + "."
	}
	return "For services of the workspace only."
}
