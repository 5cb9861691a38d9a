// Package signintest attacks the sign-in of a workspace as the browsers of strangers, thieves and users can.
package signintest

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// Target is a workspace under test. Its sessions end as they do by default.
type Target struct {
	URL       string            // of the gateway, as browsers see it: http on a loopback address
	Transport http.RoundTripper // to the gateway and to the provider
	Workspace string            // names the cookies
	Provider  *fakeidp.Provider // for all of Providers
	Providers []string          // that are on
	Cache     time.Duration     // how long the gateway believes what it knows of a session

	Age     func(t *testing.T, session uuid.UUID, d time.Duration) // moves all times of a session into the past
	Disable func(t *testing.T, user uuid.UUID)                     // makes a user one who may not sign in
}

// Run tries all attacks, each in a test of its own.
func Run(t *testing.T, target Target) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Target){
		"sessions":      sessions,
		"stale cookies": staleCookies,
		"devices":       devices,
		"aging":         aging,
		"cross-origin":  crossOrigin,
		"confusion":     confusion,
		"return_to":     returnTo,
		"hosts":         hosts,
		"mix-up":        mixUp,
		"linking":       linking,
	} {
		t.Run(name, func(t *testing.T) { test(t, target) })
	}
	for _, provider := range target.Providers {
		t.Run(provider, func(t *testing.T) {
			t.Run("callbacks", func(t *testing.T) { callbacks(t, target, provider) })
			t.Run("outages", func(t *testing.T) { outages(t, target, provider) })
			t.Run("mail", func(t *testing.T) { mail(t, target, provider) })
			if provider == "github" {
				return
			}
			t.Run("ID tokens", func(t *testing.T) { idTokens(t, target, provider) })
		})
	}
	target.Provider.SetFaults(fakeidp.Faults{})
}

// others returns the providers that are on, without one.
func (t Target) others(provider string) []string {
	return slices.DeleteFunc(slices.Clone(t.Providers), func(other string) bool { return other == provider })
}
