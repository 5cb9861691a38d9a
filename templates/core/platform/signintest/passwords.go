package signintest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/fakesmtp"
)

// Passwords is a workspace under test where people sign in with passwords. The target needs no provider.
type Passwords struct {
	Target

	Mails    *fakesmtp.Server
	Forget   func(t *testing.T)                  // what was tried too often
	AgeMails func(t *testing.T, d time.Duration) // moves the end of all links in mails into the past
}

// RunPasswords tries all attacks, each in a test of its own.
func RunPasswords(t *testing.T, p Passwords) {
	t.Helper()
	for _, one := range []struct {
		name string
		test func(*testing.T, Passwords)
	}{
		{"sign-up", passwordSignUps},
		{"sign-in", passwordSignIns},
		{"links", passwordLinks},
		{"change", passwordChanges},
		{"forms", passwordForms},
		{"throttle", passwordThrottle},
	} {
		t.Run(one.name, func(t *testing.T) {
			p.Forget(t)
			one.test(t, p)
		})
	}
}

const goodPassword = "correct horse battery staple"

// form is the JSON object that a page posts.
type form map[string]any

// reply is the answer to a form.
type reply struct{ answer }

// submit posts a form to a route of passwords.
func (p Passwords) submit(b *browser, route string, f form, header ...string) reply {
	b.t.Helper()
	body, err := json.Marshal(f)
	if err != nil {
		b.t.Fatal(err)
	}
	return p.post(b, route, "application/json", string(body), header...)
}

// post posts a body to a route of passwords.
func (p Passwords) post(b *browser, route, kind, body string, header ...string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.target.URL+"/auth/password/"+route, bytes.NewBufferString(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	response, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return reply{answer{response.StatusCode, response.Header, string(data)}}
}

// want fails the test unless a reply has a status and a reason.
func (r reply) want(t *testing.T, status int, reason string) {
	t.Helper()
	if r.status != status || r.text("reason") != reason {
		t.Errorf("got %d %s, want %d %s", r.status, r.body, status, reason)
	}
}

// tooMany tries something until there were too many attempts. Each wait is twice as long as the one before, so that there will be on a slow
// machine, too.
func tooMany(t *testing.T, try func() reply) reply {
	t.Helper()
	var last reply
	for range 20 {
		if last = try(); last.status == http.StatusTooManyRequests {
			break
		}
	}
	last.want(t, http.StatusTooManyRequests, "TOO_MANY_ATTEMPTS")
	return last
}

// mail returns the next mail to somebody.
func (p Passwords) mail(t *testing.T, email string) fakesmtp.Mail {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	m, err := p.Mails.Take(ctx, email)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// link returns the token of the mail that a route sends to somebody.
func (p Passwords) link(t *testing.T, route, email string) string {
	t.Helper()
	p.submit(newBrowser(t, p.Target), route, form{"email": email}).want(t, http.StatusAccepted, "")
	token := fakesmtp.Token(p.mail(t, email))
	if token == "" {
		t.Fatal("the mail has no link")
	}
	return token
}

// newUser returns the mail address of a new user with goodPassword, and the browser in which the user has signed up.
func (p Passwords) newUser(t *testing.T) (email string, b *browser) {
	t.Helper()
	email, b = newPerson(), newBrowser(t, p.Target)
	p.submit(b, "confirm", form{"token": p.link(t, "signup", email), "password": goodPassword}).want(t, http.StatusNoContent, "")
	if b.user() == "" {
		t.Fatal("the user is not signed in")
	}
	return email, b
}

// signIn returns the answer to a sign-in in a new browser.
func (p Passwords) signIn(t *testing.T, email, password string) (reply, *browser) {
	t.Helper()
	b := newBrowser(t, p.Target)
	return p.submit(b, "login", form{"email": email, "password": password}), b
}

// works reports whether somebody can sign in with a password.
func (p Passwords) works(t *testing.T, email, password string) bool {
	t.Helper()
	p.Forget(t)
	got, b := p.signIn(t, email, password)
	return got.status == http.StatusNoContent && b.user() != ""
}

// quiet fails the test if somebody gets a mail.
func (p Passwords) quiet(t *testing.T, email string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if m, err := p.Mails.Take(ctx, email); err == nil {
		t.Errorf("there is a mail: %s", m.Subject)
	}
}
