package testkit

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// Measure sends a GET for path again and again, past the network, so that what is measured is the gateway, the service and the database.
func (a *API) Measure(b *testing.B, path string) {
	b.Helper()
	a.Do(b, http.MethodGet, path, nil).Want(b, http.StatusOK)
	b.ReportAllocs()
	for b.Loop() {
		request := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil)
		request.Header = a.header
		answer := &discarded{header: http.Header{}, status: http.StatusOK}
		if a.handler.ServeHTTP(answer, request); answer.status != http.StatusOK {
			b.Fatalf("GET %s: status %d", path, answer.status)
		}
	}
}

// discarded is an answer of which only the status is kept.
type discarded struct {
	header http.Header
	status int
}

func (d *discarded) Header() http.Header            { return d.header }
func (d *discarded) Write(data []byte) (int, error) { return len(data), nil }
func (d *discarded) WriteHeader(status int)         { d.status = status }
