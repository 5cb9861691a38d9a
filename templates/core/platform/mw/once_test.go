package mw_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
	"github.com/svcgen/svcgen/templates/core/platform/once"
)

// TestOnceKey checks that the services get the key, in a form that gRPC can carry.
func TestOnceKey(t *testing.T) {
	var md metadata.MD
	handler := mw.OnceKey(mw.API(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.Header.Get(once.Header) != "" {
			t.Error("the header is there twice")
		}
		md = mw.Metadata(r.Context(), r)
	})))
	for key, want := range map[string]string{"": "", "k": "k", `"k"`: "k", "ä": `"\u00e4"`} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil)
		if key != "" {
			r.Header.Set(once.Header, key)
		}
		handler.ServeHTTP(httptest.NewRecorder(), r)
		if got := md.Get(grpcx.OnceKey); want == "" && len(got) > 0 || want != "" && (len(got) != 1 || got[0] != want) {
			t.Errorf("%q: got %q, want %q", key, got, want)
		}
	}
}

// TestCORSHeaders checks that pages can send a header that an API has beside the usual ones.
func TestCORSHeaders(t *testing.T) {
	for _, allowed := range []bool{true, false} {
		var more []string
		if allowed {
			more = []string{once.Header}
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodOptions, "http://api.example.com/v1/products", nil)
		r.Header.Set("Origin", "https://shop.example.com")
		r.Header.Set("Access-Control-Request-Method", http.MethodPost)
		r.Header.Set("Access-Control-Request-Headers", "idempotency-key")
		w := httptest.NewRecorder()
		mw.CORS([]string{"https://shop.example.com"}, more...)(http.NotFoundHandler()).ServeHTTP(w, r)
		if got := w.Header().Get("Access-Control-Allow-Headers"); (got == "idempotency-key") != allowed {
			t.Errorf("allowed: %t: got %q", allowed, got)
		}
	}
}
