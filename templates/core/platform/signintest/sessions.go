package signintest

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/session"
)

func sessions(t *testing.T, target Accounts) {
	t.Helper()
	provider := target.Providers[0]
	t.Run("old token after a sign-in", func(t *testing.T) {
		b, thief, mail := newBrowser(t, target.Target), newBrowser(t, target.Target), newPerson()
		b.signInAt(provider, mail)
		old := b.token()
		b.signInAt(provider, mail)
		if thief.keep(old); b.token() == old || thief.user() != "" {
			t.Error("it is as good as before")
		}
		if n := len(list(b, "/v1/me/sessions", "sessions")); n != 1 { // this gateway knows that it has ended: others ask
			t.Errorf("%d sessions are stored", n)
		}
	})
	t.Run("planted token", func(t *testing.T) {
		planted, _ := session.NewToken(uuid.New())
		victim := newBrowser(t, target.Target)
		victim.keep(planted)
		if victim.signInAt(provider, newPerson()); victim.token() == planted {
			t.Error("it becomes the victim's")
		}
	})
	t.Run("copy after a sign-out", func(t *testing.T) {
		b, thief, other, mail := newBrowser(t, target.Target), newBrowser(t, target.Target), newBrowser(t, target.Target), newPerson()
		b.signInAt(provider, mail)
		other.signInAt(provider, mail)
		if thief.keep(b.token()); thief.user() == "" {
			t.Fatal("the copy does not work before")
		}
		if got := b.do(http.MethodPost, "/auth/logout"); got.status != http.StatusNoContent || b.token() != "" {
			t.Errorf("%d %s", got.status, got.body)
		}
		if thief.user() != "" {
			t.Error("it still works")
		}
		if n := len(list(other, "/v1/me/sessions", "sessions")); n != 1 {
			t.Errorf("%d sessions are stored", n)
		}
	})
	t.Run("sign-out by a link", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		user := b.signInAt(provider, newPerson())
		b.get("/auth/logout")
		if b.user() != user {
			t.Error("the user is out")
		}
	})
	t.Run("51st session", func(t *testing.T) {
		mail, first := newPerson(), newBrowser(t, target.Target)
		first.signInAt(provider, mail)
		last := first
		for range 50 {
			last = newBrowser(t, target.Target)
			last.signInAt(provider, mail)
		}
		if n := len(list(last, "/v1/me/sessions", "sessions")); n != 50 {
			t.Errorf("%d sessions", n)
		}
	})
	t.Run("100 requests at once", func(t *testing.T) {
		b := newBrowser(t, target.Target)
		user := b.signInAt(provider, newPerson())
		var wait sync.WaitGroup
		for range 100 {
			wait.Go(func() {
				if b.user() != user {
					t.Error("somebody is out")
				}
			})
		}
		wait.Wait()
	})
	t.Run("cookie", func(t *testing.T) {
		got := newBrowser(t, target.Target).callback(provider, newPerson())
		for _, line := range got.header.Values("Set-Cookie") {
			c, err := http.ParseSetCookie(line)
			if err != nil || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge == 0 {
				t.Errorf("%s, %v", line, err)
			}
		}
	})
}

func staleCookies(t *testing.T, target Accounts) {
	t.Helper()
	b := newBrowser(t, target.Target)
	b.signInAt(target.Providers[0], newPerson())
	token := b.token()
	id, _, ok := session.ParseToken(token)
	if !ok {
		t.Fatalf("%q is no token", token)
	}
	unknown, _ := session.NewToken(uuid.New())
	secret, _ := session.NewToken(id)
	for name, value := range map[string]string{
		"unknown session": unknown, "wrong secret": secret, "cut": token[:len(token)-1], "long": token + "A", "padded": token + "=",
		"another version": "s2" + token[2:], "no version": token[3:], "upper case": strings.ToUpper(token), "nonsense": "x", "empty": "",
	} {
		t.Run(name, func(t *testing.T) {
			thief := newBrowser(t, target.Target)
			thief.keep(value)
			me := thief.get("/v1/me")
			if me.status != http.StatusUnauthorized || me.text("reason") != "SIGN_IN_REQUIRED" {
				t.Errorf("%d %s", me.status, me.body)
			}
			if _, kept := thief.cookies()[target.Workspace]; kept {
				t.Error("the browser keeps it")
			}
		})
	}
	if b.user() == "" {
		t.Error("the session has ended")
	}
}

func devices(t *testing.T, target Accounts) {
	t.Helper()
	provider, mail := target.Providers[0], newPerson()
	laptop, phone, bob := newBrowser(t, target.Target), newBrowser(t, target.Target), newBrowser(t, target.Target)
	laptop.signInAt(provider, mail)
	phone.signInAt(provider, mail)
	bob.signInAt(provider, newPerson())
	foreign := ids(list(bob, "/v1/me/sessions", "sessions"))[0]
	t.Run("list", func(t *testing.T) {
		own := list(laptop, "/v1/me/sessions", "sessions")
		if slices.Contains(ids(own), foreign) || len(own) != 2 || own[0]["current"] == own[1]["current"] {
			t.Errorf("the sessions are %v", own)
		}
	})
	t.Run("end somebody else's", func(t *testing.T) {
		for _, id := range []string{foreign, uuid.NewString()} {
			if got := laptop.do(http.MethodDelete, "/v1/me/sessions/"+id); got.status != http.StatusNotFound || bob.user() == "" {
				t.Errorf("%d %s", got.status, got.body)
			}
		}
	})
	t.Run("end the others", func(t *testing.T) {
		got := laptop.do(http.MethodPost, "/v1/me/sessions:endOthers", "Content-Type", "application/json")
		if got.status != http.StatusOK || len(list(laptop, "/v1/me/sessions", "sessions")) != 1 || bob.user() == "" {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("by nobody", func(t *testing.T) {
		stranger := newBrowser(t, target.Target)
		for _, path := range []string{"/v1/me", "/v1/me/sessions", "/v1/me/accounts"} {
			stranger.refused(stranger.get(path), http.StatusUnauthorized, "SIGN_IN_REQUIRED")
		}
	})
}
