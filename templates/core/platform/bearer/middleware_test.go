package bearer_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/authn"
	"github.com/svcgen/svcgen/templates/core/platform/bearer"
	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

func TestAuthenticate(t *testing.T) {
	idp, err := fakeidp.New("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer idp.Close()
	token, err := idp.Token("alice", time.Hour, "admin", "unknown")
	if err != nil {
		t.Fatal(err)
	}
	alice := auth.UserID(idp.URL, "alice").String()

	var lines bytes.Buffer
	log := obs.NewLogger(&lines, slog.LevelInfo)
	verifier := bearer.New(bearer.Config{Issuer: idp.URL, Audience: fakeidp.Audience, RolesClaim: "roles"}, "admin")
	down := bearer.New(bearer.Config{Issuer: "http://127.0.0.1:1", Audience: fakeidp.Audience})
	who := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := auth.From(r.Context())
		_, _ = w.Write([]byte(c.User.String() + " " + strings.Join(c.Roles, " ")))
	})
	key := func(next http.Handler) http.Handler { // a person's own scheme
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") == "Key secret" {
				r = r.WithContext(auth.With(r.Context(), auth.Caller{User: auth.UserID("keys", "bob")}))
			}
			next.ServeHTTP(w, r)
		})
	}
	serve := func(v *bearer.Verifier) http.Handler {
		public := authn.NewPublic()
		return mw.Chain(authn.Routes(who, nil, public), mw.RequestID, mw.AccessLog(log), bearer.Authenticate(v, public, log), key)
	}
	nobody := "00000000-0000-0000-0000-000000000000 "
	for _, test := range []struct {
		name     string
		verifier *bearer.Verifier
		sent     []string
		status   int
		body     string // or a part of it
		logged   string
	}{
		{"nothing", verifier, nil, 200, nobody, ""},
		{"token", verifier, []string{"Bearer " + token}, 200, alice + " admin", `"user":"` + alice + `"`},
		{"lower case", verifier, []string{"bearer " + token}, 200, alice + " admin", alice},
		{"own scheme", verifier, []string{"Key secret"}, 200, auth.UserID("keys", "bob").String(), ""},
		{"own scheme, wrong", verifier, []string{"Key guess"}, 401, "CREDENTIALS_INVALID", ""},
		{"Basic", verifier, []string{"Basic YTpi"}, 401, "CREDENTIALS_INVALID", ""},
		{"no scheme", verifier, []string{token}, 401, "CREDENTIALS_INVALID", ""},
		{"empty", verifier, []string{""}, 401, "CREDENTIALS_INVALID", ""},
		{"no token", verifier, []string{"Bearer"}, 401, "CREDENTIALS_INVALID", ""},
		{"bad token", verifier, []string{"Bearer " + token + "x"}, 401, "CREDENTIALS_INVALID", ""},
		{"two", verifier, []string{"Bearer " + token, "Bearer " + token}, 401, "CREDENTIALS_INVALID", ""},
		{"issuer down", down, []string{"Bearer " + token}, 503, "UNAVAILABLE", "could not be verified"},
		{"issuer down, nothing sent", down, nil, 200, nobody, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			lines.Reset()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header["Authorization"] = test.sent
			w := httptest.NewRecorder()
			serve(test.verifier).ServeHTTP(w, r)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) {
				t.Errorf("got %d: %s", w.Code, w.Body)
			}
			if challenge := w.Header().Get("WWW-Authenticate"); (challenge != "") != (test.status == 401) {
				t.Errorf("challenge %q", challenge)
			}
			if !strings.Contains(lines.String(), test.logged) {
				t.Errorf("logged %s", &lines)
			}
			if strings.Contains(lines.String()+w.Body.String(), token[20:]) {
				t.Error("the token is in the log or the answer")
			}
		})
	}
}

// TestRoutes holds who may ask for which routes of a person's own.
func TestRoutes(t *testing.T) {
	answer := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(text)) }
	}
	public := authn.NewPublic()
	public.Handle("POST /hook", answer("public"))
	own := func(mux *http.ServeMux) {
		mux.Handle("GET /own", answer("own"))
		mux.Handle("/tree/", answer("own"))
	}
	verifier := bearer.New(bearer.Config{Issuer: "http://127.0.0.1:1", Audience: "shop"})
	log := slog.New(slog.DiscardHandler)
	as := func(c auth.Caller) http.Handler {
		caller := func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				next.ServeHTTP(w, r.WithContext(auth.With(r.Context(), c)))
			})
		}
		return mw.Chain(authn.Routes(answer("api"), own, public), bearer.Authenticate(verifier, public, log), caller)
	}
	user := auth.Caller{User: auth.UserID("i", "alice")}
	for _, test := range []struct {
		caller        auth.Caller
		method, path  string
		authorization string
		status        int
		body          string
	}{
		{auth.Caller{}, "POST", "/hook", "", 200, "public"},
		{auth.Caller{}, "POST", "/hook", "Bearer of the sender", 200, "public"},
		{auth.Caller{}, "GET", "/hook", "", 200, "api"},
		{auth.Caller{}, "GET", "/own", "", 401, "SIGN_IN_REQUIRED"},
		{auth.Caller{Service: "orders"}, "GET", "/own", "", 401, "SIGN_IN_REQUIRED"},
		{user, "GET", "/own", "", 200, "own"},
		{auth.Caller{}, "GET", "/tree/x", "", 401, "SIGN_IN_REQUIRED"},
		{auth.Caller{}, "GET", "/tree", "", 401, "SIGN_IN_REQUIRED"}, // which redirects
		{auth.Caller{}, "GET", "/tree/../own", "", 401, "SIGN_IN_REQUIRED"},
		{auth.Caller{}, "GET", "//own", "", 401, "SIGN_IN_REQUIRED"},
		{auth.Caller{}, "GET", "/v1/products", "", 200, "api"}, // the service decides
		{auth.Caller{}, "GET", "/v1/products", "Basic YTpi", 401, "CREDENTIALS_INVALID"},
		{user, "GET", "/v1/products", "Basic YTpi", 200, "api"}, // a middleware could tell who it is
	} {
		r := httptest.NewRequest(test.method, test.path, nil)
		if test.authorization != "" {
			r.Header.Set("Authorization", test.authorization)
		}
		w := httptest.NewRecorder()
		as(test.caller).ServeHTTP(w, r)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) {
			t.Errorf("%+v: %d: %s", test, w.Code, w.Body)
		}
	}
}
