package bearer

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
)

// server is an issuer whose answers a test can change.
type server struct {
	*httptest.Server

	keys     atomic.Pointer[jose.JSONWebKeySet]
	requests atomic.Int64 // for keys
	answer   atomic.Pointer[http.HandlerFunc]
}

func newServer(tb testing.TB, keys ...jose.JSONWebKey) *server {
	tb.Helper()
	s := &server{}
	s.publish(keys...)
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		if answer := s.answer.Load(); answer != nil {
			(*answer)(w, r)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": s.URL, "jwks_uri": s.URL + "/keys"})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		s.requests.Add(1)
		_ = json.NewEncoder(w).Encode(s.keys.Load())
	})
	s.Server = httptest.NewServer(mux)
	tb.Cleanup(s.Close)
	return s
}

func (s *server) publish(keys ...jose.JSONWebKey) {
	set := &jose.JSONWebKeySet{}
	for _, key := range keys {
		set.Keys = append(set.Keys, key.Public())
	}
	s.keys.Store(set)
}

func (s *server) verifier() *Verifier {
	return New(Config{Issuer: s.URL, Audience: "shop", RolesClaim: "roles"}, "admin", "merchant")
}

// key returns a private key.
func key(tb testing.TB, id string, private any) jose.JSONWebKey {
	tb.Helper()
	return jose.JSONWebKey{KeyID: id, Key: private, Use: "sig"}
}

func rsaKey(t *testing.T, bits int) *rsa.PrivateKey {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

func edKey(tb testing.TB) ed25519.PrivateKey {
	tb.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	return private
}

func ecKey(t *testing.T, curve elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	private, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

type object = map[string]any

// token signs claims. header has further members; a nil value takes a claim away.
func token(t *testing.T, algorithm jose.SignatureAlgorithm, private any, header map[jose.HeaderKey]any, claims object) string {
	t.Helper()
	opts := &jose.SignerOptions{ExtraHeaders: header}
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: private}, opts)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := s.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// with returns claims of a good token, changed. A nil value takes a claim away.
func (s *server) with(changes object) object {
	all := object{"iss": s.URL, "aud": "shop", "sub": "alice", "exp": time.Now().Add(time.Hour).Unix()}
	maps.Copy(all, changes)
	maps.DeleteFunc(all, func(_ string, value any) bool { return value == nil })
	return all
}

func TestVerify(t *testing.T) {
	rsa, ec, ed := rsaKey(t, 2048), ecKey(t, elliptic.P256()), edKey(t)
	s := newServer(t, key(t, "rsa", rsa), key(t, "ec", ec), key(t, "ed", ed))
	want := auth.UserID(s.URL, "alice")
	for _, test := range []struct {
		name      string
		algorithm jose.SignatureAlgorithm
		key       any
		header    map[jose.HeaderKey]any
		claims    object
		roles     string
		session   string
	}{
		{"RS256", jose.RS256, rsa, map[jose.HeaderKey]any{"kid": "rsa"}, nil, "", ""},
		{"ES256", jose.ES256, ec, map[jose.HeaderKey]any{"kid": "ec"}, nil, "", ""},
		{"EdDSA", jose.EdDSA, ed, map[jose.HeaderKey]any{"kid": "ed"}, nil, "", ""},
		{"no key id", jose.EdDSA, ed, nil, nil, "", ""},
		{"type", jose.EdDSA, ed, map[jose.HeaderKey]any{"typ": "at+jwt"}, nil, "", ""},
		{"many audiences", jose.EdDSA, ed, nil, object{"aud": []string{"bank", "shop"}}, "", ""},
		{"roles", jose.EdDSA, ed, nil, object{"roles": []any{"guest", "merchant", 1, "admin"}}, "admin merchant", ""},
		{"roles in a text", jose.EdDSA, ed, nil, object{"roles": "merchant guest"}, "merchant", ""},
		{"roles that are none", jose.EdDSA, ed, nil, object{"roles": object{"admin": true}}, "", ""},
		{"part of a role", jose.EdDSA, ed, nil, object{"roles": "administrator"}, "", ""},
		{"session", jose.EdDSA, ed, nil, object{"sid": "s1", "jti": "t1"}, "", "s1"},
		{"name of the token", jose.EdDSA, ed, nil, object{"jti": "t1"}, "", "t1"},
		{"long name", jose.EdDSA, ed, nil, object{"jti": strings.Repeat("x", 65)}, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			raw := token(t, test.algorithm, test.key, test.header, s.with(test.claims))
			v := s.verifier()
			for range 2 { // the second time from the cache
				c, err := v.Verify(t.Context(), raw)
				if err != nil || c.User != want || strings.Join(c.Roles, " ") != test.roles || c.Session != test.session {
					t.Errorf("got %+v, %v", c, err)
				}
			}
		})
	}
}

func TestRolesClaim(t *testing.T) {
	ed := edKey(t)
	s := newServer(t, key(t, "1", ed))
	raw := token(t, jose.EdDSA, ed, nil, s.with(object{
		"realm_access":            object{"roles": []string{"admin"}},
		"https://shop.test/roles": []string{"merchant"},
		"scope":                   "openid merchant",
	}))
	for path, want := range map[string]string{
		"realm_access.roles": "admin", "https://shop.test/roles": "merchant", "scope": "merchant",
		"roles": "", "realm_access": "", "scope.roles": "", "realm_access.roles.x": "", ".": "",
	} {
		v := s.verifier()
		v.cfg.RolesClaim = path
		if c, err := v.Verify(t.Context(), raw); err != nil || strings.Join(c.Roles, " ") != want {
			t.Errorf("%s: got %+v, %v", path, c, err)
		}
	}
}

func TestRefuse(t *testing.T) {
	ed, rsa2048, ec := edKey(t), rsaKey(t, 2048), ecKey(t, elliptic.P256())
	small, p384, encrypts := rsaKey(t, 1024), ecKey(t, elliptic.P384()), edKey(t)
	forEncryption := key(t, "enc", encrypts)
	forEncryption.Use = "enc"
	fixed := key(t, "fixed", rsa2048)
	fixed.Algorithm = "PS256"
	s := newServer(t, key(t, "ed", ed), key(t, "ec", ec), key(t, "small", small), key(t, "p384", p384), forEncryption, fixed)
	kid := func(id string) map[jose.HeaderKey]any { return map[jose.HeaderKey]any{"kid": id} }
	typ := func(typ string) map[jose.HeaderKey]any { return map[jose.HeaderKey]any{"kid": "ed", "typ": typ} }
	good := token(t, jose.EdDSA, ed, kid("ed"), s.with(nil))
	parts := strings.Split(good, ".")
	encode := base64.RawURLEncoding.EncodeToString
	der := append([]byte{}, rsa2048.N.Bytes()...)
	now := time.Now()

	claims := func(changes object) string { return token(t, jose.EdDSA, ed, kid("ed"), s.with(changes)) }
	for _, test := range []struct{ name, token string }{
		{"empty", ""},
		{"no token", "abc"},
		{"two parts", parts[0] + "." + parts[1]},
		{"no signature", parts[0] + "." + parts[1] + "."},
		{"other claims", parts[0] + "." + encode([]byte(`{"sub":"bob"}`)) + "." + parts[2]},
		{"alg none", encode([]byte(`{"alg":"none","kid":"ed"}`)) + "." + parts[1] + "."},
		{"alg None", encode([]byte(`{"alg":"None","kid":"ed"}`)) + "." + parts[1] + "." + parts[2]},
		{"HS256 with the public key", token(t, jose.HS256, der, kid("rsa"), s.with(nil))},
		{"RS512", token(t, jose.RS512, rsa2048, kid("fixed"), s.with(nil))},
		{"PS256", token(t, jose.PS256, rsa2048, kid("fixed"), s.with(nil))},
		{"a key for another algorithm", token(t, jose.RS256, rsa2048, kid("fixed"), s.with(nil))},
		{"ES384", token(t, jose.ES384, p384, kid("p384"), s.with(nil))},
		{"a small key", smallToken(t, small, s)},
		{"a key for encryption", token(t, jose.EdDSA, encrypts, kid("enc"), s.with(nil))},
		{"own key", token(t, jose.EdDSA, encrypts, kid("ed"), s.with(nil))},
		{"own key, sent along", embeddedToken(t, encrypts, s)},
		{"key of another kind", token(t, jose.EdDSA, ed, kid("ec"), s.with(nil))},
		{"unknown key", token(t, jose.EdDSA, ed, kid("other"), s.with(nil))},
		{"JSON serialization", `{"payload":"` + parts[1] + `","protected":"` + parts[0] + `","signature":"` + parts[2] + `"}`},
		{"critical header", token(t, jose.EdDSA, ed, map[jose.HeaderKey]any{"kid": "ed", "crit": []string{"x"}, "x": 1}, s.with(nil))},
		{"logout token", token(t, jose.EdDSA, ed, typ("logout+jwt"), s.with(nil))},
		{"another type", token(t, jose.EdDSA, ed, typ("dpop+jwt"), s.with(nil))},
		{"another issuer", claims(object{"iss": "https://evil.example"})},
		{"issuer with a slash", claims(object{"iss": s.URL + "/"})},
		{"no issuer", claims(object{"iss": nil})},
		{"another audience", claims(object{"aud": "bank"})},
		{"other audiences", claims(object{"aud": []string{"bank", "shop.example"}})},
		{"no audience", claims(object{"aud": nil})},
		{"expired", claims(object{"exp": now.Add(-time.Second).Unix()})},
		{"no end", claims(object{"exp": nil})},
		{"end that is a text", claims(object{"exp": "tomorrow"})},
		{"not yet", claims(object{"nbf": now.Add(2 * time.Minute).Unix()})},
		{"no subject", claims(object{"sub": nil})},
		{"empty subject", claims(object{"sub": ""})},
		{"subject that is a number", claims(object{"sub": 1})},
		{"ID token", claims(object{"nonce": "n"})},
		{"too long", claims(object{"x": strings.Repeat("x", maxToken)})},
		{"line end", good[:10] + "\n" + good[10:]},
		{"PASETO", "v4.public.e30"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := s.verifier().Verify(t.Context(), test.token)
			if _, ok := errors.AsType[*InvalidError](err); !ok {
				t.Errorf("got %+v, %v", c, err)
			}
		})
	}
	if _, err := s.verifier().Verify(t.Context(), good); err != nil {
		t.Errorf("the token that the others are made of: %v", err)
	}
	if _, err := s.verifier().Verify(t.Context(), claims(object{"nbf": now.Add(30 * time.Second).Unix()})); err != nil {
		t.Errorf("clocks may differ a little: %v", err)
	}
}

// smallToken signs with a key that go-jose would not sign with.
func smallToken(t *testing.T, small *rsa.PrivateKey, s *server) string {
	t.Helper()
	payload, err := json.Marshal(s.with(nil))
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"RS256","kid":"small"}`)) + "." + encode(payload)
	hash := crypto.SHA256.New()
	hash.Write([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, small, crypto.SHA256, hash.Sum(nil))
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + encode(signature)
}

// embeddedToken has its key in its header.
func embeddedToken(t *testing.T, private ed25519.PrivateKey, s *server) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: private}, &jose.SignerOptions{EmbedJWK: true})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(s.with(nil))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestCacheEnds(t *testing.T) {
	ed := edKey(t)
	s := newServer(t, key(t, "1", ed))
	v := s.verifier()
	start := time.Now()
	raw := token(t, jose.EdDSA, ed, nil, s.with(object{"exp": start.Add(10 * time.Second).Unix()}))
	if _, err := v.Verify(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	v.now = func() time.Time { return start.Add(10 * time.Second) }
	if _, err := v.Verify(t.Context(), raw); err == nil {
		t.Error("the cache keeps a token alive")
	}
}

func TestConfig(t *testing.T) {
	for issuer, ok := range map[string]bool{
		"https://issuer.example": true, "https://issuer.example/realms/shop": true, "http://localhost:8081": true, "http://127.0.0.1:1": true, "http://[::1]:1": true,
		"http://issuer.example": false, "issuer.example": false, "https://": false, "https://u:p@issuer.example": false,
		"https://issuer.example?x": false, "https://issuer.example#x": false, "ftp://localhost": false, "http://localhost.evil.example": false, "http://127.0.0.1.evil.example": false,
	} {
		if err := (Config{Issuer: issuer}).Check(); (err == nil) != ok {
			t.Errorf("%s: %v", issuer, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.e30.AA")
	f.Add("")
	v := newServer(f, key(f, "1", edKey(f))).verifier()
	f.Fuzz(func(t *testing.T, raw string) {
		if c, err := v.Verify(t.Context(), raw); err == nil {
			t.Errorf("%q is taken for %+v", raw, c)
		}
	})
}

func FuzzRoles(f *testing.F) {
	f.Add("roles", `{"roles":["admin"]}`)
	f.Add("a.b", `{"a":{"b":"admin x"}}`)
	f.Fuzz(func(t *testing.T, path, text string) {
		var c claims
		if c.UnmarshalJSON([]byte(text)) != nil {
			return
		}
		if roles := c.roles(path, []string{"admin"}); len(roles) > 0 && !strings.Contains(text, "admin") && !strings.Contains(text, `\u`) {
			t.Errorf("%s of %s are %q", path, text, roles)
		}
	})
}
