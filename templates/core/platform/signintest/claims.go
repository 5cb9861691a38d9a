package signintest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// idTokens are those that an issuer must not sign, or that somebody else has signed.
func idTokens(t *testing.T, target Accounts, provider string) {
	t.Helper()
	defer target.Provider.SetFaults(fakeidp.Faults{})
	b := newBrowser(t, target.Target)
	client := parameter(t, b.redirect(b.get("/auth/"+provider+"/login")), "client_id")
	b.signInAt(provider, newPerson())
	fetched := target.Provider.KeyRequests()
	type claims = map[string]any
	for name, faults := range map[string]fakeidp.Faults{
		"nonce of another sign-in":     {Claims: claims{"nonce": "x"}},
		"no nonce":                     {Claims: claims{"nonce": nil}},
		"another audience":             {Claims: claims{"aud": "x"}},
		"no audience":                  {Claims: claims{"aud": nil}},
		"two audiences, for the other": {Claims: claims{"aud": []string{client, "x"}, "azp": "x"}},
		"two audiences, for nobody":    {Claims: claims{"aud": []string{client, "x"}}},
		"another issuer":               {Claims: claims{"iss": "https://issuer.example"}},
		"no issuer":                    {Claims: claims{"iss": nil}},
		"expired":                      {Claims: claims{"exp": time.Now().Add(-time.Second).Unix()}},
		"no end":                       {Claims: claims{"exp": nil}},
		"no subject":                   {Claims: claims{"sub": nil}},
		"empty subject":                {Claims: claims{"sub": ""}},
		"control character":            {Claims: claims{"sub": "a\x00b"}},
		"long subject":                 {Claims: claims{"sub": strings.Repeat("x", 256)}},
		"alg none":                     {Header: claims{"alg": "none"}},
		"HS256 with the public key":    {Header: claims{"alg": "HS256"}},
		"RS256 with another key":       {Header: claims{"alg": "RS256"}},
		"access token":                 {Header: claims{"typ": "at+jwt"}},
		"logout token":                 {Header: claims{"typ": "logout+jwt"}},
		"unknown key":                  {Header: claims{"kid": "x"}},
		"callback of another issuer":   {Issuer: "https://issuer.example"},
	} {
		t.Run(name, func(t *testing.T) {
			target.Provider.SetFaults(faults)
			b := newBrowser(t, target.Target)
			b.refused(b.callback(provider, newPerson()), http.StatusUnauthorized, "SIGN_IN_FAILED")
		})
	}
	t.Run("flood of keys", func(t *testing.T) {
		for i := range 20 {
			target.Provider.SetFaults(fakeidp.Faults{Header: claims{"kid": fmt.Sprint("x", i)}})
			b := newBrowser(t, target.Target)
			b.refused(b.callback(provider, newPerson()), http.StatusUnauthorized, "SIGN_IN_FAILED")
		}
		if n := target.Provider.KeyRequests() - fetched; n > 1 {
			t.Errorf("strangers make us ask for keys %d times", n)
		}
	})
}

// mail is addresses that somebody claims to have.
func mail(t *testing.T, target Accounts, provider string) {
	t.Helper()
	target.Provider.SetFaults(fakeidp.Faults{})
	t.Run("unverified", func(t *testing.T) {
		victim, mallory := newPerson(), newPerson()
		newBrowser(t, target.Target).signInAt(provider, victim)
		target.Provider.Add(fakeidp.Person{Email: mallory, Name: "Mallory", Unverified: true})
		b := newBrowser(t, target.Target)
		b.signInAt(provider, mallory)
		if got := b.get("/v1/me").text("email"); got != "" {
			t.Errorf("%s is stored", got)
		}
	})
	for _, other := range target.others(provider) {
		t.Run("elsewhere", func(t *testing.T) {
			email := newPerson()
			newBrowser(t, target.Target).signInAt(other, email)
			b := newBrowser(t, target.Target)
			b.refused(b.callback(provider, email), http.StatusConflict, "ACCOUNT_EXISTS")
		})
	}
	if provider == "github" {
		t.Run("on page two", func(t *testing.T) {
			person := fakeidp.Person{Email: newPerson(), Name: "Carol", More: slices.Repeat([]string{"old@example.com"}, 100)}
			target.Provider.Add(person)
			b := newBrowser(t, target.Target)
			b.signInAt(provider, person.Email)
			if got := b.get("/v1/me").text("email"); got != person.Email {
				t.Errorf("the mail is %q", got)
			}
		})
		return
	}
	for name, verified := range map[string]any{"not verified": false, "verified in words": "yes", "verified by a number": 1, "nothing said": nil} {
		t.Run(name, func(t *testing.T) {
			defer target.Provider.SetFaults(fakeidp.Faults{})
			victim := newPerson()
			user := newBrowser(t, target.Target).signInAt(provider, victim)
			target.Provider.SetFaults(fakeidp.Faults{Claims: map[string]any{"sub": newPerson(), "email": victim, "email_verified": verified}})
			b := newBrowser(t, target.Target)
			if b.signInAt(provider, newPerson()) == user || b.get("/v1/me").text("email") != "" {
				t.Error("whoever claims the address has it")
			}
		})
	}
}
