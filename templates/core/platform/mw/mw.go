// Package mw is what happens around every request to the gateway. An answer that it gives itself is a problem (RFC 9457), as
// those of the services are.
package mw

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"github.com/rs/cors"

	"github.com/svcgen/svcgen/templates/core/platform/httperr"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Chain puts middleware around a handler; the first is the outermost.
func Chain(handler http.Handler, middleware ...func(http.Handler) http.Handler) http.Handler {
	for _, wrap := range slices.Backward(middleware) {
		handler = wrap(handler)
	}
	return handler
}

// RequestID gives each request an id, or keeps the one that it came with, and tells it to the client.
func RequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if id == "" || len(id) > 128 || !printable(id) {
			id = ids.New().String()
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(obs.WithRequestID(r.Context(), id)))
	})
}

// AccessLog writes a line for each request. It leaves the query out, which may hold what is nobody's business.
func AccessLog(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := time.Now()
			recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
			defer func() { // of those that are cut off, too
				log.LogAttrs(r.Context(), slog.LevelInfo, "request",
					slog.String("method", r.Method),
					slog.String("path", r.URL.Path),
					slog.Int("status", recorder.status),
					slog.Float64("ms", float64(time.Since(start).Microseconds())/1000),
				)
			}()
			next.ServeHTTP(recorder, r)
		})
	}
}

type statusRecorder struct {
	http.ResponseWriter

	status  int
	started bool
}

func (s *statusRecorder) WriteHeader(status int) {
	if !s.started && status >= http.StatusOK { // less says that the answer is yet to come
		s.status, s.started = status, true
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *statusRecorder) Write(data []byte) (int, error) {
	s.started = true
	return s.ResponseWriter.Write(data)
}

// Unwrap is for http.ResponseController.
func (s *statusRecorder) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Recover answers with an error where a handler panics. An answer that has begun is cut off.
func Recover(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			recorder := &statusRecorder{ResponseWriter: w}
			defer func() {
				value := recover()
				if value == nil {
					return
				}
				if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(value) // how a handler says that it hung up
				}
				log.LogAttrs(r.Context(), slog.LevelError, "panic",
					slog.String("error", fmt.Sprint(value)), slog.String("stack", string(debug.Stack())))
				if recorder.started {
					panic(http.ErrAbortHandler)
				}
				httperr.Write(w, r, httperr.Problem{
					Status: http.StatusInternalServerError, Code: "INTERNAL", Detail: "the server could not answer the request",
				})
			}()
			next.ServeHTTP(recorder, r)
		})
	}
}

// SecurityHeaders tells browsers that there is nothing to run, frame or keep.
func SecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// CORS lets the pages of some origins use the API from a browser. Without origins it does nothing.
func CORS(origins []string) func(http.Handler) http.Handler {
	if len(origins) == 0 {
		return func(next http.Handler) http.Handler { return next }
	}
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete},
		AllowedHeaders: []string{"Authorization", "Content-Type", "If-Match", "X-Request-Id"},
		ExposedHeaders: []string{"ETag", "Retry-After", "X-Request-Id"},
		MaxAge:         600,
	}).Handler
}
