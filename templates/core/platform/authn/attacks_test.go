package authn_test

import (
	"net/http"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/signintest"
)

func TestAttacks(t *testing.T) {
	w := newWorld(t)
	signintest.Run(t, signintest.Target{
		URL: w.url, Transport: http.DefaultTransport, Workspace: "forum", Provider: w.idp, Providers: providers,
	})
}
