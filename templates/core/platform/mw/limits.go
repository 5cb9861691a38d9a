package mw

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
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
				httperr.Write(w, r, httperr.Problem{
					Status: http.StatusServiceUnavailable, Code: "UNAVAILABLE", Reason: "OVERLOADED", Detail: "too many requests at a time: try again later",
				})
			}
		})
	}
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

// LimitBody refuses to read more than limit bytes. Package httperr makes a 413 of the reader's error; if the server's ReadTimeout
// ends first, a 408.
func LimitBody(limit int64) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Body = http.MaxBytesReader(w, body{r.Body}, limit)
			next.ServeHTTP(w, r)
		})
	}
}

type body struct{ io.ReadCloser }

func (b body) Read(data []byte) (int, error) {
	n, err := b.ReadCloser.Read(data)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = httperr.ErrSlowBody // the original error holds addresses
	}
	return n, err
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
