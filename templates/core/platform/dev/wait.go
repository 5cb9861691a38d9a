package dev

import (
	"context"
	"net/http"
	"time"
)

// maxWait is how long WaitFor waits at most between two requests.
const maxWait = 5 * time.Second

// WaitFor waits until a server answers a GET of url with 200, and reports whether it does before ctx ends. One that answers something
// else may log each request, so that it is asked more and more rarely.
func WaitFor(ctx context.Context, url string) bool {
	client := &http.Client{Timeout: maxWait}
	wait := 100 * time.Millisecond
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return false
		}
		request.Header.Set("X-Request-Id", RequestID)
		if answer, err := client.Do(request); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return true
			}
			wait = min(2*wait, maxWait)
		}
		if !sleep(ctx, wait) {
			return false
		}
	}
}
