package authn

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// FuzzReturnTo holds that a path never leaves the app, in the eyes of a browser either: it reads \ as /, and skips control characters.
func FuzzReturnTo(f *testing.F) {
	for _, path := range []string{"", "/", "//evil.example", `/\evil.example`, "/\t/evil.example", "/a?b#c", "/%0d%0aX: y", "@evil.example", "/é", "/" + strings.Repeat("é", 200)} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path, ok := parseReturnTo(text)
		if !ok {
			return
		}
		if strings.ContainsFunc(path, unicode.IsControl) || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, `/\`) {
			t.Errorf("%q is %q", text, path)
		}
		u, err := url.Parse("https://app.example.com" + path)
		if err != nil || u.Host != "app.example.com" || u.User != nil {
			t.Errorf("%q goes to %v, %v", text, u, err)
		}
		if again, ok := parseReturnTo(path); !ok || again != path {
			t.Errorf("%q is %q, then %q", text, path, again)
		}
	})
}

func FuzzAttempt(f *testing.F) {
	good, err := attempt{session.Attempt{Provider: "google", State: "s", Verifier: "v", Nonce: "n"}, "/"}.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("e30")
	f.Fuzz(func(t *testing.T, value string) {
		a, ok := decodeAttempt(value)
		if !ok {
			return
		}
		text, err := a.encode()
		if err != nil {
			t.Fatalf("%q cannot be encoded again: %v", value, err)
		}
		if again, ok := decodeAttempt(text); len(text) <= maxCookie && (!ok || again != a) {
			t.Errorf("%+v becomes %+v", a, again)
		}
	})
}

// TestAttemptNames holds that a state makes no name that another cookie has, and no header line.
func TestAttemptNames(t *testing.T) {
	c := newCookies("forum", true)
	for _, state := range []string{"", "short", "12345678901234", "a;b=c", "a\r\nX: y", "é\xff"} {
		name := c.attemptName(state)
		if !strings.HasPrefix(name, "__Host-forum-in-") || len(name) > len("__Host-forum-in-")+stateInName {
			t.Errorf("%q has the cookie %q", state, name)
		}
		w := httptest.NewRecorder()
		if _, ok := c.takeAttempt(w, httptest.NewRequest(http.MethodGet, "/", nil), state); ok || len(w.Header()) > 0 {
			t.Errorf("%q: %v", state, w.Header())
		}
	}
}

func TestClientIP(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"no proxy", "192.0.2.1:1", nil, "192.0.2.1"},
		{"client that makes one up", "192.0.2.1:1", []string{"198.51.100.1"}, "192.0.2.1"},
		{"proxy", "10.0.0.1:1", []string{"192.0.2.1"}, "192.0.2.1"},
		{"proxy that says nothing", "10.0.0.1:1", nil, "10.0.0.1"},
		{"proxy, and a client that makes one up", "10.0.0.1:1", []string{"198.51.100.1, 192.0.2.1"}, "192.0.2.1"},
		{"two proxies", "10.0.0.1:1", []string{"198.51.100.1", "192.0.2.1", "10.0.0.2"}, "192.0.2.1"},
		{"client that makes a proxy up", "10.0.0.1:1", []string{"198.51.100.1, 10.0.0.9, 192.0.2.1"}, "192.0.2.1"},
		{"nonsense", "10.0.0.1:1", []string{"192.0.2.1, <script>"}, "10.0.0.1"},
		{"mapped", "[::ffff:10.0.0.1]:1", []string{"::ffff:192.0.2.1"}, "192.0.2.1"},
		{"version 6", "[fd00::1]:1", []string{"2001:db8::1"}, "2001:db8::1"},
		{"zone", "[fe80::1%eth0]:1", nil, "fe80::1"},
		{"no address", "@", nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &http.Request{RemoteAddr: test.remote, Header: http.Header{"X-Forwarded-For": test.forwarded}}
			if got := clientIP(r, proxies); got != test.want {
				t.Errorf("got %s", got)
			}
		})
	}
}
