package signintest

import (
	"fmt"
	"math/bits"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func passwordForms(t *testing.T, p Passwords) {
	t.Helper()
	email, _ := p.newUser(t)
	good := `{"email": "` + email + `", "password": "` + goodPassword + `"}`
	for name, body := range map[string]string{
		"nothing": "", "a list": "[]", "a text": `"x"`, "two": good + good, "cut": good[:len(good)-1], "a further member": good[:len(good)-1] + `, "role": "admin"}`,
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
		wrong := func() reply { got, _ := p.signIn(t, email, otherPassword); return got }
		last, start := tooMany(t, wrong), time.Now()
		wait, err := strconv.Atoi(last.header.Get("Retry-After"))
		if err != nil || wait < 1 {
			t.Errorf("Retry-After is %q", last.header.Get("Retry-After"))
		}
		got, b := p.signIn(t, email, goodPassword)
		if time.Since(start) < time.Duration(wait-1)*time.Second { // it is rounded up
			b.refused(got.answer, http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS")
		}
		unknown := newPerson()
		tooMany(t, func() reply { got, _ := p.signIn(t, unknown, otherPassword); return got })
	})
	t.Run("many at once", func(t *testing.T) {
		p.Forget(t)
		email, _ := p.newUser(t)
		var wait sync.WaitGroup
		var mu sync.Mutex
		looked, start := 0, time.Now()
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
		wait.Wait()
		if most := 6 + bits.Len(uint(time.Since(start).Seconds())); looked > most { // each wait is twice as long as the one before
			t.Errorf("%d passwords are tried, want %d at most", looked, most)
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
		spoofed := 0
		tooMany(t, func() reply {
			spoofed++
			return p.submit(newBrowser(t, p.Target), "login", form{"email": email, "password": otherPassword}, "X-Forwarded-For", fmt.Sprintf("192.0.2.%d", spoofed))
		})
	})
	t.Run("a flood of mails", func(t *testing.T) {
		p.Forget(t)
		email := newPerson()
		tooMany(t, func() reply { return p.submit(newBrowser(t, p.Target), "signup", form{"email": email}) })
	})
	t.Run("use of a link", func(t *testing.T) {
		p.Forget(t)
		token := p.link(t, "signup", newPerson())
		tooMany(t, func() reply {
			return p.submit(newBrowser(t, p.Target), "confirm", form{"token": token, "password": "short"})
		})
	})
}
