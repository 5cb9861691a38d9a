package testkit

import (
	"net/http"
	"testing"
)

func TestBrowser(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /in", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "who", Value: r.Host, Path: "/"}) //nolint:gosec // of a test
		w.Header().Set("Location", "http://localhost:8080/me")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("GET /me", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("who"); err != nil {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	api := NewAPI(t, mux)
	browser := NewBrowser(t, api, "http://localhost:8080")
	browser.Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
	browser.Do(t, http.MethodGet, "/in", nil).Want(t, http.StatusFound)
	Follow(t, browser, "/in").Want(t, http.StatusOK)
	if got := Cookie(t, browser, "who"); got != "localhost:8080" {
		t.Errorf("the cookie is %q", got)
	}
	NewBrowser(t, api, "http://localhost:8080").Do(t, http.MethodGet, "/me", nil).Want(t, http.StatusUnauthorized)
}
