package signintest

import (
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// browser keeps cookies, and does not follow redirects by itself.
type browser struct {
	t      *testing.T
	target Target
	url    *url.URL // of the gateway
	client *http.Client
}

func newBrowser(t *testing.T, target Target) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(target.URL)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t, target, u, &http.Client{
		Jar: jar, Transport: target.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// newPerson returns the mail address of somebody whom nobody has seen yet.
func newPerson() string { return strings.ToLower(rand.Text()) + "@example.com" }

// answer is what a browser gets.
type answer struct {
	status int
	header http.Header
	body   string
}

// text returns a member of the answer's body, or "".
func (a answer) text(name string) string {
	var object map[string]any
	_ = json.Unmarshal([]byte(a.body), &object) // it may be no object
	text, _ := object[name].(string)
	return text
}

// do sends a request to a path of the gateway, or to a URL. header is name, value …
func (b *browser) do(method, target string, header ...string) answer {
	b.t.Helper()
	if strings.HasPrefix(target, "/") {
		target = b.target.URL + target
	}
	body := ""
	if method == http.MethodPost {
		body = "{}"
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
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
	return answer{response.StatusCode, response.Header, string(data)}
}

// get sends a GET.
func (b *browser) get(target string, header ...string) answer {
	b.t.Helper()
	return b.do(http.MethodGet, target, header...)
}

// redirect returns where an answer sends the browser.
func (b *browser) redirect(a answer) string {
	b.t.Helper()
	if a.status != http.StatusFound {
		b.t.Fatalf("no redirect, but %d %s", a.status, a.body)
	}
	return a.header.Get("Location")
}

// atProvider begins a sign-in and returns the URL to which the provider sends the browser back.
func (b *browser) atProvider(provider, mail string) string {
	b.t.Helper()
	page := b.redirect(b.get("/auth/" + provider + "/login?login_hint=" + url.QueryEscape(mail)))
	return b.redirect(b.get(page))
}

// callback returns the answer to the callback of a sign-in.
func (b *browser) callback(provider, mail string) answer {
	b.t.Helper()
	return b.get(b.atProvider(provider, mail))
}

// signIn signs a person in and returns the user's id.
func (b *browser) signIn(provider, mail string) string {
	b.t.Helper()
	b.redirect(b.callback(provider, mail))
	id := b.user()
	if id == "" {
		b.t.Fatal("nobody is signed in")
	}
	return id
}

// user returns the id of the user for whom the gateway takes the browser, or "".
func (b *browser) user(header ...string) string {
	b.t.Helper()
	me := b.get("/v1/me", header...)
	if me.status != http.StatusOK && me.status != http.StatusUnauthorized {
		b.t.Fatalf("%d %s", me.status, me.body)
	}
	return me.text("id")
}

// cookies returns those of the gateway, by name.
func (b *browser) cookies() map[string]string {
	all := map[string]string{}
	for _, c := range b.client.Jar.Cookies(b.url) {
		all[c.Name] = c.Value
	}
	return all
}

// token returns the token of the browser's session, or "".
func (b *browser) token() string { return b.cookies()[b.target.Workspace] }

// keep gives the browser a session's token.
func (b *browser) keep(token string) {
	b.client.Jar.SetCookies(b.url, []*http.Cookie{{Name: b.target.Workspace, Value: token, Path: "/"}})
}

// refused fails the test unless an answer is a refusal for a reason, and nobody is signed in.
func (b *browser) refused(a answer, status int, reason string) {
	b.t.Helper()
	if a.status != status || a.text("reason") != reason {
		b.t.Errorf("got %d %s, want %d %s", a.status, a.body, status, reason)
	}
	if b.token() != "" {
		b.t.Error("somebody is signed in")
	}
}

// with replaces a parameter of a URL; "" takes it away.
func with(t *testing.T, target, name, value string) string {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set(name, value)
	if value == "" {
		query.Del(name)
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// parameter returns a parameter of a URL.
func parameter(t *testing.T, target, name string) string {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get(name)
}
