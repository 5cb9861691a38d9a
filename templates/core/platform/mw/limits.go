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

// LimitConcurrency refuses requests while as many as limit are under way: to be refused at once is better than to wait.
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
					Status: http.StatusServiceUnavailable, Code: "UNAVAILABLE", Reason: "OVERLOADED", Detail: "too many requests at a time",
				})
			}
		})
	}
}

// LimitTime ends what a request set in motion, in the services too, after a time.
func LimitTime(limit time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), limit)
			defer cancel()
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

// LimitBody refuses to read more than limit bytes. Package httperr makes a 413 of the error that the reader gets, and a 408 of
// the one that it gets when the server's ReadTimeout is over.
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
		err = httperr.ErrSlowBody // the other one holds addresses
	}
	return n, err
}

// RefuseMalformed refuses what could not be passed on to a service: text that is not UTF-8, and an If-Match that would get lost.
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

// printable reports whether s can be metadata of gRPC.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}
