package fakeidp

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/dev"
	"github.com/svcgen/svcgen/templates/core/platform/format"
)

// SignIn follows the link that begins a sign-in at a gateway, as a browser does, until the gateway has signed the person in. It does not open
// the page that comes then.
func SignIn(ctx context.Context, link string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar, Timeout: 10 * time.Second, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if atCallback(via[len(via)-1]) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return err
	}
	request.Header.Set("X-Request-Id", dev.RequestID) // on redirects, too
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if location := answer.Header.Get("Location"); atCallback(answer.Request) && location != "" && !strings.Contains(location, "auth_error=") {
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
	if err != nil {
		return err
	}
	return fmt.Errorf("%s answers %s %s", answer.Request.URL.Host, answer.Status, format.Line(string(body)+answer.Header.Get("Location"), 500))
}

// atCallback reports whether a request goes to where a provider sends browsers back to.
func atCallback(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/callback") }
