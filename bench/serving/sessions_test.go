package serving

import (
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
)

// startRemembering starts a server that knows its users by their sessions, and signs one of them in.
func (s *servers) startRemembering(b *testing.B, start func(name, dir string, env ...string) *server, dir string) {
	b.Helper()
	provider, err := fakeidp.NewProvider("127.0.0.1:0", fakeidp.Person{Email: "ada@example.com", Name: "Ada"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(provider.Close)
	s.remembering = start("one process, sessions", dir, "IDENTITY_DATABASE_URL="+startPostgres(b), "IDENTITY_MIGRATE_ON_START=true",
		"IDENTITY_GRPC_ADDR="+freeAddr(b), "IDENTITY_OIDC_ISSUER="+provider.URL, "IDENTITY_OIDC_CLIENT_ID=shop", "IDENTITY_OIDC_CLIENT_SECRET=secret")
	s.session = signIn(b, "http://"+s.remembering.http)
}

// signIn follows the sign-in of a gateway as a browser does, and returns the cookies that it has then.
func signIn(b *testing.B, gateway string) string {
	b.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	login := gateway + "/auth/oidc/login?return_to=/v1/me&login_hint=ada@example.com"
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, login, nil)
	if err != nil {
		b.Fatal(err)
	}
	answer, err := (&http.Client{Jar: jar}).Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		b.Fatalf("%s ends with %s of %s", login, answer.Status, answer.Request.URL)
	}
	var all []string
	for _, c := range jar.Cookies(answer.Request.URL) {
		all = append(all, c.Name+"="+c.Value)
	}
	return strings.Join(all, "; ")
}
