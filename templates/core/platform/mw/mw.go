// Package mw is the middleware of the gateway. The errors that it answers with are problems (RFC 9457), like those of the
// services.
package mw

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
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

// RequestID gives each request an id, unless it comes with one, and returns the id to the client.
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

// AccessLog writes a line for each request. It leaves the query out, which may hold personal data.
func AccessLog(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := time.Now()
			recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
			defer func() { // also if the request is cut off
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
	if !s.started && status >= http.StatusOK { // a lower status announces the answer
		s.status, s.started = status, true
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *statusRecorder) Write(data []byte) (int, error) {
	s.started = true
	return s.ResponseWriter.Write(data)
}

// Unwrap makes the methods of http.ResponseController work.
func (s *statusRecorder) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Recover answers with an error if a handler panics. If the answer has begun, it is cut off.
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

// SecurityHeaders forbids browsers to run, frame or store an answer.
func SecurityHeaders(next http.Handler) http.Handler {
	headers := http.Header{
		"X-Content-Type-Options":  {"nosniff"},
		"Content-Security-Policy": {"default-src 'none'; frame-ancestors 'none'"},
		"Referrer-Policy":         {"no-referrer"},
		"Cache-Control":           {"no-store"},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		maps.Copy(w.Header(), headers)
		next.ServeHTTP(w, r)
	})
}

// CORS lets pages of these origins ("*": all, "https://*.example.com": all that are alike) use the API from a browser, with headers beside the usual.
// Others can neither read nor write, not even what a browser sends without asking. Requests that come from no page are let through.
func CORS(origins []string, headers ...string) func(http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	if len(origins) == 0 {
		return func(next http.Handler) http.Handler {
			return refusePages(next, func(r *http.Request) bool { return protection.Check(r) == nil })
		}
	}
	policy := cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete},
		AllowedHeaders: append([]string{"Authorization", "Content-Type", "If-Match", "X-Request-Id"}, headers...),
		ExposedHeaders: []string{"ETag", "Retry-After", "X-Request-Id"},
		MaxAge:         600,
	})
	return func(next http.Handler) http.Handler {
		return policy.Handler(refusePages(next, func(r *http.Request) bool { return protection.Check(r) == nil || policy.OriginAllowed(r) }))
	}
}

// refusePages refuses the requests that allowed does not let through.
func refusePages(next http.Handler, allowed func(*http.Request) bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !allowed(r) {
			httperr.Write(w, r, httperr.Problem{
				Status: http.StatusForbidden, Code: "PERMISSION_DENIED", Reason: "CROSS_ORIGIN",
				Detail: "pages of this origin may not use the API: its operator can add it to GATEWAY_CORS_ALLOWED_ORIGINS",
			})
			return
		}
		next.ServeHTTP(w, r)
	})
}
