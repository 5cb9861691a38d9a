package authn_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/authn"
	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
	"github.com/svcgen/svcgen/testdata/memstore"
)

// refused fails the test unless a callback is refused for a reason, and nobody is signed in.
func refused(t *testing.T, b *browser, got answer, status int, reason string) {
	t.Helper()
	if got.status != status || got.reason() != reason || b.token() != "" {
		t.Errorf("got %d %s, cookies %v; want %d %s", got.status, got.body, b.cookies(), status, reason)
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
	if waited := time.Since(start); waited > 30*time.Second {
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

func TestMailWithoutPermission(t *testing.T) {
	w := newWorld(t)
	w.idp.SetFaults(fakeidp.Faults{Path: "/api/v3/user/emails", Status: http.StatusForbidden})
	user := w.browser(t).mustSignIn("github", bobMail)
	if got := w.store.Rows().Users[user]; got.Email != nil || got.Name != "Bob" {
		t.Errorf("without the permission it is %+v", got)
	}
}

// racing is a store in which another sign-in of the same person is first, once.
type racing struct {
	*memstore.Store

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
	w.identity.Service = signin.NewService(signin.Config{
		SessionConfig: signin.SessionConfig{SessionIdle: time.Hour, SessionMax: time.Hour}, Google: signin.GoogleConfig{Client: signin.Client{ID: "forum", Secret: "x"}, Issuer: w.idp.URL},
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

func TestLinkNeedsRecentSession(t *testing.T) {
	w := newWorld(t)
	if got := w.browser(t).do("POST", "/auth/github/link"); got.status != http.StatusUnauthorized || got.reason() != "SIGN_IN_REQUIRED" {
		t.Errorf("nobody links: %d %s", got.status, got.body)
	}
	b := w.browser(t)
	b.mustSignIn("google", aliceMail)
	back := b.linked(bobMail)
	w.store.Update(func(r memstore.Rows) {
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

// TestProvidersAskUser holds that no sign-in goes through unseen, because the provider knows the user already. An issuer of the operator's choice
// decides itself.
func TestProvidersAskUser(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	for _, provider := range []string{"google", "github"} {
		page, err := url.Parse(b.location(b.do("GET", "/auth/"+provider+"/login")))
		if err != nil {
			t.Fatal(err)
		}
		if got := page.Query().Get("prompt"); got != "select_account" {
			t.Errorf("%s gets prompt %q", provider, got)
		}
	}
}
