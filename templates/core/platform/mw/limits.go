package mw

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/svcgen/svcgen/templates/core/platform/httperr"
)

// LimitConcurrency refuses a request while limit others are under way: an answer at once is better than a long wait.
func LimitConcurrency(limit int) func(http.Handler) http.Handler {
	slots := make(chan struct{}, limit)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
				next.ServeHTTP(w, r)
			default:
				overloaded(w, r)
			}
		})
	}
}

func overloaded(w http.ResponseWriter, r *http.Request) {
	httperr.Write(w, r, httperr.Problem{
		Status: http.StatusServiceUnavailable, Code: "UNAVAILABLE", Reason: "OVERLOADED", Detail: "too many requests at a time: try again later",
	})
}

// LimitTime sets a deadline for a request and for the calls to services that it makes.
func LimitTime(limit time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), limit)
			defer cancel()
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

// RefuseMalformed refuses requests that cannot be passed on to a service: their text is not UTF-8, or gRPC cannot carry their If-Match.
func RefuseMalformed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := url.QueryUnescape(r.URL.RawQuery)
		if err != nil || !text(r.URL.Path) || !text(query) || !printable(ifMatch(r)) {
			httperr.Write(w, r, httperr.Problem{
				Status: http.StatusBadRequest, Code: "INVALID_ARGUMENT", Detail: "the path, the query or If-Match is malformed",
			})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func text(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// printable reports whether gRPC can carry s as metadata.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}
