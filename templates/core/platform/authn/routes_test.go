package authn

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestMatches(t *testing.T) {
	public := NewPublic()
	for _, pattern := range []string{"GET /auth/{provider}/login", "POST /hooks/{id}", "/pages/"} {
		public.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) {})
	}
	for request, want := range map[string]bool{
		"GET /auth/google/login":       true,
		"HEAD /auth/google/login":      true,
		"POST /auth/google/login":      false, // there is no such route
		"GET /auth/google":             false,
		"POST /hooks/1":                true,
		"GET /hooks/1":                 false,
		"GET /pages/a/b":               true,
		"GET /pages":                   true, // which the mux redirects
		"GET /":                        false,
		"GET /v1/orders":               false,
		"GET //v1/orders":              false,
		"GET /v1/../v1/orders":         false,
		"DELETE /pages/../v1/orders":   false,
		"GET /auth/google/login/":      false,
		"GET /auth/google%2flogin":     false,
		"GET /v1/orders?/auth/a/login": false,
	} {
		method, target, _ := strings.Cut(request, " ")
		if got := Matches(public, httptest.NewRequest(method, target, nil)); got != want {
			t.Errorf("%s is public: %t", request, got)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/v1/orders/1", nil)
	if got := testing.AllocsPerRun(100, func() { Matches(public, r) }); got > 5 {
		t.Errorf("a route that is not public takes %g allocations to find out", got)
	}
	if Matches(nil, r) {
		t.Error("nil has a route")
	}
}

// BenchmarkMatches asks about a route that is not public, as most are.
func BenchmarkMatches(b *testing.B) {
	r := httptest.NewRequest(http.MethodGet, "/v1/orders/1", nil)
	for name, public := range map[string]*http.ServeMux{"with /": NewPublic(), "without": http.NewServeMux()} {
		for _, pattern := range []string{
			"GET /auth", "POST /auth/logout", "GET /auth/{provider}/login", "GET /auth/{provider}/callback", "POST /auth/{provider}/link",
			"POST /auth/password/login",
		} {
			public.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) {})
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Matches(public, r)
			}
		})
	}
}
