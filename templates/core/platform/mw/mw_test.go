package mw_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

func serve(t *testing.T, handler http.Handler, r *http.Request) (*httptest.ResponseRecorder, httperr.Problem) {
	t.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	var p httperr.Problem
	_ = json.Unmarshal(w.Body.Bytes(), &p)
	return w, p
}

func TestChain(t *testing.T) {
	order := ""
	add := func(name string) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				order += name
				next.ServeHTTP(w, r)
			})
		}
	}
	handler := mw.Chain(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { order += "handler" }), add("first "), add("second "))
	serve(t, handler, httptest.NewRequest(http.MethodGet, "/", nil))
	if order != "first second handler" {
		t.Error(order)
	}
}

func TestRequestIDLogAndRecover(t *testing.T) {
	var log bytes.Buffer
	logger := obs.NewLogger(&log, slog.LevelInfo)
	handler := mw.Chain(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/panic" {
			panic("oops")
		}
		w.WriteHeader(http.StatusTeapot)
		_ = http.NewResponseController(w).Flush()
	}), mw.RequestID, mw.AccessLog(logger), mw.Recover(logger))

	r := httptest.NewRequest(http.MethodGet, "/a?secret=1", nil)
	r.Header.Set("X-Request-Id", "abc")
	w, _ := serve(t, handler, r)
	if w.Header().Get("X-Request-Id") != "abc" || !w.Flushed {
		t.Errorf("%v", w.Header())
	}
	if line := log.String(); !strings.Contains(line, `"method":"GET","path":"/a","status":418,`) || !strings.Contains(line, `"request_id":"abc"`) || strings.Contains(line, "secret") {
		t.Error(line)
	}

	r = httptest.NewRequest(http.MethodGet, "/panic", nil)
	r.Header.Set("X-Request-Id", "a\nb")
	w, p := serve(t, handler, r)
	if w.Code != 500 || p.Code != "INTERNAL" || p.RequestID == "" || strings.Contains(p.RequestID, "\n") || strings.Contains(w.Body.String(), "oops") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), `"error":"oops","stack":"goroutine`) || !strings.Contains(log.String(), `"status":500`) {
		t.Error(log.String())
	}
}

func TestPanicCutsOff(t *testing.T) {
	var log bytes.Buffer
	logger := obs.NewLogger(&log, slog.LevelInfo)
	server := httptest.NewServer(mw.Chain(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hints" {
			w.WriteHeader(http.StatusEarlyHints)
		} else {
			_, _ = io.WriteString(w, strings.Repeat("half", 4096))
		}
		panic("oops")
	}), mw.AccessLog(logger), mw.Recover(logger)))
	defer server.Close()
	for path, want := range map[string]int{"/hints": 500, "/": 200} {
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if response.StatusCode != want || (err != nil) != (want == 200) || strings.Contains(string(body), "INTERNAL") != (want == 500) {
			t.Errorf("%s: %d, %v: %s", path, response.StatusCode, err, body)
		}
	}
	if !strings.Contains(log.String(), `"path":"/","status":200`) {
		t.Error(log.String())
	}
}

func TestAbortGetsThrough(t *testing.T) {
	handler := mw.Recover(slog.New(slog.DiscardHandler))(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer func() {
		if value := recover(); value != any(http.ErrAbortHandler) {
			t.Errorf("the abort was swallowed: %v", value)
		}
	}()
	serve(t, handler, httptest.NewRequest(http.MethodGet, "/", nil))
}

func TestLimits(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	handler := mw.LimitConcurrency(1)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { entered <- struct{}{}; <-release }))
	go handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	<-entered
	w, p := serve(t, handler, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != 503 || p.Reason != "OVERLOADED" || w.Header().Get("Retry-After") != "1" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	close(release)

	mw.LimitTime(time.Minute)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if deadline, ok := r.Context().Deadline(); !ok || time.Until(deadline) > time.Minute {
			t.Error("no deadline")
		}
	})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
}

func TestAPI(t *testing.T) {
	var got *http.Request
	handler := mw.API(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r }))
	for _, method := range []string{http.MethodPatch, http.MethodHead} {
		r := httptest.NewRequest(method, "/v1/products/1", nil)
		for _, name := range []string{"Authorization", "Grpc-Timeout", "X-Forwarded-For", "X-Forwarded-Host"} {
			r.Header.Set(name, "x")
		}
		r.Header.Set("If-Match", `"7"`)
		serve(t, handler, r)
		if len(r.Header) != 5 || r.Host == "" {
			t.Errorf("the request of others has changed: %v", r)
		}
	}
	ctx, err := runtime.AnnotateContext(t.Context(), runtime.NewServeMux(runtime.WithIncomingHeaderMatcher(mw.NoHeaders)), got, "")
	if md, _ := metadata.FromOutgoingContext(ctx); err != nil || len(md) != 0 || got.Method != http.MethodGet || got.Header.Get("If-Match") == "" {
		t.Errorf("%v %v %v", md, err, got)
	}
}

func TestRefuseMalformed(t *testing.T) {
	handler := mw.RefuseMalformed(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for _, test := range []struct {
		target, ifMatch string
		want            int
	}{
		{"/v1/products?filter=title%3D%22%C3%A4%22", `"1"`, 200},
		{"/v1/products?filter=%ff", "", 400},
		{"/v1/products?filter=%00", "", 400},
		{"/v1/products?filter=%zz", "", 400},
		{"/v1/products/%ff", "", 400},
		{"/v1/products", "\"\u00e4\"", 400},
	} {
		r := httptest.NewRequest(http.MethodGet, test.target, nil)
		r.Header.Set("If-Match", test.ifMatch)
		if w, _ := serve(t, handler, r); w.Code != test.want {
			t.Errorf("%s %s: %d", test.target, test.ifMatch, w.Code)
		}
	}
}

func TestHeadersAndCORS(t *testing.T) {
	handler := mw.Chain(http.NotFoundHandler(), mw.SecurityHeaders, mw.CORS([]string{"https://app.example.com"}))
	r := httptest.NewRequest(http.MethodOptions, "/v1/products", nil)
	r.Header.Set("Origin", "https://app.example.com")
	r.Header.Set("Access-Control-Request-Method", "PATCH")
	w, _ := serve(t, handler, r)
	if w.Code != 204 || w.Header().Get("Access-Control-Allow-Origin") != "https://app.example.com" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("a browser may store it, or tell others of it: %v", w.Header())
	}
	r.Header.Set("Origin", "https://evil.example.com")
	if w, _ := serve(t, handler, r); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%v", w.Header())
	}
	if w, _ := serve(t, mw.CORS(nil)(http.NotFoundHandler()), r); w.Code != 404 || len(w.Header()["Vary"]) > 0 {
		t.Errorf("without origins: %d %v", w.Code, w.Header())
	}
}

// TestPages proves that pages of other origins cannot write, although browsers send some requests without asking.
func TestPages(t *testing.T) {
	for _, test := range []struct {
		origins string
		method  string
		headers map[string]string
		want    int
	}{
		{"", http.MethodPost, nil, 200},
		{"", http.MethodPost, map[string]string{"Origin": "http://evil.example.com"}, 403},
		{"", http.MethodDelete, map[string]string{"Origin": "null"}, 403},
		{"", http.MethodPost, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"", http.MethodPost, map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"", http.MethodPost, map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://proxy.example.com"}, 200},
		{"", http.MethodPost, map[string]string{"Origin": "http://api.example.com"}, 200},
		{"", http.MethodGet, map[string]string{"Origin": "http://evil.example.com"}, 200},
		{"https://app.example.com", http.MethodPost, map[string]string{"Origin": "https://app.example.com", "Sec-Fetch-Site": "cross-site"}, 200},
		{"https://app.example.com", http.MethodPost, map[string]string{"Origin": "https://evil.example.com", "Sec-Fetch-Site": "cross-site"}, 403},
		{"https://app.example.com", http.MethodPost, nil, 200},
		{"https://*.example.com", http.MethodPost, map[string]string{"Origin": "https://app.example.com"}, 200},
		{"*", http.MethodPost, map[string]string{"Origin": "https://evil.example.com"}, 200},
	} {
		r := httptest.NewRequest(test.method, "http://api.example.com/v1/products", nil)
		for name, value := range test.headers {
			r.Header.Set(name, value)
		}
		handler := mw.CORS(strings.Fields(test.origins))(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		if w, p := serve(t, handler, r); w.Code != test.want || (p.Reason == "CROSS_ORIGIN") != (test.want == 403) {
			t.Errorf("%+v: %d %s", test, w.Code, w.Body)
		}
	}
}

func TestMetadataAndETag(t *testing.T) {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer x")
	if md := mw.Metadata(r.Context(), r); md.Len() != 0 {
		t.Errorf("%v", md)
	}
	told := metadata.AppendToOutgoingContext(r.Context(), "x-user", "alice") // as middleware does
	if md := mw.Metadata(told, r); md.Len() != 1 || md.Get("x-user")[0] != "alice" {
		t.Errorf("%v", md)
	}
	r.Header.Set("If-Match", `"7"`)
	if md := mw.Metadata(told, r); md.Len() != 2 || md.Get(grpcx.IfMatchKey)[0] != `"7"` {
		t.Errorf("%v", md)
	}
	if md := mw.Metadata(r.Context(), r); md.Get(grpcx.IfMatchKey)[0] != `"7"` {
		t.Errorf("%v", md)
	}
	w := httptest.NewRecorder()
	if err := mw.ETag(t.Context(), w, &pb.SimpleRequest{}); err != nil || len(w.Header()) != 0 {
		t.Errorf("%v %v", err, w.Header())
	}
}
