package bearer

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/authn"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Authenticate finds out who sends a request, by its bearer token. Without one nobody does; with one that is not valid it refuses the
// request. It leaves other schemes of Authorization to middleware that comes later, and requests for public routes alone.
func Authenticate(v *Verifier, public *http.ServeMux, log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sent := r.Header.Values("Authorization")
			if len(sent) == 0 || authn.Matches(public, r) {
				next.ServeHTTP(w, r)
				return
			}
			if len(sent) > 1 {
				authn.Refuse(w, r, "there is more than one Authorization header")
				return
			}
			scheme, token, _ := strings.Cut(sent[0], " ")
			if !strings.EqualFold(scheme, "Bearer") {
				next.ServeHTTP(w, r)
				return
			}
			caller, err := v.Verify(r.Context(), strings.TrimSpace(token))
			if invalid, ok := errors.AsType[*InvalidError](err); ok {
				authn.Refuse(w, r, invalid.Error())
				return
			}
			if err != nil {
				log.LogAttrs(r.Context(), slog.LevelError, "a token could not be verified", slog.String("error", err.Error()))
				httperr.Write(w, r, httperr.Problem{
					Status: http.StatusServiceUnavailable, Code: "UNAVAILABLE", Detail: "the token cannot be verified now: try again later",
				})
				return
			}
			obs.AddAttrs(r.Context(), slog.String("user", caller.User.String()))
			if caller.Session != "" {
				obs.AddAttrs(r.Context(), slog.String("session", caller.Session))
			}
			next.ServeHTTP(w, r.WithContext(auth.WithShared(r.Context(), &caller)))
		})
	}
}
