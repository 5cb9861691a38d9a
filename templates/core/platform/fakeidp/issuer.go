// Package fakeidp is an issuer of tokens for tests and development. No program of production links it.
package fakeidp

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"time"
)

// Audience is whom an Issuer makes its tokens for.
const Audience = "development"

// Issuer signs tokens for whoever asks in this process, and publishes its key on a loopback address as OpenID Connect wants it.
type Issuer struct {
	URL string // as in the claim iss

	key    ed25519.PrivateKey
	server *http.Server
}

// New starts an issuer with a key of its own, on a loopback address such as 127.0.0.1:0.
func New(addr string) (*Issuer, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return nil, err
	}
	i := &Issuer{URL: "http://" + listener.Addr().String(), key: key}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", answer(map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys"}))
	mux.HandleFunc("GET /keys", answer(map[string]any{"keys": []any{map[string]any{
		"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": "1", "x": encode(key[ed25519.SeedSize:]),
	}}}))
	i.server = &http.Server{Handler: mux, ReadHeaderTimeout: time.Second}
	go func() { _ = i.server.Serve(listener) }() // until Close
	return i, nil
}

// Close ends the issuer. What it has signed is valid as long as somebody remembers its key.
func (i *Issuer) Close() { _ = i.server.Close() }

// Token returns a token of a user with roles.
func (i *Issuer) Token(subject string, lifetime time.Duration, roles ...string) (string, error) {
	return i.Sign(map[string]any{"sub": subject, "roles": append([]string{}, roles...), "exp": time.Now().Add(lifetime).Unix()})
}

// Sign returns a token with these claims, and with iss and aud unless they are among them.
func (i *Issuer) Sign(claims map[string]any) (string, error) {
	all := map[string]any{"iss": i.URL, "aud": Audience}
	maps.Copy(all, claims)
	payload, err := json.Marshal(all)
	if err != nil {
		return "", fmt.Errorf("claims: %w", err)
	}
	signed := encode([]byte(`{"alg":"EdDSA","kid":"1","typ":"at+jwt"}`)) + "." + encode(payload)
	return signed + "." + encode(ed25519.Sign(i.key, []byte(signed))), nil
}

func encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

func answer(value any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(value) // the client went away
	}
}
