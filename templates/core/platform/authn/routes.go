// Package authn finds out at the gateway who sends a request, and refuses requests of nobody to routes for users.
package authn

import (
	"net/http"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
)

// Routes returns the routes of the gateway: those of public, for anybody; those that own adds, for users only; and api, for what neither
// has. The services decide who may do what there. own and public may be nil.
func Routes(api http.Handler, own func(*http.ServeMux), public *http.ServeMux) http.Handler {
	routes := refuseUnknown(api)
	if own != nil {
		mux := http.NewServeMux()
		mux.Handle("/", routes)
		own(mux)
		routes = protect(mux)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if Matches(public, r) {
			public.ServeHTTP(w, r)
			return
		}
		routes.ServeHTTP(w, r)
	})
}

// NewPublic returns a mux for public routes. It has the pattern "/", which is no public route: a request that only "/" matches is found sooner
// than one that nothing matches, for which a mux also looks up all other methods.
func NewPublic() *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle("/", http.NotFoundHandler())
	return mux
}

// Matches reports whether public has a route for a request. nil has none.
func Matches(public *http.ServeMux, r *http.Request) bool {
	if public == nil {
		return false
	}
	_, pattern := public.Handler(r)
	return pattern != "" && pattern != "/"
}

// protect refuses requests that no user sends, but for those that go to "/".
func protect(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "/" && !auth.From(r.Context()).SignedIn() {
			httperr.Write(w, r, httperr.Problem{
				Status: http.StatusUnauthorized, Code: "UNAUTHENTICATED", Reason: "SIGN_IN_REQUIRED", Detail: "sign in first",
			})
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// refuseUnknown refuses requests with an Authorization header from which nobody could tell who sends them.
func refuseUnknown(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header.Values("Authorization")) > 0 && !auth.From(r.Context()).SignedIn() {
			Refuse(w, r, "the Authorization header does not say who you are")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Refuse answers a request whose credentials are not valid.
func Refuse(w http.ResponseWriter, r *http.Request, detail string) {
	w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
	httperr.Write(w, r, httperr.Problem{
		Status: http.StatusUnauthorized, Code: "UNAUTHENTICATED", Reason: "CREDENTIALS_INVALID", Detail: detail,
	})
}
