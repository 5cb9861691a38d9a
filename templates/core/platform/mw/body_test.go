package mw_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/mw"
)

// sendSlowly announces a body of 100 bytes and sends one of them.
func sendSlowly(t *testing.T, server *httptest.Server) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_, _ = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
	return conn
}

// TestSlowBodies proves that clients that send slowly keep nobody out, and are not waited for.
func TestSlowBodies(t *testing.T) {
	server := httptest.NewServer(mw.Chain(
		http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) }),
		mw.ReadBody(mw.BodyLimits{Bytes: 1000, Memory: 1000, Time: 500 * time.Millisecond}),
		mw.LimitConcurrency(2),
	))
	defer server.Close()
	var slow []net.Conn
	for range 50 {
		slow = append(slow, sendSlowly(t, server))
	}
	for range 10 {
		response, err := http.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		if _ = response.Body.Close(); response.StatusCode != http.StatusOK {
			t.Fatalf("a request without a body: %d", response.StatusCode)
		}
	}
	for _, conn := range slow {
		if answer, _ := io.ReadAll(conn); !strings.HasPrefix(string(answer), "HTTP/1.1 408") || strings.Contains(string(answer), "tcp") {
			t.Fatalf("%s", answer)
		}
	}
}

// TestBodyTimeEnds proves that the time for a body does not end the request.
func TestBodyTimeEnds(t *testing.T) {
	const limit = 50 * time.Millisecond
	server := httptest.NewServer(mw.ReadBody(mw.BodyLimits{Bytes: 1000, Time: limit})(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
			t.Error("the request is cancelled")
		case <-time.After(3 * limit):
		}
	})))
	defer server.Close()
	response, err := http.Post(server.URL, "", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

func TestBodyMemory(t *testing.T) {
	var inner func(w http.ResponseWriter, r *http.Request)
	handler := mw.ReadBody(mw.BodyLimits{Bytes: 8, Memory: 12, Time: time.Minute})(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { inner(w, r) }))
	post := func(body string) (int, string) {
		w, p := serve(t, handler, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		return w.Code, p.Reason
	}
	entered := 0
	inner = func(http.ResponseWriter, *http.Request) {
		if entered++; entered > 1 {
			return
		}
		if code, reason := post("12345"); code != 503 || reason != "OVERLOADED" {
			t.Errorf("a second body that does not fit: %d %s", code, reason)
		}
		if code, _ := post("1234"); code != 200 {
			t.Errorf("a second body that fits: %d", code)
		}
	}
	if code, _ := post("12345678"); code != 200 || entered != 2 {
		t.Errorf("a body alone: %d, entered %d", code, entered)
	}
	for range 3 {
		if code, _ := post("123456789"); code != 413 {
			t.Errorf("a body that is too large: %d", code)
		}
	}
	if code, _ := post("12345678"); code != 200 {
		t.Errorf("memory is not released: %d", code)
	}
	broken := httptest.NewRequest(http.MethodPost, "/", io.MultiReader(strings.NewReader("1"), brokenReader{}))
	if w, _ := serve(t, handler, broken); w.Code != 400 || strings.Contains(w.Body.String(), "10.0.0.1") {
		t.Errorf("a body that ends early: %d %s", w.Code, w.Body)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) {
	return 0, fmt.Errorf("read 10.0.0.1: %w", io.ErrUnexpectedEOF)
}

func TestJSONOnly(t *testing.T) {
	handler := mw.JSONOnly(func(http.ResponseWriter, *http.Request, map[string]string) {})
	for _, test := range []struct {
		method, media, body string
		want                int
	}{
		{http.MethodPost, "application/json", "{}", 200},
		{http.MethodPost, "Application/JSON; charset=UTF-8", "{}", 200},
		{http.MethodPatch, "application/merge-patch+json", "{}", 200},
		{http.MethodPost, "", "", 200},
		{http.MethodDelete, "text/plain", "", 200},
		{http.MethodPost, "", "{}", 415},
		{http.MethodPost, "text/plain", "{}", 415},
		{http.MethodPost, "application/x-www-form-urlencoded", "{}", 415},
		{http.MethodPost, "application/json; charset=utf-16", "{}", 415},
		{http.MethodPost, "application/merge-patch+json", "{}", 415},
		{http.MethodPost, "application/json, text/plain", "{}", 415},
		{http.MethodPost, "application/jsonx", "{}", 415},
	} {
		r := httptest.NewRequest(test.method, "/", strings.NewReader(test.body))
		if test.media != "" {
			r.Header.Set("Content-Type", test.media)
		}
		w := httptest.NewRecorder()
		if handler(w, r, nil); w.Code != test.want {
			t.Errorf("%+v: %d %s", test, w.Code, w.Body)
		}
	}
}
