package dev

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestWaitFor(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(server.Close)
	start := time.Now()
	if !WaitFor(t.Context(), server.URL) || asked != 3 {
		t.Errorf("asked %d times", asked)
	}
	if took := time.Since(start); took < 600*time.Millisecond { // 200 ms and 400 ms
		t.Errorf("asked again after %s", took)
	}
	server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 250*time.Millisecond)
	defer cancel()
	if WaitFor(ctx, server.URL) {
		t.Error("nobody answers")
	}
}
