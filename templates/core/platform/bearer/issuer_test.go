package bearer

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	jose "github.com/go-jose/go-jose/v4"
)

func TestIssuerAnswers(t *testing.T) {
	good := key(t, "1", edKey(t))
	s := newServer(t, good)
	for name, answer := range map[string]http.HandlerFunc{
		"error":           func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"no JSON":         func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"another issuer":  text(`{"issuer":"https://evil.example","jwks_uri":"` + s.URL + `/keys"}`),
		"no keys":         text(`{"issuer":"` + s.URL + `"}`),
		"keys over http":  text(`{"issuer":"` + s.URL + `","jwks_uri":"http://192.0.2.1/keys"}`),
		"keys in a file":  text(`{"issuer":"` + s.URL + `","jwks_uri":"file:///etc/passwd"}`),
		"too large":       text(`{"issuer":"` + s.URL + `","x":"` + strings.Repeat("x", 1<<20) + `"}`),
		"elsewhere":       func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, s.URL+"/keys", http.StatusFound) },
		"keys are a text": text(`{"issuer":"` + s.URL + `","jwks_uri":"` + s.URL + `/.well-known/openid-configuration","keys":"x"}`),
	} {
		t.Run(name, func(t *testing.T) {
			s.answer.Store(&answer)
			defer s.answer.Store(nil)
			raw := token(t, jose.EdDSA, good.Key, nil, s.with(nil))
			_, err := s.verifier().Verify(t.Context(), raw)
			if _, invalid := errors.AsType[*InvalidError](err); err == nil || invalid {
				t.Errorf("an outage is taken for a bad token: %v", err)
			}
		})
	}
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }
}

// TestOddKeys holds that a key of a kind that we do not know, or that is broken, does not take the others away.
func TestOddKeys(t *testing.T) {
	good := key(t, "1", edKey(t))
	s := newServer(t, good)
	public := good.Public()
	member, err := public.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	odd := `{"kty":"OKP","crv":"X448","kid":"2","x":"AA"},{"kty":"oct","k":"AAAA","kid":"1"},{"kty":"new"},{"kty":"RSA","n":"AA"},null,"x"`
	answer := text(`{"issuer":"` + s.URL + `","jwks_uri":"` + s.URL + `/.well-known/openid-configuration","keys":[` + odd + `,` + string(member) + `]}`)
	s.answer.Store(&answer)
	if _, err := s.verifier().Verify(t.Context(), token(t, jose.EdDSA, good.Key, nil, s.with(nil))); err != nil {
		t.Error(err)
	}
}
