package authn_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/authn"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
	"github.com/svcgen/svcgen/templates/core/platform/session"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
	"github.com/svcgen/svcgen/testdata/signintest"
)

// refused fails the test unless a callback is refused for a reason, and nobody is signed in.
func refused(t *testing.T, b *browser, got answer, status int, reason string) {
	t.Helper()
	if got.status != status || got.reason() != reason || b.token() != "" {
		t.Errorf("got %d %s, cookies %v; want %d %s", got.status, got.body, b.cookies(), status, reason)
	}
}

func TestForgedIDTokens(t *testing.T) {
	w := newWorld(t)
	now := time.Now()
	for _, test := range []struct {
		name   string
		faults fakeidp.Faults
	}{
		{"nonce of another sign-in", fakeidp.Faults{Claims: map[string]any{"nonce": "x"}}},
		{"no nonce", fakeidp.Faults{Claims: map[string]any{"nonce": nil}}},
		{"another audience", fakeidp.Faults{Claims: map[string]any{"aud": "shop"}}},
		{"no audience", fakeidp.Faults{Claims: map[string]any{"aud": nil}}},
		{"two audiences, for the other", fakeidp.Faults{Claims: map[string]any{"aud": []string{"forum", "shop"}, "azp": "shop"}}},
		{"two audiences, for none", fakeidp.Faults{Claims: map[string]any{"aud": []string{"forum", "shop"}}}},
		{"another issuer", fakeidp.Faults{Claims: map[string]any{"iss": "https://evil.example"}}},
		{"no issuer", fakeidp.Faults{Claims: map[string]any{"iss": nil}}},
		{"expired", fakeidp.Faults{Claims: map[string]any{"exp": now.Add(-time.Second).Unix()}}},
		{"without an end", fakeidp.Faults{Claims: map[string]any{"exp": nil}}},
		{"no subject", fakeidp.Faults{Claims: map[string]any{"sub": nil}}},
		{"empty subject", fakeidp.Faults{Claims: map[string]any{"sub": ""}}},
		{"control character in the subject", fakeidp.Faults{Claims: map[string]any{"sub": "a\x00b"}}},
		{"long subject", fakeidp.Faults{Claims: map[string]any{"sub": strings.Repeat("x", 256)}}},
		{"alg none", fakeidp.Faults{Header: map[string]any{"alg": "none"}}},
		{"HS256 with the public key", fakeidp.Faults{Header: map[string]any{"alg": "HS256"}}},
		{"RS256 with another key", fakeidp.Faults{Header: map[string]any{"alg": "RS256"}}},
		{"access token", fakeidp.Faults{Header: map[string]any{"typ": "at+jwt"}}},
		{"logout token", fakeidp.Faults{Header: map[string]any{"typ": "logout+jwt"}}},
		{"unknown key", fakeidp.Faults{Header: map[string]any{"kid": "evil"}}},
		{"callback of another issuer", fakeidp.Faults{Issuer: "https://evil.example"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.idp.SetFaults(test.faults)
			b := w.browser(t)
			refused(t, b, b.signIn("google", aliceMail), http.StatusUnauthorized, "SIGN_IN_FAILED")
		})
	}
	w.empty(t)
	w.idp.SetFaults(fakeidp.Faults{})
	w.browser(t).mustSignIn("google", aliceMail)
	w.idp.SetFaults(fakeidp.Faults{Claims: map[string]any{"aud": []string{"forum", "shop"}, "azp": "forum"}})
	w.browser(t).mustSignIn("google", aliceMail)
}

func TestForgedCallbacks(t *testing.T) {
	w := newWorld(t)
	for _, p := range providers {
		for name, forge := range map[string]func(b *browser, back string) string{
			"state of nobody": func(b *browser, back string) string { return change(b.t, back, "state", strings.Repeat("x", 43)) },
			"state that only begins alike": func(b *browser, back string) string {
				u, _ := url.Parse(back) // it comes from the provider
				return change(b.t, back, "state", u.Query().Get("state")[:8]+strings.Repeat("x", 35))
			},
			"first characters of the state": func(b *browser, back string) string {
				u, _ := url.Parse(back) // as above
				return change(b.t, back, "state", u.Query().Get("state")[:8])
			},
			"no state":          func(b *browser, back string) string { return change(b.t, back, "state", "") },
			"no code":           func(b *browser, back string) string { return change(b.t, back, "code", "") },
			"another code":      func(b *browser, back string) string { return change(b.t, back, "code", "x") },
			"bytes as a code":   func(b *browser, back string) string { return change(b.t, back, "code", "\xff") },
			"a huge code":       func(b *browser, back string) string { return change(b.t, back, "code", strings.Repeat("x", 3000)) },
			"error of a server": func(b *browser, back string) string { return change(b.t, back, "error", "server_error") },
		} {
			t.Run(p+" "+name, func(t *testing.T) {
				b := w.browser(t)
				got := b.do("GET", forge(b, b.atProvider(p, aliceMail)))
				if got.status != http.StatusBadRequest && got.status != http.StatusUnauthorized || b.token() != "" {
					t.Errorf("%d %s", got.status, got.body)
				}
			})
		}
	}
	w.empty(t)
}

// TestMixUp holds that the answer of one provider is of no use at the callback of another.
func TestMixUp(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	back := strings.Replace(b.atProvider("google", aliceMail), "/auth/google/", "/auth/github/", 1)
	refused(t, b, b.do("GET", back), http.StatusBadRequest, "ATTEMPT_INVALID")
	for _, path := range []string{"/auth/oidc/login", "/auth/facebook/login", "/auth/GOOGLE/login", "/auth/%ff/login", "/auth/" + strings.Repeat("a", 100) + "/login"} {
		if got := b.do("GET", path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	w.empty(t)
}

// TestCodeIsBound holds that a code that somebody has seen is of no use without the verifier that only the browser has.
func TestCodeIsBound(t *testing.T) {
	w := newWorld(t)
	for _, p := range providers {
		b, thief := w.browser(t), w.browser(t)
		stolen, _ := url.Parse(b.atProvider(p, aliceMail))
		back := change(t, thief.atProvider(p, bobMail), "code", stolen.Query().Get("code"))
		refused(t, thief, thief.do("GET", back), http.StatusUnauthorized, "SIGN_IN_FAILED")
		refused(t, b, b.do("GET", stolen.String()), http.StatusUnauthorized, "SIGN_IN_FAILED") // it was good for one exchange
	}
	w.empty(t)
}

func TestCodeTwice(t *testing.T) {
	for _, p := range providers {
		w := newWorld(t)
		b := w.browser(t)
		back := b.atProvider(p, aliceMail)
		b.location(b.do("GET", back))
		token := b.token()
		if got := b.do("GET", back); got.status != http.StatusBadRequest || b.token() != token {
			t.Errorf("%s: %d %s", p, got.status, got.body)
		}
	}
}

func TestAttemptDiesWithFirstCallback(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	back := b.atProvider("github", aliceMail)
	refused(t, b, b.do("GET", change(t, back, "code", "x")), http.StatusUnauthorized, "SIGN_IN_FAILED")
	refused(t, b, b.do("GET", back), http.StatusBadRequest, "ATTEMPT_INVALID")
	if len(b.cookies()) != 0 {
		t.Errorf("cookies %v", b.cookies())
	}
}

func TestTwoTabs(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	first, second := b.atProvider("google", aliceMail), b.atProvider("github", bobMail)
	b.location(b.do("GET", first))
	alice := b.whoami()
	b.location(b.do("GET", second))
	if bob := b.whoami(); alice == uuid.Nil || bob == uuid.Nil || alice == bob {
		t.Errorf("%s, %s", alice, bob)
	}
	for range 20 {
		b.do("GET", "/auth/google/login")
	}
	if n := len(b.cookies()); n > 6 {
		t.Errorf("%d cookies", n)
	}
}

func TestCancelled(t *testing.T) {
	w := newWorld(t)
	w.idp.SetFaults(fakeidp.Faults{Denied: true})
	for _, p := range providers {
		b := w.browser(t)
		refused(t, b, b.signIn(p, aliceMail), http.StatusUnauthorized, "SIGN_IN_CANCELLED")
	}
	w.empty(t)
}

func TestProviderFails(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.mustSignIn("google", bobMail) // the issuer is known
	token := b.token()
	paths := map[string][]string{"google": {"/token"}, "github": {"/login/oauth/access_token", "/api/v3/user"}}
	for _, p := range providers {
		for _, path := range paths[p] {
			for name, faults := range map[string]fakeidp.Faults{
				"500":      {Path: path, Status: http.StatusInternalServerError},
				"401":      {Path: path, Status: http.StatusUnauthorized},
				"redirect": {Path: path, Status: http.StatusFound},
				"2 MB":     {Path: path, Bytes: 2 << 20},
			} {
				t.Run(p+path+" "+name, func(t *testing.T) {
					w.idp.SetFaults(faults)
					b := w.browser(t)
					refused(t, b, b.signIn(p, aliceMail), http.StatusServiceUnavailable, "PROVIDER_UNAVAILABLE")
				})
			}
		}
	}
	w.idp.SetFaults(fakeidp.Faults{})
	if n := len(w.store.Rows().Users); n != 1 || b.token() != token || b.whoami() == uuid.Nil {
		t.Errorf("%d users", n)
	}
}

func TestProviderIsSlow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser(t)
	b.mustSignIn("google", bobMail)
	w.idp.SetFaults(fakeidp.Faults{Path: "/token", Delay: time.Minute})
	slow := w.browser(t)
	start := time.Now()
	refused(t, slow, slow.signIn("google", aliceMail), http.StatusServiceUnavailable, "PROVIDER_UNAVAILABLE")
	if waited := time.Since(start); waited > 10*time.Second {
		t.Errorf("it takes %s", waited)
	}
}

func TestProviderIsDownAtFirst(t *testing.T) {
	w := newWorld(t)
	w.idp.SetFaults(fakeidp.Faults{Status: http.StatusInternalServerError})
	b := w.browser(t)
	if got := b.do("GET", "/auth/google/login"); got.status != http.StatusServiceUnavailable || got.reason() != "PROVIDER_UNAVAILABLE" {
		t.Errorf("%d %s", got.status, got.body)
	}
	w.idp.SetFaults(fakeidp.Faults{})
	b.mustSignIn("github", aliceMail) // the other one is not concerned
}

// TestKeyFlood holds that strangers cannot make us ask for keys.
func TestKeyFlood(t *testing.T) {
	w := newWorld(t)
	w.browser(t).mustSignIn("google", aliceMail)
	for i := range 20 {
		w.idp.SetFaults(fakeidp.Faults{Header: map[string]any{"kid": fmt.Sprint("evil", i)}})
		b := w.browser(t)
		refused(t, b, b.signIn("google", aliceMail), http.StatusUnauthorized, "SIGN_IN_FAILED")
	}
	if n := w.idp.KeyRequests(); n != 1 {
		t.Errorf("%d requests for keys", n)
	}
}

func TestUnverifiedMail(t *testing.T) {
	for _, p := range providers {
		t.Run(p, func(t *testing.T) {
			w := newWorld(t)
			w.browser(t).mustSignIn("google", aliceMail)
			mallory := fakeidp.Person{Email: "mallory@example.com", Name: "Mallory", Unverified: true}
			w.idp.Add(mallory)
			user := w.browser(t).mustSignIn(p, mallory.Email)
			if got := w.store.Rows().Users[user]; got.Email != nil {
				t.Errorf("the mail is stored: %s", *got.Email)
			}
			for _, a := range w.store.Rows().Accounts {
				if a.User == user && a.Email != nil {
					t.Errorf("the mail is stored with the account: %s", *a.Email)
				}
			}
		})
	}
}

// TestClaimedMail holds that an address that is not verified makes nobody the user who has it.
func TestClaimedMail(t *testing.T) {
	w := newWorld(t)
	alice := w.browser(t).mustSignIn("github", aliceMail)
	w.idp.SetFaults(fakeidp.Faults{Claims: map[string]any{"sub": "mallory", "email": aliceMail, "email_verified": false}})
	if w.browser(t).mustSignIn("google", "mallory") == alice {
		t.Error("mallory is alice")
	}
	for _, verified := range []any{"yes", 1, nil, "TRUE"} {
		w.idp.SetFaults(fakeidp.Faults{Claims: map[string]any{"sub": fmt.Sprint("mallory", verified), "email": aliceMail, "email_verified": verified}})
		if w.browser(t).mustSignIn("google", "mallory") == alice {
			t.Errorf("%v makes mallory alice", verified)
		}
	}
}

// TestMailElsewhere holds that no account is linked by its mail, verified or not.
func TestMailElsewhere(t *testing.T) {
	w := newWorld(t)
	w.browser(t).mustSignIn("google", aliceMail)
	b := w.browser(t)
	refused(t, b, b.signIn("github", aliceMail), http.StatusConflict, "ACCOUNT_EXISTS")
	if rows := w.store.Rows(); len(rows.Users) != 1 || len(rows.Accounts) != 1 {
		t.Errorf("%+v", rows)
	}
}

// TestSameSubject holds that an id is one of its provider only.
func TestSameSubject(t *testing.T) {
	w := newWorld(t)
	alice := w.browser(t).mustSignIn("github", aliceMail)
	var subject string
	for key := range w.store.Rows().Accounts {
		subject = key.Subject
	}
	w.idp.SetFaults(fakeidp.Faults{Claims: map[string]any{"sub": subject}})
	if w.browser(t).mustSignIn("google", bobMail) == alice {
		t.Error("two users are one")
	}
}

func TestMailOnSecondPage(t *testing.T) {
	w := newWorld(t)
	var more []string
	for i := range 100 {
		more = append(more, fmt.Sprintf("old%d@example.com", i))
	}
	w.idp.Add(fakeidp.Person{Email: "carol@example.com", Name: "Carol", More: more})
	user := w.browser(t).mustSignIn("github", "carol@example.com")
	if got := w.store.Rows().Users[user].Email; got == nil || *got != "carol@example.com" {
		t.Errorf("the mail is %v", got)
	}
	w.idp.SetFaults(fakeidp.Faults{Path: "/api/v3/user/emails", Status: http.StatusForbidden})
	user = w.browser(t).mustSignIn("github", bobMail)
	if got := w.store.Rows().Users[user]; got.Email != nil || got.Name != "Bob" {
		t.Errorf("without the permission it is %+v", got)
	}
}

// racing is a store in which another sign-in of the same person is first, once.
type racing struct {
	*signintest.Store

	once  sync.Once
	first func()
}

func (r *racing) InTx(ctx context.Context, fn func(signin.Tx) error) error {
	lost := false
	r.once.Do(func() { lost = true })
	if !lost {
		return r.Store.InTx(ctx, fn)
	}
	err := r.Store.InTx(ctx, func(tx signin.Tx) error { return fn(loser{tx}) })
	r.first()
	return err
}

// loser finds out late that another was first.
type loser struct{ signin.Tx }

func (loser) CreateAccount(context.Context, signin.Account) (bool, error) { return false, nil }

func TestFirstSignInTwiceAtOnce(t *testing.T) {
	w := newWorld(t)
	var first uuid.UUID
	store := &racing{Store: w.store}
	store.first = func() { first = w.browser(t).mustSignIn("google", aliceMail) }
	w.identity.Service = signin.New(signin.Config{
		SessionIdle: time.Hour, SessionMax: time.Hour, Google: signin.GoogleConfig{Client: signin.Client{ID: "forum", Secret: "x"}, Issuer: w.idp.URL},
	}, []string{"google"}, store, slog.New(slog.DiscardHandler))
	second := w.browser(t).mustSignIn("google", aliceMail)
	if rows := w.store.Rows(); first == uuid.Nil || first != second || len(rows.Users) != 1 || len(rows.Accounts) != 1 {
		t.Errorf("%s, %s: %d users, %d accounts", first, second, len(rows.Users), len(rows.Accounts))
	}
}

func TestTwentyFirstSignIns(t *testing.T) {
	w := newWorld(t)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() { w.browser(t).mustSignIn("google", aliceMail) })
	}
	wait.Wait()
	if rows := w.store.Rows(); len(rows.Users) != 1 || len(rows.Sessions) != 20 {
		t.Errorf("%d users, %d sessions", len(rows.Users), len(rows.Sessions))
	}
}

// linked begins to link an account of GitHub and returns the URL of the callback.
func (b *browser) linked(mail string) string {
	b.t.Helper()
	got := b.do("POST", "/auth/github/link?return_to=/settings")
	var begun struct{ URL string }
	if err := json.Unmarshal([]byte(got.body), &begun); got.status != http.StatusOK || err != nil {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	return b.location(b.do("GET", begun.URL+"&login="+mail))
}

func TestLink(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	alice := b.mustSignIn("google", aliceMail)
	old := b.token()
	got := b.do("GET", b.linked(aliceMail))
	if b.location(got) != w.url+"/settings" || b.whoami() != alice || b.token() == old {
		t.Errorf("%v", got)
	}
	if w.browser(t).mustSignIn("github", aliceMail) != alice {
		t.Error("the account is not linked")
	}
	b.location(b.do("GET", b.linked(aliceMail))) // again: nothing to do
	if rows := w.store.Rows(); len(rows.Accounts) != 2 || len(rows.Users) != 1 || rows.Events[1].Kind != "link" {
		t.Errorf("%+v", rows)
	}
	accounts, err := w.identity.ListAccounts(as(t, alice, b))
	if err != nil || len(accounts) != 2 {
		t.Fatalf("%+v, %v", accounts, err)
	}
	if err := w.identity.Unlink(as(t, alice, b), uuid.New()); errs.KindOf(err) != errs.KindNotFound {
		t.Errorf("unlinking what one has not: %v", err)
	}
	if err := w.identity.Unlink(as(t, alice, b), accounts[0].ID()); err != nil || len(w.store.Rows().Accounts) != 1 {
		t.Error(err)
	}
	err = w.identity.Unlink(as(t, alice, b), accounts[1].ID())
	if e, ok := errors.AsType[*errs.Error](err); !ok || e.Reason != "LAST_ACCOUNT" || len(w.store.Rows().Accounts) != 1 {
		t.Errorf("unlinking the last one: %v", err)
	}
}

func as(t *testing.T, user uuid.UUID, b *browser) context.Context {
	t.Helper()
	id, _, _ := session.ParseToken(b.token())
	return auth.With(t.Context(), auth.Caller{User: user, Session: id.String()})
}

func TestLinkTakenAccount(t *testing.T) {
	w := newWorld(t)
	bob := w.browser(t).mustSignIn("github", bobMail)
	b := w.browser(t)
	alice := b.mustSignIn("google", aliceMail)
	if got := b.do("GET", b.linked(bobMail)); got.status != http.StatusConflict || got.reason() != "ACCOUNT_TAKEN" || b.whoami() != alice {
		t.Errorf("%d %s", got.status, got.body)
	}
	if w.browser(t).mustSignIn("github", bobMail) != bob {
		t.Error("the account has changed hands")
	}
}

func TestLinkNeedsRecentSession(t *testing.T) {
	w := newWorld(t)
	if got := w.browser(t).do("POST", "/auth/github/link"); got.status != http.StatusUnauthorized || got.reason() != "SIGN_IN_REQUIRED" {
		t.Errorf("nobody links: %d %s", got.status, got.body)
	}
	b := w.browser(t)
	b.mustSignIn("google", aliceMail)
	back := b.linked(bobMail)
	w.store.Update(func(r signintest.Rows) {
		for id, row := range r.Sessions {
			row.AuthTime = row.AuthTime.Add(-11 * time.Minute)
			r.Sessions[id] = row
		}
	})
	for what, got := range map[string]answer{"begin": b.do("POST", "/auth/github/link"), "end": b.do("GET", back)} {
		if got.status != http.StatusForbidden || got.reason() != "RECENT_SIGN_IN_REQUIRED" || len(w.store.Rows().Accounts) != 1 {
			t.Errorf("%s by an old session: %d %s", what, got.status, got.body)
		}
	}
}

// TestLinkIsForOneSession holds that who finishes to link is who has begun.
func TestLinkIsForOneSession(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.mustSignIn("google", aliceMail)
	back := b.linked("dave@example.com")
	b.mustSignIn("google", bobMail) // in another tab
	if got := b.do("GET", back); got.status != http.StatusUnauthorized || got.reason() != "SIGN_IN_REQUIRED" {
		t.Errorf("%d %s", got.status, got.body)
	}
	back = b.linked("dave@example.com")
	b.do("POST", "/auth/logout")
	refused(t, b, b.do("GET", back), http.StatusUnauthorized, "SIGN_IN_REQUIRED")
	if n := len(w.store.Rows().Accounts); n != 2 {
		t.Errorf("%d accounts", n)
	}
}

func TestReturnTo(t *testing.T) {
	const app = "https://app.example.com"
	w := newWorld(t, func(cfg *authn.Config, _ *authn.Options) { cfg.AppURL = app })
	for path, want := range map[string]string{
		"":                             app + "/",
		"/":                            app + "/",
		"/threads/1?page=2#top":        app + "/threads/1?page=2#top",
		"/a//b":                        app + "/a//b",
		"/ä b":                         app + "/%C3%A4%20b",
		"/%2F%2Fevil.example":          app + "/%2F%2Fevil.example",
		"/x?to=https://evil.example":   app + "/x?to=https://evil.example",
		"//evil.example":               "",
		"///evil.example":              "",
		`/\evil.example`:               "",
		`\\evil.example`:               "",
		"/\t/evil.example":             "",
		"/x\r\nSet-Cookie: a=b":        "",
		"/\x00":                        "",
		"https://evil.example":         "",
		"https:/evil.example":          "",
		"evil.example":                 "",
		"@evil.example":                "",
		".evil.example":                "",
		":443@evil.example":            "",
		"javascript:alert(1)":          "",
		"/%":                           "",
		"/\xff":                        "",
		"/" + strings.Repeat("x", 600): "",
	} {
		t.Run(path, func(t *testing.T) {
			b := w.browser(t)
			begun := b.do("GET", "/auth/google/login?login_hint="+aliceMail+"&return_to="+url.QueryEscape(path))
			if want == "" {
				if got := b.location(begun); got != app+"/?auth_error=INVALID" || len(b.cookies()) != 0 {
					t.Errorf("%s", got)
				}
				return
			}
			if got := b.location(b.do("GET", b.location(b.do("GET", b.location(begun))))); got != want {
				t.Errorf("it goes to %s", got)
			}
		})
	}
}

func TestErrorsGoToTheApp(t *testing.T) {
	w := newWorld(t, func(cfg *authn.Config, _ *authn.Options) { cfg.AppURL = "https://app.example.com" })
	w.idp.SetFaults(fakeidp.Faults{Denied: true})
	b := w.browser(t)
	page := b.location(b.do("GET", "/auth/github/login?login_hint="+aliceMail+"&return_to=/t?a=1"))
	if got := b.location(b.do("GET", b.location(b.do("GET", page)))); got != "https://app.example.com/t?a=1&auth_error=SIGN_IN_CANCELLED" {
		t.Error(got)
	}
	if got := b.location(b.do("GET", "/auth/github/callback?state=x&code=x")); got != "https://app.example.com/?auth_error=ATTEMPT_INVALID" {
		t.Error(got)
	}
	w.identity.down.Store(true)
	if got := b.location(b.do("GET", "/auth/github/login")); got != "https://app.example.com/?auth_error=UNAVAILABLE" {
		t.Error(got)
	}
}

// TestHostHeaders holds that no URL is made of what a request says about its host.
func TestHostHeaders(t *testing.T) {
	w := newWorld(t)
	for _, header := range [][]string{
		{"Host", "evil.example"}, {"X-Forwarded-Host", "evil.example"}, {"Forwarded", "host=evil.example"}, {"X-Forwarded-Proto", "ftp"}, {"X-Original-URL", "//evil.example"},
	} {
		b := w.browser(t)
		page := b.location(b.do("GET", "/auth/google/login?login_hint="+aliceMail, header...))
		if got := w.identity.begun.Load().RedirectURI; got != w.url+"/auth/google/callback" {
			t.Errorf("%v: the redirect URI is %s", header, got)
		}
		if got := b.location(b.do("GET", b.location(b.do("GET", page)), header...)); got != w.url+"/" {
			t.Errorf("%v: it goes to %s", header, got)
		}
	}
}
