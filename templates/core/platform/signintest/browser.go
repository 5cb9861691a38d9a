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
	b.client.Jar.SetCookies(b.url, []*http.Cookie{{Name: b.target.Workspace, Value: token, Path: "/"}}) // #nosec G124 -- as a browser sends it
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

// list returns a list of objects that the API has.
func list(b *browser, path, member string) []map[string]any {
	b.t.Helper()
	got := b.get(path)
	var lists map[string][]map[string]any
	if err := json.Unmarshal([]byte(got.body), &lists); got.status != http.StatusOK || err != nil {
		b.t.Fatalf("%d %s", got.status, got.body)
	}
	return lists[member]
}

// ids returns the member id of objects.
func ids(objects []map[string]any) []string {
	var all []string
	for _, object := range objects {
		id, _ := object["id"].(string)
		all = append(all, id)
	}
	return all
}
