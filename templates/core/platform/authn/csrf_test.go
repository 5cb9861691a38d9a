package authn_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/authn"
)

func preflight(t *testing.T, h http.Handler, origin string) http.Header {
	t.Helper()
	r := httptest.NewRequest(http.MethodOptions, "/v1/who", nil)
	r.Header.Set("Access-Control-Request-Method", "POST")
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Header()
}

func TestCrossOrigin(t *testing.T) {
	w := newWorld(t, func(_ *authn.Config, o *authn.Options) { o.Origins = []string{"https://app.example.com"} })
	b := w.browser(t)
	user := b.mustSignIn("google", aliceMail)
	for _, test := range []struct {
		name   string
		header []string
		ok     bool
	}{
		{"cross-site", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, false},
		{"cross-site without origin", []string{"Sec-Fetch-Site", "cross-site"}, false},
		{"same-site", []string{"Sec-Fetch-Site", "same-site", "Origin", "https://evil.example.com"}, false},
		{"old browser", []string{"Origin", "https://evil.example"}, false},
		{"null", []string{"Origin", "null", "Sec-Fetch-Site", "cross-site"}, false},
		{"null, old browser", []string{"Origin", "null"}, false},
		{"a form", []string{"Content-Type", "text/plain", "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, false},
		{"listed, but another scheme", []string{"Origin", "http://app.example.com", "Sec-Fetch-Site", "cross-site"}, false},
		{"listed, with more", []string{"Origin", "https://app.example.com.evil.example", "Sec-Fetch-Site", "cross-site"}, false},
		{"listed", []string{"Origin", "https://app.example.com", "Sec-Fetch-Site", "cross-site"}, true},
		{"same origin", []string{"Sec-Fetch-Site", "same-origin"}, true},
		{"the gateway's own page behind a proxy", []string{"Origin", w.url, "Host", "10.0.0.1"}, true},
		{"no page", nil, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			own := append(slices.Clone(test.header), "Cookie", "forum="+b.token()) // the jar has none for another host
			got := b.do("POST", "/v1/who", own...)
			if ok := got.status == http.StatusOK; ok != test.ok || !ok && got.reason() != "CROSS_ORIGIN" {
				t.Errorf("%d %s", got.status, got.body)
			}
			link := b.do("POST", "/auth/github/link", own...)
			if ok := link.status == http.StatusOK; ok != test.ok {
				t.Errorf("link: %d %s", link.status, link.body)
			}
			stranger := w.browser(t)
			if got := stranger.do("POST", "/auth/logout", test.header...); (got.status == http.StatusNoContent) != test.ok {
				t.Errorf("logout: %d %s", got.status, got.body)
			}
		})
	}
	if b.whoami("Sec-Fetch-Site", "cross-site") != user {
		t.Error("a link from another page signs out")
	}
}
