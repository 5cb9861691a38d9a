package signintest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// crossOrigin lets pages of others send the user's cookie.
func crossOrigin(t *testing.T, target Accounts) {
	t.Helper()
	target.Provider.SetFaults(fakeidp.Faults{})
	provider := target.Providers[0]
	b := newBrowser(t, target.Target)
	user := b.signInAt(provider, newPerson())
	for name, header := range map[string][]string{
		"cross-site":                {"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
		"cross-site without origin": {"Sec-Fetch-Site", "cross-site"},
		"same-site":                 {"Sec-Fetch-Site", "same-site", "Origin", "https://evil.example.com"},
		"old browser":               {"Origin", "https://evil.example"},
		"null":                      {"Sec-Fetch-Site", "cross-site", "Origin", "null"},
		"null, old browser":         {"Origin", "null"},
		"form":                      {"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example", "Content-Type", "text/plain"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, path := range []string{"/auth/logout", "/auth/" + provider + "/link", "/v1/me/sessions:endOthers"} {
				got := b.do(http.MethodPost, path, header...)
				if got.status != http.StatusForbidden || got.text("reason") != "CROSS_ORIGIN" {
					t.Errorf("%s: %d %s", path, got.status, got.body)
				}
			}
		})
	}
	t.Run("link of another page", func(t *testing.T) {
		if b.user("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate") != user {
			t.Error("it signs the user out")
		}
	})
	t.Run("same origin", func(t *testing.T) {
		if got := b.do(http.MethodPost, "/auth/logout", "Sec-Fetch-Site", "same-origin", "Origin", target.URL); got.status != http.StatusNoContent {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
}

// confusion puts each kind of token in the places of the others.
func confusion(t *testing.T, target Accounts) {
	t.Helper()
	provider := target.Providers[0]
	b := newBrowser(t, target.Target)
	b.signInAt(provider, newPerson())
	token := b.token()
	b.get("/auth/" + provider + "/login")
	attempt := ""
	for name, value := range b.cookies() {
		if strings.HasPrefix(name, target.Workspace+"-in-") {
			attempt = value
		}
	}
	jwt := "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."
	identity := "v4.public.e30" + strings.Repeat("A", 86)
	for name, value := range map[string]string{"session": token, "attempt": attempt, "JWT": jwt, "identity": identity} {
		if name != "session" {
			t.Run(name+" as a session", func(t *testing.T) {
				thief := newBrowser(t, target.Target)
				if thief.keep(value); thief.user() != "" {
					t.Error("it is taken")
				}
			})
		}
		t.Run(name+" as a bearer token", func(t *testing.T) {
			for who, browser := range map[string]*browser{"stranger": newBrowser(t, target.Target), "user": b} {
				got := browser.get("/v1/me", "Authorization", "Bearer "+value)
				if got.status != http.StatusUnauthorized || got.text("reason") != "CREDENTIALS_INVALID" {
					t.Errorf("of a %s: %d %s", who, got.status, got.body)
				}
			}
		})
		t.Run(name+" as an identity", func(t *testing.T) {
			for _, header := range []string{"X-Identity", "Grpc-Metadata-X-Identity", "Grpc-Metadata-Authorization"} {
				if newBrowser(t, target.Target).user(header, value) != "" {
					t.Errorf("the gateway passes %s on", header)
				}
			}
		})
	}
	t.Run("session of another workspace", func(t *testing.T) {
		if newBrowser(t, target.Target).user("Cookie", "x"+target.Workspace+"="+token) != "" {
			t.Error("it is taken")
		}
	})
	t.Run("two sessions", func(t *testing.T) {
		if newBrowser(t, target.Target).user("Cookie", target.Workspace+"=x; "+target.Workspace+"="+token) != "" {
			t.Error("the second one is taken")
		}
	})
	t.Run("Basic beside a session", func(t *testing.T) {
		if got := b.get("/v1/me", "Authorization", "Basic YTpi"); got.status != http.StatusUnauthorized {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
}

// hosts are what a request says about where it goes to.
func hosts(t *testing.T, target Accounts) {
	t.Helper()
	for name, value := range map[string]string{
		"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Forwarded-Proto": "ftp", "X-Original-Url": "//evil.example",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, target.Target)
			page := b.redirect(b.get("/auth/"+target.Providers[0]+"/login?login_hint="+newPerson(), name, value))
			if got := parameter(t, page, "redirect_uri"); got != target.URL+"/auth/"+target.Providers[0]+"/callback" {
				t.Errorf("the provider sends browsers to %s", got)
			}
			if got := b.redirect(b.get(b.redirect(b.get(page)), name, value)); got != target.URL+"/" {
				t.Errorf("it ends at %s", got)
			}
		})
	}
}
