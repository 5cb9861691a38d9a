package signintest

import (
	"net/http"
	"sync"
	"testing"

	"github.com/google/uuid"
)

// linkAt begins to link an account and returns the URL of the callback.
func linkAt(b *browser, provider, mail string) string {
	b.t.Helper()
	page := b.do(http.MethodPost, "/auth/"+provider+"/link").text("url")
	hint := "login_hint"
	if provider == "github" {
		hint = "login"
	}
	return b.redirect(b.get(with(b.t, page, hint, mail)))
}

// linking gives users further accounts.
func linking(t *testing.T, target Accounts) {
	t.Helper()
	provider, further := target.Providers[0], target.Providers[len(target.Providers)-1]
	t.Run("by nobody", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		b.refused(b.do(http.MethodPost, "/auth/"+further+"/link"), http.StatusUnauthorized, "SIGN_IN_REQUIRED")
	})
	t.Run("an account", func(t *testing.T) {
		b, second := newBrowser(t, target.Target), newPerson()
		user := b.signInAt(provider, newPerson())
		old := b.token()
		b.redirect(b.get(linkAt(b, further, second)))
		if b.user() != user || b.token() == old || newBrowser(t, target.Target).signInAt(further, second) != user {
			t.Error("it is not the user's")
		}
	})
	t.Run("a taken account", func(t *testing.T) {
		b, taken := newBrowser(t, target.Target), newPerson()
		owner := newBrowser(t, target.Target).signInAt(further, taken)
		user := b.signInAt(provider, newPerson())
		got := b.get(linkAt(b, further, taken))
		if got.status != http.StatusConflict || got.text("reason") != "ACCOUNT_TAKEN" || b.user() != user {
			t.Errorf("%d %s", got.status, got.body)
		}
		if newBrowser(t, target.Target).signInAt(further, taken) != owner {
			t.Error("it changes hands")
		}
	})
	t.Run("begun by another user", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		b.signInAt(provider, newPerson())
		back := linkAt(b, further, newPerson())
		b.signInAt(provider, newPerson())
		if got := b.get(back); got.status != http.StatusUnauthorized || got.text("reason") != "SIGN_IN_REQUIRED" {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("ended without a session", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		b.signInAt(provider, newPerson())
		back := linkAt(b, further, newPerson())
		b.do(http.MethodPost, "/auth/logout")
		b.refused(b.get(back), http.StatusUnauthorized, "SIGN_IN_REQUIRED")
	})
	t.Run("unlink", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		b.signInAt(provider, newPerson())
		b.redirect(b.get(linkAt(b, further, newPerson())))
		accounts := ids(list(b, "/v1/me/accounts", "accounts"))
		if len(accounts) != 2 {
			t.Fatalf("the accounts are %v", accounts)
		}
		if got := b.do(http.MethodDelete, "/v1/me/accounts/"+uuid.NewString()); got.status != http.StatusNotFound {
			t.Errorf("what one has not: %d %s", got.status, got.body)
		}
		if got := b.do(http.MethodDelete, "/v1/me/accounts/"+accounts[0]); got.status != http.StatusOK {
			t.Errorf("%d %s", got.status, got.body)
		}
		if got := b.do(http.MethodDelete, "/v1/me/accounts/"+accounts[1]); got.status != http.StatusConflict || got.text("reason") != "LAST_ACCOUNT" {
			t.Errorf("the last one: %d %s", got.status, got.body)
		}
	})
	t.Run("unlink both at once", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		b.signInAt(provider, newPerson())
		b.redirect(b.get(linkAt(b, further, newPerson())))
		var wait sync.WaitGroup
		for _, account := range ids(list(b, "/v1/me/accounts", "accounts")) {
			wait.Go(func() { b.do(http.MethodDelete, "/v1/me/accounts/"+account) })
		}
		wait.Wait()
		if left := list(b, "/v1/me/accounts", "accounts"); len(left) != 1 {
			t.Errorf("%d accounts are left", len(left))
		}
	})
}
