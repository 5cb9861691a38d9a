package authn_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
)

// TestConfusion puts each kind of token in the place of the others.
func TestConfusion(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	user := b.mustSignIn("google", aliceMail)
	token := b.token()
	signer, err := auth.NewSigner("forum", auth.Gateway, auth.SignerConfig{Key: "dev"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	identity, err := signer.Sign(auth.Caller{User: user, Roles: []string{"admin"}})
	if err != nil {
		t.Fatal(err)
	}
	begin := w.browser(t)
	begin.do("GET", "/auth/google/login")
	attempt := ""
	for name, value := range begin.cookies() {
		if strings.HasPrefix(name, "forum-in-") {
			attempt = value
		}
	}
	jwt := "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."

	for name, value := range map[string]string{"identity": identity, "attempt": attempt, "JWT": jwt} {
		t.Run(name+" as a session", func(t *testing.T) {
			b := w.browser(t)
			if b.keep("forum", value); b.whoami() != uuid.Nil {
				t.Error("it is taken")
			}
		})
	}
	for name, value := range map[string]string{"session": token, "identity": identity, "attempt": attempt, "JWT": jwt} {
		t.Run(name+" as a bearer token", func(t *testing.T) {
			if got := w.browser(t).do("GET", "/v1/who", "Authorization", "Bearer "+value); got.status != http.StatusUnauthorized || got.reason() != "CREDENTIALS_INVALID" {
				t.Errorf("%d %s", got.status, got.body)
			}
			if got := b.do("GET", "/v1/who", "Authorization", "Bearer "+value); got.status != http.StatusUnauthorized {
				t.Errorf("the cookie counts beside it: %d %s", got.status, got.body)
			}
		})
		t.Run(name+" as an identity", func(t *testing.T) {
			for _, header := range []string{"x-identity", "Grpc-Metadata-X-Identity"} {
				if w.browser(t).whoami(header, value) != uuid.Nil {
					t.Errorf("%s is taken from a client", header)
				}
			}
		})
	}
	t.Run("a session of another workspace", func(t *testing.T) {
		other := w.browser(t)
		if other.keep("shop", token); other.whoami() != uuid.Nil {
			t.Error("it is taken")
		}
	})
	t.Run("two cookies", func(t *testing.T) {
		if w.browser(t).whoami("Cookie", "forum=x; forum="+token) != uuid.Nil {
			t.Error("a later cookie counts")
		}
	})
	t.Run("a session as a code", func(t *testing.T) {
		b := w.browser(t)
		back := change(t, b.atProvider("google", bobMail), "code", token)
		if got := b.do("GET", back); got.status != http.StatusUnauthorized || b.token() != "" {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
}
