package signintest

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// Accounts is a workspace under test where people sign in with accounts at providers.
type Accounts struct {
	Target

	Provider  *fakeidp.Provider // for all of Providers
	Providers []string          // that are on
}

// Run tries all attacks, each in a test of its own.
func Run(t *testing.T, target Accounts) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Accounts){
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
func (a Accounts) others(provider string) []string {
	return slices.DeleteFunc(slices.Clone(a.Providers), func(other string) bool { return other == provider })
}

// redirect returns where an answer sends the browser.
func (b *browser) redirect(a answer) string {
	b.t.Helper()
	if a.status != http.StatusFound {
		b.t.Fatalf("no redirect, but %d %s", a.status, a.body)
	}
	return a.header.Get("Location")
}

// atProvider begins a sign-in and returns the URL to which the provider sends the browser back.
func (b *browser) atProvider(provider, mail string) string {
	b.t.Helper()
	page := b.redirect(b.get("/auth/" + provider + "/login?login_hint=" + url.QueryEscape(mail)))
	return b.redirect(b.get(page))
}

// callback returns the answer to the callback of a sign-in.
func (b *browser) callback(provider, mail string) answer {
	b.t.Helper()
	return b.get(b.atProvider(provider, mail))
}

// signInAt signs a person in and returns the user's id.
func (b *browser) signInAt(provider, mail string) string {
	b.t.Helper()
	b.redirect(b.callback(provider, mail))
	id := b.user()
	if id == "" {
		b.t.Fatal("nobody is signed in")
	}
	return id
}

// with replaces a parameter of a URL; "" takes it away.
func with(t *testing.T, target, name, value string) string {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set(name, value)
	if value == "" {
		query.Del(name)
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// parameter returns a parameter of a URL.
func parameter(t *testing.T, target, name string) string {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get(name)
}
