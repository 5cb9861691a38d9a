package signintest

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
)

func passwordLinks(t *testing.T, p Passwords) {
	t.Helper()
	email, b := p.newUser(t)
	t.Run("reset of an unknown address", func(t *testing.T) {
		stranger := newPerson()
		known := p.submit(b, "reset", form{"email": email})
		unknown := p.submit(b, "reset", form{"email": stranger})
		if known.status != unknown.status || known.body != unknown.body || len(known.header) != len(unknown.header) {
			t.Errorf("%d %s, and of an unknown one %d %s", known.status, known.body, unknown.status, unknown.body)
		}
		p.mail(t, email)
		p.quiet(t, stranger)
	})
	t.Run("reset ends all sessions", func(t *testing.T) {
		token := p.link(t, "reset", email)
		thief, owner := newBrowser(t, p.Target), newBrowser(t, p.Target)
		thief.keep(b.token())
		p.submit(owner, "confirm", form{"token": token, "password": otherPassword}).want(t, http.StatusNoContent, "")
		time.Sleep(2 * p.Cache)
		if owner.user() == "" || thief.user() != "" {
			t.Error("they go on, or the owner is out")
		}
		if p.works(t, email, goodPassword) || !p.works(t, email, otherPassword) {
			t.Error("the password is not the new one")
		}
		if m := p.mail(t, email); !strings.Contains(m.Subject, "changed") {
			t.Errorf("the owner is not told: %s", m.Subject)
		}
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": token, "password": goodPassword}).want(t, http.StatusBadRequest, "LINK_INVALID")
	})
	t.Run("once, at once", func(t *testing.T) {
		p.Forget(t)
		token := p.link(t, "reset", email)
		var wait sync.WaitGroup
		var mu sync.Mutex
		taken := 0
		for range 5 {
			b := newBrowser(t, p.Target)
			wait.Go(func() {
				got := p.submit(b, "confirm", form{"token": token, "password": goodPassword})
				mu.Lock()
				defer mu.Unlock()
				if got.status == http.StatusNoContent {
					taken++
				}
			})
		}
		if wait.Wait(); taken != 1 {
			t.Errorf("%d of them change the password", taken)
		}
		p.mail(t, email)
	})
	t.Run("after half an hour", func(t *testing.T) {
		p.Forget(t)
		token := p.link(t, "reset", email)
		p.AgeMails(t, 30*time.Minute)
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": token, "password": otherPassword}).want(t, http.StatusBadRequest, "LINK_INVALID")
	})
	t.Run("after another reset", func(t *testing.T) {
		p.Forget(t)
		first, second := p.link(t, "reset", email), p.link(t, "reset", email)
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": second, "password": goodPassword}).want(t, http.StatusNoContent, "")
		p.mail(t, email)
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": first, "password": otherPassword}).want(t, http.StatusBadRequest, "LINK_INVALID")
	})
	t.Run("a refused password costs no link", func(t *testing.T) {
		p.Forget(t)
		token := p.link(t, "reset", email)
		for _, password := range []string{"", "short", strings.Repeat("x", 14), strings.Repeat("x", 129), strings.ToUpper(email)} {
			p.submit(newBrowser(t, p.Target), "confirm", form{"token": token, "password": password}).want(t, http.StatusBadRequest, "INVALID")
		}
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": token, "password": strings.Repeat("ж", 15)}).want(t, http.StatusNoContent, "")
		p.mail(t, email)
	})
	session := b.token()
	link := func() string { p.Forget(t); return p.link(t, "reset", email) }
	for name, token := range map[string]func() string{
		"nothing": func() string { return "" }, "a session": func() string { return session }, "an id": uuid.NewString,
		"cut": func() string { token := link(); return token[:len(token)-1] }, "long": func() string { return link() + "A" },
		"padded": func() string { return link() + "=" }, "without its version": func() string { return link()[3:] },
		"of a session's version": func() string { return "s1." + link()[3:] }, "a line end": func() string { return link() + "\n" },
	} {
		t.Run("token: "+name, func(t *testing.T) {
			p.submit(newBrowser(t, p.Target), "confirm", form{"token": token(), "password": goodPassword}).want(t, http.StatusBadRequest, "LINK_INVALID")
		})
	}
	t.Run("as a session", func(t *testing.T) {
		thief := newBrowser(t, p.Target)
		if thief.keep(link()); thief.user() != "" {
			t.Error("somebody is signed in")
		}
	})
	t.Run("of another host", func(t *testing.T) {
		p.Forget(t)
		p.submit(b, "reset", form{"email": email}, "X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example").want(t, http.StatusAccepted, "")
		if m := p.mail(t, email); strings.Contains(m.Text, "evil") {
			t.Errorf("the link leads there: %s", m.Text)
		}
	})
}

func passwordChanges(t *testing.T, p Passwords) {
	t.Helper()
	email, b := p.newUser(t)
	t.Run("by nobody", func(t *testing.T) {
		stranger := newBrowser(t, p.Target)
		stranger.refused(p.submit(stranger, "change", form{"oldPassword": goodPassword, "password": otherPassword}).answer, http.StatusUnauthorized, "SIGN_IN_REQUIRED")
	})
	t.Run("without the old password", func(t *testing.T) {
		for _, old := range []string{"", otherPassword} {
			p.submit(b, "change", form{"oldPassword": old, "password": otherPassword}).want(t, http.StatusForbidden, "PASSWORD_WRONG")
		}
	})
	t.Run("by guessing", func(t *testing.T) {
		p.Forget(t)
		tooMany(t, func() reply {
			return p.submit(b, "change", form{"oldPassword": otherPassword, "password": otherPassword})
		})
	})
	t.Run("too short", func(t *testing.T) {
		p.Forget(t)
		p.submit(b, "change", form{"oldPassword": goodPassword, "password": "short"}).want(t, http.StatusBadRequest, "INVALID")
	})
	t.Run("by an old sign-in", func(t *testing.T) {
		p.Forget(t)
		got, old := p.signIn(t, email, goodPassword)
		got.want(t, http.StatusNoContent, "")
		for _, one := range list(old, "/v1/me/sessions", "sessions") {
			id, _ := one["id"].(string)
			if one["current"] == true {
				p.Age(t, uuid.MustParse(id), 11*time.Minute)
			}
		}
		p.submit(old, "change", form{"oldPassword": goodPassword, "password": otherPassword}).want(t, http.StatusForbidden, "RECENT_SIGN_IN_REQUIRED")
	})
	t.Run("ends all other sessions", func(t *testing.T) {
		p.Forget(t)
		reset := p.link(t, "reset", email)
		_, thief := p.signIn(t, email, goodPassword)
		copied, user, old := newBrowser(t, p.Target), b.user(), b.token()
		copied.keep(old)
		p.submit(b, "change", form{"oldPassword": goodPassword, "password": otherPassword}).want(t, http.StatusNoContent, "")
		time.Sleep(2 * p.Cache)
		if b.user() != user || b.token() == old || thief.user() != "" || copied.user() != "" {
			t.Error("they go on, or the user is out")
		}
		if p.works(t, email, goodPassword) || !p.works(t, email, otherPassword) {
			t.Error("the password is not the new one")
		}
		p.submit(newBrowser(t, p.Target), "confirm", form{"token": reset, "password": goodPassword}).want(t, http.StatusBadRequest, "LINK_INVALID")
		if m := p.mail(t, email); !strings.Contains(m.Subject, "changed") {
			t.Errorf("the owner is not told: %s", m.Subject)
		}
	})
}
