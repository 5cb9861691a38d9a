package openapi

import (
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// signIn reports whether the method refuses a request of which nobody knows who sends it.
func signIn(m model.Method) bool { return m.Rule != nil && !m.Rule.Anyone }

// denies reports whether the method refuses some users.
func denies(m model.Method) bool { return signIn(m) && !m.Rule.SignedIn }

// callers returns who may call a method with the rule.
func callers(r *model.Rule) string {
	switch {
	case r.Anyone:
		return "For everybody."
	case r.SignedIn:
		return "For all users."
	case len(r.Roles) > 0:
		return "For users with the role `" + strings.Join(r.Roles, "` or `") + "`."
	}
	return "For services of the workspace only."
}
