package fakeidp

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Person is somebody who can sign in.
type Person struct {
	Email      string // OpenID Connect subject, too
	Name       string
	Unverified bool     // the mail address may be somebody else's
	More       []string // further mail addresses on GitHub, which come before Email
}

// Provider signs people in as an OpenID Connect issuer and as GitHub do, on a loopback address. It holds its clients to the rules of OAuth:
// a code is good for one exchange, with the redirect URI and the PKCE verifier of the sign-in. Whoever has an id and a secret is a client.
type Provider struct {
	URL string // the issuer, and the URL of GitHub

	server *http.Server

	mu          sync.Mutex
	people      []Person
	codes       map[string]grant
	tokens      map[string]int // indices of people, by access token
	faults      Faults
	key         ed25519.PrivateKey
	keyID       int
	keyRequests int
}

// grant is what a code stands for.
type grant struct {
	person                                int
	client, redirectURI, challenge, nonce string
}

// NewProvider starts a provider on a loopback address such as 127.0.0.1:0.
func NewProvider(addr string, people ...Person) (*Provider, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return nil, err
	}
	p := &Provider{URL: "http://" + listener.Addr().String(), people: people, codes: map[string]grant{}, tokens: map[string]int{}}
	if err := p.Rotate(); err != nil {
		return nil, err
	}
	p.server = &http.Server{Handler: p.routes(), ReadHeaderTimeout: time.Second}
	go func() { _ = p.server.Serve(listener) }() // until Close
	return p, nil
}

// Close ends the provider.
func (p *Provider) Close() { _ = p.server.Close() }

// Rotate replaces the key that ID tokens are signed with, and withdraws the old one.
func (p *Provider) Rotate() error {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key = key
	p.keyID++
	return nil
}

// SetFaults sets what the provider does wrong from now on.
func (p *Provider) SetFaults(f Faults) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = f
}

// KeyRequests returns how often somebody has asked for the keys.
func (p *Provider) KeyRequests() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.keyRequests
}

func (p *Provider) routes() http.Handler {
	mux := http.NewServeMux()
	handle := func(h func(*Provider, http.ResponseWriter, *http.Request)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { h(p, w, r) }
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", handle(authorize))
	mux.HandleFunc("GET /login/oauth/authorize", handle(authorize))
	mux.HandleFunc("POST /token", handle(exchange))
	mux.HandleFunc("POST /login/oauth/access_token", handle(exchange))
	mux.HandleFunc("GET /api/v3/user", handle(user))
	mux.HandleFunc("GET /api/v3/user/emails", handle(emails))
	return faulty(p, mux)
}

func (p *Provider) discovery(w http.ResponseWriter, r *http.Request) {
	answer(map[string]any{
		"issuer": p.URL, "jwks_uri": p.URL + "/keys", "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"authorization_response_iss_parameter_supported": true,
	})(w, r)
}

func (p *Provider) keys(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.keyRequests++
	key := map[string]any{"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": strconv.Itoa(p.keyID), "x": encode(p.key[ed25519.SeedSize:])}
	p.mu.Unlock()
	answer(map[string]any{"keys": []any{key}})(w, r)
}

// idToken returns an ID token of a person. p.mu is held.
func (p *Provider) idToken(g grant) (string, error) {
	person, now := p.people[g.person], time.Now()
	header := map[string]any{"alg": "EdDSA", "kid": strconv.Itoa(p.keyID), "typ": "JWT"}
	claims := map[string]any{
		"iss": p.URL, "aud": g.client, "sub": person.Email, "nonce": g.nonce, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"email": person.Email, "email_verified": !person.Unverified, "name": person.Name,
	}
	change(header, p.faults.Header)
	change(claims, p.faults.Claims)
	head, err := json.Marshal(header)
	if err != nil {
		return "", err
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed := encode(head) + "." + encode(payload)
	return signed + "." + encode(sign(header["alg"], p.key, []byte(signed))), nil
}

// Add adds a person.
func (p *Provider) Add(person Person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.people = append(p.people, person)
}
