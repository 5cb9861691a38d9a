package signintest

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// callbacks changes what the provider sends the browser back with, or who comes back.
func callbacks(t *testing.T, target Accounts, provider string) {
	t.Helper()
	target.Provider.SetFaults(fakeidp.Faults{})
	for name, forge := range map[string]func(b *browser, back string) string{
		"state of nobody": func(b *browser, back string) string { return with(b.t, back, "state", strings.Repeat("x", 43)) },
		"state that begins alike": func(b *browser, back string) string {
			return with(b.t, back, "state", parameter(b.t, back, "state")[:8]+strings.Repeat("x", 35))
		},
		"part of the state": func(b *browser, back string) string {
			return with(b.t, back, "state", parameter(b.t, back, "state")[:8])
		},
		"no state":           func(b *browser, back string) string { return with(b.t, back, "state", "") },
		"no code":            func(b *browser, back string) string { return with(b.t, back, "code", "") },
		"another code":       func(b *browser, back string) string { return with(b.t, back, "code", "x") },
		"bytes as a code":    func(b *browser, back string) string { return with(b.t, back, "code", "\xff\x00") },
		"huge code":          func(b *browser, back string) string { return with(b.t, back, "code", strings.Repeat("x", 4000)) },
		"code and an error":  func(b *browser, back string) string { return with(b.t, back, "error", "server_error") },
		"error of no sense":  func(b *browser, back string) string { return with(b.t, back, "error", "\x1b[31m") },
		"session as a code":  func(b *browser, back string) string { return with(b.t, back, "code", "s1."+strings.Repeat("A", 64)) },
		"attempt of nothing": func(b *browser, back string) string { return strings.Split(back, "?")[0] },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, target.Target)
			got := b.get(forge(b, b.atProvider(provider, newPerson())))
			if got.status != http.StatusBadRequest && got.status != http.StatusUnauthorized || b.token() != "" {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	t.Run("other browser", func(t *testing.T) {
		victim := newBrowser(t, target.Target)
		back := newBrowser(t, target.Target).atProvider(provider, newPerson())
		victim.refused(victim.get(back), http.StatusBadRequest, "ATTEMPT_INVALID")
	})
	t.Run("stolen code without its verifier", func(t *testing.T) {
		b, thief := newBrowser(t, target.Target), newBrowser(t, target.Target)
		back := b.atProvider(provider, newPerson())
		used := with(t, thief.atProvider(provider, newPerson()), "code", parameter(t, back, "code"))
		thief.refused(thief.get(used), http.StatusUnauthorized, "SIGN_IN_FAILED")
		b.refused(b.get(back), http.StatusUnauthorized, "SIGN_IN_FAILED")
	})
	t.Run("code twice", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		back := b.atProvider(provider, newPerson())
		b.redirect(b.get(back))
		token := b.token()
		if got := b.get(back); got.status != http.StatusBadRequest || b.token() != token {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("attempt twice", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		back := b.atProvider(provider, newPerson())
		b.refused(b.get(with(b.t, back, "code", "x")), http.StatusUnauthorized, "SIGN_IN_FAILED")
		b.refused(b.get(back), http.StatusBadRequest, "ATTEMPT_INVALID")
	})
	t.Run("two tabs", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		first, second := b.atProvider(provider, newPerson()), b.atProvider(provider, newPerson())
		b.redirect(b.get(first))
		one := b.user()
		b.redirect(b.get(second))
		if two := b.user(); one == "" || two == "" || one == two {
			t.Errorf("%q, then %q", one, two)
		}
	})
	t.Run("many tabs", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		for range 20 {
			b.get("/auth/" + provider + "/login")
		}
		if n := len(b.cookies()); n > 5 {
			t.Errorf("%d cookies", n)
		}
	})
	t.Run("access denied", func(t *testing.T) {
		target.Provider.SetFaults(fakeidp.Faults{Denied: true})
		defer target.Provider.SetFaults(fakeidp.Faults{})
		b := newBrowser(t, target.Target)
		b.refused(b.callback(provider, newPerson()), http.StatusUnauthorized, "SIGN_IN_CANCELLED")
	})
}

// outages is a provider that does not answer as it should.
func outages(t *testing.T, target Accounts, provider string) {
	t.Helper()
	defer target.Provider.SetFaults(fakeidp.Faults{})
	newBrowser(t, target.Target).signInAt(provider, newPerson()) // the issuer is known
	paths := []string{"/token"}
	if provider == "github" {
		paths = []string{"/login/oauth/access_token", "/api/v3/user"}
	}
	for _, path := range paths {
		for name, faults := range map[string]fakeidp.Faults{
			"500":      {Path: path, Status: http.StatusInternalServerError},
			"401":      {Path: path, Status: http.StatusUnauthorized},
			"redirect": {Path: path, Status: http.StatusFound},
			"2 MB":     {Path: path, Bytes: 2 << 20},
		} {
			t.Run(name+" of "+path, func(t *testing.T) {
				target.Provider.SetFaults(faults)
				b := newBrowser(t, target.Target)
				b.refused(b.callback(provider, newPerson()), http.StatusServiceUnavailable, "PROVIDER_UNAVAILABLE")
			})
		}
	}
}

// mixUp sends the answer of one provider to the callback of another.
func mixUp(t *testing.T, target Accounts) {
	t.Helper()
	for _, provider := range target.Providers {
		for _, other := range target.others(provider) {
			t.Run(provider+" as "+other, func(t *testing.T) {
				b := newBrowser(t, target.Target)
				back := strings.Replace(b.atProvider(provider, newPerson()), "/auth/"+provider+"/", "/auth/"+other+"/", 1)
				b.refused(b.get(back), http.StatusBadRequest, "ATTEMPT_INVALID")
			})
		}
	}
	for _, name := range []string{"facebook", "GOOGLE", "%ff", strings.Repeat("a", 100)} {
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, target.Target)
			if got := b.get("/auth/" + name + "/login"); got.status < http.StatusBadRequest || got.status >= http.StatusInternalServerError {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
}

// returnTo is where a sign-in may end, and where not.
func returnTo(t *testing.T, target Accounts) {
	t.Helper()
	provider := target.Providers[0]
	for path, end := range map[string]string{
		"": "/", "/": "/", "/threads/1?page=2#top": "/threads/1?page=2#top", "/a//b": "/a//b", "/%2F%2Fevil.example": "/%2F%2Fevil.example",
		"/" + strings.Repeat("é", 80): "/" + strings.Repeat("%C3%A9", 80), "/" + strings.Repeat("é", 200): "",
		"//evil.example": "", "///evil.example": "", `/\evil.example`: "", `\\evil.example`: "", "/\t/evil.example": "", "/\r\nSet-Cookie: a=b": "", "/\x00": "",
		"https://evil.example": "", "https:/evil.example": "", "evil.example": "", "@evil.example": "", ".evil.example": "", ":443@evil.example": "",
		"javascript:alert(1)": "", "/%": "", "/\xff": "", "/long/" + strings.Repeat("x", 600): "",
	} {
		t.Run(fmt.Sprintf("%.20q", path), func(t *testing.T) {
			b := newBrowser(t, target.Target)
			begun := b.get("/auth/" + provider + "/login?login_hint=" + newPerson() + "&return_to=" + url.QueryEscape(path))
			if end == "" {
				if begun.status != http.StatusBadRequest || len(b.cookies()) != 0 {
					t.Errorf("%d %s", begun.status, begun.header.Get("Location"))
				}
				return
			}
			if got := b.redirect(b.get(b.redirect(b.get(b.redirect(begun))))); got != target.URL+end {
				t.Errorf("it ends at %s", got)
			}
		})
	}
}
