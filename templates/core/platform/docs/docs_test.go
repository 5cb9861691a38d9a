package docs_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/docs"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
)

const document = "openapi: 3.1.1\n"

func get(t *testing.T, method, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	teapot := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	r := httptest.NewRequest(method, path, http.NoBody)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	mw.SecurityHeaders(docs.Handler([]byte(document), teapot)).ServeHTTP(w, r)
	return w
}

func TestDocument(t *testing.T) {
	r := get(t, http.MethodGet, "/openapi.yaml")
	if media := r.Header().Get("Content-Type"); media != "application/yaml" || r.Body.String() != document {
		t.Errorf("%d, %s", r.Code, media)
	}
}

// TestPage proves that a browser gets everything that the page names from here, and that the page holds no script of its own, which its
// policy would refuse.
func TestPage(t *testing.T) {
	r := get(t, http.MethodGet, "/docs")
	page := r.Body.String()
	if policy := r.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self';") || strings.Contains(policy, "http") {
		t.Errorf("the policy is %s", policy)
	}
	if strings.Contains(page, "//") || regexp.MustCompile(`<script(>| [^>]*>[^<])`).MatchString(page) {
		t.Errorf("the page loads from elsewhere, or holds a script:\n%s", page)
	}
	for _, link := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		plain, packed := get(t, http.MethodGet, link[1]), get(t, http.MethodGet, link[1], "Accept-Encoding", "gzip, br")
		want := plain.Body.String()
		if plain.Code != http.StatusOK || want == "" {
			t.Errorf("%s: %d", link[1], plain.Code)
		}
		var got io.Reader = packed.Body
		if packed.Header().Get("Content-Encoding") == "gzip" {
			var err error
			if got, err = gzip.NewReader(packed.Body); err != nil {
				t.Fatal(err)
			}
		}
		if text, err := io.ReadAll(got); err != nil || string(text) != want {
			t.Errorf("%s differs if it is compressed", link[1])
		}
		if media := plain.Header().Get("Content-Type"); media == "" || media != packed.Header().Get("Content-Type") {
			t.Errorf("%s is a %q", link[1], media)
		}
	}
}

func TestOthers(t *testing.T) {
	for _, request := range [][2]string{
		{http.MethodPost, "/docs"},
		{http.MethodGet, "/docs/"},
		{http.MethodGet, "/docs/no-such-file"},
		{http.MethodGet, "/docs/../docs.go"},
		{http.MethodGet, "/docs//etc/passwd"},
		{http.MethodGet, "/docs/."},
		{http.MethodGet, "/v1/products"},
		{http.MethodDelete, "/openapi.yaml"},
	} {
		if r := get(t, request[0], request[1]); r.Code != http.StatusTeapot || r.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: %d", request[0], request[1], r.Code)
		}
	}
}
