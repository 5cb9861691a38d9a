// Package e2e_test asks a running installation: E2E_BASE_URL=https://shop.example.com go test -count=1 ./tests/e2e
package e2e_test

import (
	"net/http"
	"os"
	"testing"
	"time"
)

func TestUnknownPath(t *testing.T) {
	base := os.Getenv("E2E_BASE_URL")
	if base == "" {
		t.Skip("E2E_BASE_URL is not set")
	}
	client := &http.Client{Timeout: 10 * time.Second}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/no/such/path", nil) // #nosec G704 -- whoever runs the test says which URL
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request) // #nosec G704 -- as above
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	if response.StatusCode != http.StatusNotFound {
		t.Errorf("GET /no/such/path: %d, want %d", response.StatusCode, http.StatusNotFound)
	}
}
