package signintest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

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
