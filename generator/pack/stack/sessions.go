package stack

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// hasSessions reports whether people sign in.
func hasSessions(v render.View) bool { return v.HasSessions() }

// hasProviders reports whether people sign in with providers.
func hasProviders(v render.View) bool { return len(v.Providers) > 0 }

// hasPassword reports whether people sign in with passwords.
func hasPassword(v render.View) bool { return v.Password }

// deletesSelf reports whether users may delete themselves.
func deletesSelf(v render.View) bool { return v.HasSessions() && v.Identity().DeletesSelf() }

// sessionMethod returns a Go expression for the full name of a method of SessionService.
func sessionMethod(m model.SessionMethod) string {
	return m.Service.PBPackage + ".SessionService_" + m.RPC + "_FullMethodName"
}

// sessionVerb returns a Go expression for the HTTP method of a method of SessionService: "" if it has no route.
func sessionVerb(m model.SessionMethod) string {
	if m.Verb == "" {
		return `""`
	}
	return httpVerb(m.Verb)
}

// sessionRefused returns a Go expression for the HTTP status of each caller whom a method of SessionService refuses.
func sessionRefused(roles []string, m model.SessionMethod) string {
	members := []string{`"anyone": 401`}
	if m.GatewayOnly || m.Recent {
		for _, user := range append([]string{spec.SignedIn}, roles...) {
			members = append(members, fmt.Sprintf("%q: 403", user))
		}
	}
	return "map[string]int{" + strings.Join(append(members, `"service": 403`), ", ") + "}"
}

// setting is a variable and a Go expression for its value.
type setting struct{ Name, Value string }

// clientNames returns, for each provider, what the names of its variables begin with: IDENTITY_GOOGLE.
func clientNames(m *model.Model) []string {
	names := make([]string, len(m.Providers))
	for i, p := range m.Providers {
		names[i] = m.Identity().EnvPrefix + "_" + strings.ToUpper(p)
	}
	return names
}

// clientSettings returns the variables by which every provider of the spec is the one of tests, which is called provider.
func clientSettings(m *model.Model) []setting {
	var all []setting
	for i, name := range clientNames(m) {
		issuer := "_ISSUER"
		if m.Providers[i] == spec.GitHub {
			issuer = "_URL"
		}
		all = append(all, setting{name + "_CLIENT_ID", strconv.Quote(m.Name)}, setting{name + "_CLIENT_SECRET", `"secret"`}, setting{name + issuer, "provider.URL"})
	}
	return all
}

// secondProvider returns the second provider of the spec; "" if there is one only.
func secondProvider(m *model.Model) string {
	if len(m.Providers) < 2 {
		return ""
	}
	return m.Providers[1]
}

// passwordPerson returns who has a password when a developer begins. Beside providers it is somebody whom they do not know: a mail address
// has one user, who cannot sign in with a provider before linking it.
func passwordPerson(m *model.Model) string {
	if len(m.Providers) > 0 {
		return "carol@example.com"
	}
	return "alice@example.com"
}
