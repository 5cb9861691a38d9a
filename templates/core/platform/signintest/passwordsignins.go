package signintest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
)

const otherPassword = "a wholly different thing"

func passwordSignUps(t *testing.T, p Passwords) {
	t.Helper()
	t.Run("a user before the link is used", func(t *testing.T) {
		email := newPerson()
		p.link(t, "signup", email)
		if p.works(t, email, goodPassword) {
			t.Error("there is one")
		}
	})
	t.Run("of a known address", func(t *testing.T) {
		email, _ := p.newUser(t)
		b := newBrowser(t, p.Target)
		known := p.submit(b, "signup", form{"email": email})
		unknown := p.submit(b, "signup", form{"email": newPerson()})
		if known.status != unknown.status || known.body != unknown.body || len(known.header) != len(unknown.header) {
			t.Errorf("%d %s, and of an unknown one %d %s", known.status, known.body, unknown.status, unknown.body)
		}
		if m := p.mail(t, email); strings.Contains(m.Text, "token") {
			t.Error("the mail has a link")
		}
		if !p.works(t, email, goodPassword) {
			t.Error("the password is not what it was")
		}
	})
	t.Run("twice, both links", func(t *testing.T) {
		email := newPerson()
		first, second := p.link(t, "signup", email), p.link(t, "signup", email)
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": first, "password": goodPassword}).want(t, http.StatusNoContent, "")
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": second, "password": otherPassword}).want(t, http.StatusBadRequest, "LINK_INVALID")
		if !p.works(t, email, goodPassword) || p.works(t, email, otherPassword) {
			t.Error("the second link changes the password")
		}
	})
	t.Run("the same address in another case", func(t *testing.T) {
		email, _ := p.newUser(t)
		p.submit(newBrowser(t, p.Target), "signup", form{"email": strings.ToUpper(email)}).want(t, http.StatusAccepted, "")
		if m := p.mail(t, email); strings.Contains(m.Text, "token") {
			t.Error("the mail has a link")
		}
		if !p.works(t, strings.ToUpper(email), goodPassword) {
			t.Error("the address is another one")
		}
	})
	t.Run("in the browser of another user", func(t *testing.T) {
		_, b := p.newUser(t)
		old, user := b.token(), b.user()
		p.submit(b, "confirm", form{"token": p.link(t, "signup", newPerson()), "password": goodPassword}).want(t, http.StatusNoContent, "")
		thief := newBrowser(t, p.Target)
		if thief.keep(old); b.user() == user || thief.user() != "" {
			t.Error("the session of before goes on")
		}
	})
	for name, email := range map[string]string{
		"no address": "alice", "a name": "Alice <alice@example.com>", "two": "a@example.com, b@example.com", "a line end": "a@example.com\r\nBcc: b@example.com",
		"another alphabet": "аlice@example.com", "nothing": "", "too long": strings.Repeat("a", 300) + "@example.com",
	} {
		t.Run(name, func(t *testing.T) {
			count := p.Mails.Count()
			p.submit(newBrowser(t, p.Target), "signup", form{"email": email}).want(t, http.StatusBadRequest, "INVALID")
			if p.Mails.Count() != count {
				t.Error("there is a mail")
			}
		})
	}
}

func passwordSignIns(t *testing.T, p Passwords) {
	t.Helper()
	email, b := p.newUser(t)
	user := b.user()
	t.Run("list", func(t *testing.T) {
		if got := newBrowser(t, p.Target).get("/auth"); !strings.Contains(got.body, `"password"`) {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("wrong and unknown", func(t *testing.T) {
		wrong, first := p.signIn(t, email, otherPassword)
		unknown, second := p.signIn(t, newPerson(), otherPassword)
		wrong.want(t, http.StatusUnauthorized, "SIGN_IN_FAILED")
		unknown.want(t, http.StatusUnauthorized, "SIGN_IN_FAILED")
		if wrong.text("detail") != unknown.text("detail") || first.token() != "" || second.token() != "" {
			t.Errorf("%s, %s", wrong.body, unknown.body)
		}
	})
	for name, password := range map[string]string{
		"empty": "", "cut": goodPassword[:len(goodPassword)-1], "longer": goodPassword + " ", "another case": strings.ToUpper(goodPassword),
		"with a zero byte": goodPassword + "\x00", "129 characters": strings.Repeat("x", 129),
	} {
		t.Run(name, func(t *testing.T) {
			p.Forget(t)
			if got, b := p.signIn(t, email, password); got.status < 400 || got.status >= 500 || b.token() != "" {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	t.Run("old token after a sign-in", func(t *testing.T) {
		p.Forget(t)
		old, thief := b.token(), newBrowser(t, p.Target)
		p.submit(b, "login", form{"email": email, "password": goodPassword}).want(t, http.StatusNoContent, "")
		if thief.keep(old); b.user() != user || b.token() == old || thief.user() != "" {
			t.Error("it is as good as before")
		}
	})
	t.Run("disabled user", func(t *testing.T) {
		email, b := p.newUser(t)
		id, err := uuid.Parse(b.user())
		if err != nil {
			t.Fatal(err)
		}
		p.Disable(t, id)
		p.Forget(t)
		got, b := p.signIn(t, email, goodPassword)
		b.refused(got.answer, http.StatusForbidden, "USER_DISABLED")
		wrong, b := p.signIn(t, email, otherPassword)
		b.refused(wrong.answer, http.StatusUnauthorized, "SIGN_IN_FAILED")
		p.submit(newBrowser(t, p.Target), "reset", form{"email": email}).want(t, http.StatusAccepted, "")
		p.quiet(t, email)
	})
	t.Run("cross-origin", func(t *testing.T) {
		p.Forget(t)
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
			for _, route := range []string{"signup", "login", "reset", "confirm", "change"} {
				b := newBrowser(t, p.Target)
				b.refused(p.submit(b, route, form{"email": email, "password": goodPassword}, header...).answer, http.StatusForbidden, "CROSS_ORIGIN")
			}
		}
	})
	t.Run("by a link", func(t *testing.T) {
		for _, route := range []string{"signup", "login", "reset", "confirm", "change"} {
			if got := newBrowser(t, p.Target).get("/auth/password/" + route + "?email=" + email + "&password=" + goodPassword[:7]); got.status < 400 {
				t.Errorf("%s: %d %s", route, got.status, got.body)
			}
		}
	})
}
