package signintest

import (
	"net/http"
	"strings"
	"sync"
	"testing"
)

func passwordForms(t *testing.T, p Passwords) {
	t.Helper()
	email, _ := p.newUser(t)
	good := `{"email": "` + email + `", "password": "` + goodPassword + `"}`
	for name, body := range map[string]string{
		"nothing": "", "a list": "[]", "a text": `"x"`, "two": good + good, "cut": good[:len(good)-1], "a further member": `{"email": "` + email + `", "role": "admin"}`,
		"a number": `{"email": 1}`, "not UTF-8": "{\"email\": \"\xff@example.com\"}", "long": `{"email": "` + strings.Repeat("a", 9<<10) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, p.Target)
			b.refused(p.post(b, "login", "application/json", body).answer, http.StatusBadRequest, "INVALID")
		})
	}
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""} {
		t.Run("type "+kind, func(t *testing.T) {
			b := newBrowser(t, p.Target)
			b.refused(p.post(b, "login", kind, good).answer, http.StatusBadRequest, "INVALID")
		})
	}
}

func passwordThrottle(t *testing.T, p Passwords) {
	t.Helper()
	t.Run("guessing a password", func(t *testing.T) {
		p.Forget(t)
		email, _ := p.newUser(t)
		var last reply
		for range 8 {
			last, _ = p.signIn(t, email, otherPassword)
		}
		last.want(t, http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS")
		if last.header.Get("Retry-After") == "" {
			t.Error("nobody says when to try again")
		}
		got, b := p.signIn(t, email, goodPassword)
		b.refused(got.answer, http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS")
		unknown := newPerson()
		for range 8 {
			last, _ = p.signIn(t, unknown, otherPassword)
		}
		last.want(t, http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS")
	})
	t.Run("many at once", func(t *testing.T) {
		p.Forget(t)
		email, _ := p.newUser(t)
		var wait sync.WaitGroup
		var mu sync.Mutex
		looked := 0
		for range 20 {
			b := newBrowser(t, p.Target)
			wait.Go(func() {
				got := p.submit(b, "login", form{"email": email, "password": otherPassword})
				mu.Lock()
				defer mu.Unlock()
				if got.status == http.StatusUnauthorized {
					looked++
				}
			})
		}
		if wait.Wait(); looked > 6 {
			t.Errorf("%d passwords are tried", looked)
		}
	})
	t.Run("typing errors of the owner", func(t *testing.T) {
		p.Forget(t)
		email, _ := p.newUser(t)
		for range 3 {
			for range 3 {
				p.signIn(t, email, otherPassword)
			}
			if got, _ := p.signIn(t, email, goodPassword); got.status != http.StatusNoContent {
				t.Errorf("%d %s", got.status, got.body)
			}
		}
	})
	t.Run("spoofed addresses", func(t *testing.T) {
		p.Forget(t)
		email, _ := p.newUser(t)
		var last reply
		for i := range 8 {
			last = p.submit(newBrowser(t, p.Target), "login", form{"email": email, "password": otherPassword}, "X-Forwarded-For", "192.0.2."+string(rune('1'+i)))
		}
		last.want(t, http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS")
	})
	t.Run("a flood of mails", func(t *testing.T) {
		p.Forget(t)
		email := newPerson()
		var last reply
		for range 8 {
			last = p.submit(newBrowser(t, p.Target), "signup", form{"email": email})
		}
		last.want(t, http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS")
	})
}
