package signintest

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/session"
)

const day = 24 * time.Hour

// aging lets time pass for sessions, which end after 7 days without a request, and after 30 days in any case.
func aging(t *testing.T, target Accounts) {
	t.Helper()
	provider := target.Providers[0]
	signedIn := func(t *testing.T) (*browser, uuid.UUID) {
		t.Helper()
		b := newBrowser(t, target.Target)
		b.signInAt(provider, newPerson())
		id, _, ok := session.ParseToken(b.token())
		if !ok {
			t.Fatalf("%q is no token", b.token())
		}
		return b, id
	}
	// age makes a session older, and waits until the gateway has forgotten what it knew of it.
	age := func(t *testing.T, id uuid.UUID, d time.Duration) {
		t.Helper()
		target.Age(t, id, d)
		time.Sleep(2 * target.Cache)
	}
	t.Run("idle for a week", func(t *testing.T) {
		b, id := signedIn(t)
		if age(t, id, 7*day-time.Hour); b.user() == "" {
			t.Error("it ends too soon")
		}
		if age(t, id, 7*day-time.Hour); b.user() == "" {
			t.Error("the request before did not extend it")
		}
		if age(t, id, 7*day+time.Second); b.user() != "" {
			t.Error("it does not end")
		}
	})
	t.Run("wrong secret does not extend", func(t *testing.T) {
		b, id := signedIn(t)
		age(t, id, 7*day-time.Hour)
		thief := newBrowser(t, target.Target)
		wrong, _ := session.NewToken(uuid.New())
		thief.keep(wrong[:len("s1.")+20] + b.token()[len("s1.")+20:]) // another id
		thief.user()
		thief.keep(b.token()[:len("s1.")+24] + wrong[len("s1.")+24:]) // another secret
		if thief.user() != "" {
			t.Error("it is let in")
		}
		if age(t, id, time.Hour+time.Second); b.user() != "" {
			t.Error("it has extended the session")
		}
	})
	t.Run("steady use for a month", func(t *testing.T) {
		b, id := signedIn(t)
		for range 29 {
			if age(t, id, day); b.user() == "" {
				t.Fatal("it ends too soon")
			}
		}
		if age(t, id, day+time.Second); b.user() != "" {
			t.Error("it lives for ever")
		}
	})
	t.Run("link and unlink by an old sign-in", func(t *testing.T) {
		b, id := signedIn(t)
		account := ids(list(b, "/v1/me/accounts", "accounts"))[0]
		back := linkAt(b, provider, newPerson())
		target.Age(t, id, 11*time.Minute)
		for what, got := range map[string]answer{
			"link":        b.do(http.MethodPost, "/auth/"+provider+"/link"),
			"end to link": b.get(back),
			"unlink":      b.do(http.MethodDelete, "/v1/me/accounts/"+account),
		} {
			if got.status != http.StatusForbidden || got.text("reason") != "RECENT_SIGN_IN_REQUIRED" {
				t.Errorf("%s: %d %s", what, got.status, got.body)
			}
		}
	})
	t.Run("disabled user", func(t *testing.T) {
		mail, b := newPerson(), newBrowser(t, target.Target)
		user := b.signInAt(provider, mail)
		target.Disable(t, uuid.MustParse(user))
		if time.Sleep(2 * target.Cache); b.user() != "" {
			t.Error("the session goes on")
		}
		b.refused(b.callback(provider, mail), http.StatusForbidden, "USER_DISABLED")
	})
}
