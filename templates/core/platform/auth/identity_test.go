package auth

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

var (
	alice = Caller{User: UserID("https://issuer.example", "alice"), Session: "s1", Roles: []string{"admin"}}
	noon  = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
)

func signer(tb testing.TB, workspace, name string) *Signer {
	tb.Helper()
	s, err := NewSigner(workspace, name, SignerConfig{Key: "dev"}, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	s.now = func() time.Time { return noon }
	return s
}

func verifier(tb testing.TB, trust ...string) *Verifier {
	tb.Helper()
	v, err := NewVerifier("shop", TrustConfig{Trust: trust}, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	v.now = func() time.Time { return noon }
	return v
}

func sign(tb testing.TB, s *Signer, c Caller) string {
	tb.Helper()
	token, err := s.Sign(c, method)
	if err != nil {
		tb.Fatal(err)
	}
	return token
}

// method is what is called in tests.
const method = "/shop.catalog.v1.CatalogService/GetProduct"

// said returns what a token says, without the token.
func said(c *Caller) Caller {
	plain := *c
	plain.token = nil
	return plain
}

func TestIdentity(t *testing.T) {
	v := verifier(t, "gateway=dev", " orders=dev")
	for _, test := range []struct {
		name   string
		signer string
		caller Caller
	}{
		{"user", "gateway", alice},
		{"user without roles", "gateway", Caller{User: alice.User}},
		{"service", "orders", Caller{Service: "orders"}},
		{"gateway itself", "gateway", Caller{Service: "gateway"}},
		{"passed on for nobody", "orders", Caller{Via: "orders"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			token := sign(t, signer(t, "shop", test.signer), test.caller)
			for range 2 { // the second time from the cache
				got, err := v.Verify(method, token)
				if err != nil || !reflect.DeepEqual(said(got), test.caller) {
					t.Fatalf("got %+v, %v", got, err)
				}
				if printed := fmt.Sprintf("%+v %v %#v", got, *got, *got); strings.Contains(printed, tokenHeader) {
					t.Errorf("a caller that is printed shows the token: %s", printed)
				}
			}
		})
	}
	if token := sign(t, signer(t, "shop", "gateway"), Caller{}); token != "" {
		t.Errorf("nobody is signed as %q", token)
	}
}

func TestForgedIdentity(t *testing.T) {
	gateway := signer(t, "shop", "gateway")
	claim := func(s *Signer, message string) string { return signToken(s.key, []byte(message), []byte(s.name), nil) }
	good := sign(t, gateway, alice)
	_, foreign, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, token string }{
		{"empty", ""},
		{"cut", good[:len(good)-1]},
		{"another letter", strings.Replace(good, good[20:21], string(good[20]^1), 1)},
		{"of another workspace", sign(t, signer(t, "bank", "gateway"), alice)},
		{"own key, another workspace", claim(gateway, `{"aud":"bank","sub":"`+alice.User.String()+`","exp":"2030-01-01T12:01:00Z"}`)},
		{"own key, no workspace", claim(gateway, `{"sub":"`+alice.User.String()+`","exp":"2030-01-01T12:01:00Z"}`)},
		{"foreign key", signToken(foreign, []byte(`{"aud":"shop","sub":"`+alice.User.String()+`","exp":"2030-01-01T12:01:00Z"}`), []byte("gateway"), nil)},
		{"name that nobody trusts", sign(t, signer(t, "shop", "billing"), Caller{Service: "billing"})},
		{"no name", signToken(gateway.key, []byte(`{"aud":"shop","svc":"gateway","to":"`+method+`","exp":"2030-01-01T12:01:00Z"}`), nil, nil)},
		{"user signed by a service", sign(t, signer(t, "shop", "orders"), alice)},
		{"service signed by another", sign(t, signer(t, "shop", "orders"), Caller{Service: "gateway"})},
		{"service signed by the gateway", sign(t, gateway, Caller{Service: "orders"})},
		{"user and service", claim(gateway, `{"aud":"shop","sub":"`+alice.User.String()+`","svc":"gateway","to":"`+method+`","exp":"2030-01-01T12:01:00Z"}`)},
		{"nobody", claim(gateway, `{"aud":"shop","exp":"2030-01-01T12:01:00Z"}`)},
		{"nil user", claim(gateway, `{"aud":"shop","sub":"00000000-0000-0000-0000-000000000000","exp":"2030-01-01T12:01:00Z"}`)},
		{"user that is no id", claim(gateway, `{"aud":"shop","sub":"alice","exp":"2030-01-01T12:01:00Z"}`)},
		{"expired", claim(gateway, `{"aud":"shop","sub":"`+alice.User.String()+`","exp":"2030-01-01T12:00:00Z"}`)},
		{"without an end", claim(gateway, `{"aud":"shop","sub":"`+alice.User.String()+`"}`)},
		{"end that is a number", claim(gateway, `{"aud":"shop","sub":"`+alice.User.String()+`","exp":1893499300}`)},
		{"no JSON", claim(gateway, `aud=shop`)},
		{"of every method", claim(gateway, `{"aud":"shop","svc":"gateway","exp":"2030-01-01T12:01:00Z"}`)},
		{"of another method", claim(gateway, `{"aud":"shop","svc":"gateway","to":"/another","exp":"2030-01-01T12:01:00Z"}`)},
		{"service and via", claim(gateway, `{"aud":"shop","svc":"gate","via":"way","to":"`+method+`","exp":"2030-01-01T12:01:00Z"}`)},
		{"assertion", signToken(gateway.key, []byte(`{"aud":"shop","svc":"gateway","to":"`+method+`","exp":"2030-01-01T12:01:00Z"}`), []byte("gateway"), []byte("x"))},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := verifier(t, "gateway=dev", "orders=dev").Verify(method, test.token); err == nil {
				t.Errorf("it is taken for %+v", got)
			}
		})
	}
}

func TestIdentityEnds(t *testing.T) {
	s, v := signer(t, "shop", "gateway"), verifier(t, "gateway=dev")
	now := noon
	s.now = func() time.Time { return now }
	v.now = s.now

	first := sign(t, s, alice)
	now = noon.Add(reuse - time.Second)
	if sign(t, s, alice) != first {
		t.Error("an identity is signed anew before it has to be")
	}
	now = noon.Add(reuse)
	second := sign(t, s, alice)
	if second == first {
		t.Error("an identity is sent that ends within half a minute")
	}
	if _, err := v.Verify(method, first); err != nil {
		t.Error(err)
	}
	now = noon.Add(lifetime)
	if _, err := v.Verify(method, first); err == nil {
		t.Error("the cache keeps an identity alive")
	}
	if _, err := v.Verify(method, second); err != nil {
		t.Error(err)
	}
}

// TestCallersDiffer fails if two callers could get each other's token from the cache.
func TestCallersDiffer(t *testing.T) {
	s, v := signer(t, "shop", "gateway"), verifier(t, "gateway=dev")
	for _, c := range []Caller{
		{User: alice.User},
		{User: alice.User, Roles: []string{"a", "b"}},
		{User: alice.User, Roles: []string{"a b"}},
		{User: alice.User, Roles: []string{`a","b`}},
		{User: alice.User, Session: "a"},
		{User: alice.User, Session: `a","roles":["admin"],"x":"`},
	} {
		got, err := v.Verify(method, sign(t, s, c))
		if err != nil || !reflect.DeepEqual(said(got), c) {
			t.Errorf("%+v became %+v, %v", c, got, err)
		}
	}
}

func TestKeyRotation(t *testing.T) {
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := WriteKeys(b, Program{Gateway, "GATEWAY_", []string{"CATALOG_"}}); err != nil {
			t.Fatal(err)
		}
	}
	setting := func(b *bytes.Buffer, name string) string {
		for line := range strings.Lines(b.String()) {
			if value, ok := strings.CutPrefix(strings.TrimSpace(line), name+"="); ok {
				return value
			}
		}
		t.Fatalf("no %s in %s", name, b)
		return ""
	}
	log := slog.New(slog.DiscardHandler)
	both, err := NewVerifier("shop", TrustConfig{Trust: []string{setting(&first, "CATALOG_AUTH_TRUST"), setting(&second, "CATALOG_AUTH_TRUST")}}, log)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []*bytes.Buffer{&first, &second} {
		s, err := NewSigner("shop", Gateway, SignerConfig{setting(b, "GATEWAY_AUTH_KEY")}, log)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := both.Verify(method, sign(t, s, alice)); err != nil {
			t.Error(err)
		}
	}
}

func TestWithin(t *testing.T) {
	shared := make([]string, 0, 8)
	var gateway SignerConfig
	catalog, orders := TrustConfig{Trust: shared}, TrustConfig{Trust: append(shared, "jobs=dev")}
	if err := Within("shop", Gateway, &gateway, &catalog, &orders); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	s, err := NewSigner("shop", Gateway, gateway, log)
	if err != nil {
		t.Fatal(err)
	}
	for _, cfg := range []TrustConfig{catalog, orders} {
		v, err := NewVerifier("shop", cfg, log)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.Verify(method, sign(t, s, alice)); err != nil {
			t.Error(err)
		}
	}
	var another SignerConfig
	if err := Within("shop", Gateway, &another); err != nil || another.Key == gateway.Key || another.Key == "dev" {
		t.Errorf("two processes have the key %q, %v", another.Key, err)
	}
}

func TestSettings(t *testing.T) {
	var lines bytes.Buffer
	log := slog.New(slog.NewTextHandler(&lines, nil))
	for _, key := range []string{"", "x", "dev ", strings.Repeat("A", 42), strings.Repeat("A", 44), strings.Repeat("A", 86), strings.Repeat("+", 43)} {
		if _, err := NewSigner("shop", "gateway", SignerConfig{key}, log); err == nil || !strings.HasPrefix(err.Error(), "AUTH_KEY ") || key != "" && strings.Contains(err.Error(), key+" ") {
			t.Errorf("key %q: %v", key, err)
		}
	}
	for _, trust := range []string{"", "dev", "gateway", "gateway=", "=dev", "=devx", "gateway=dev2", "gateway=" + strings.Repeat("A", 42)} {
		if _, err := NewVerifier("shop", TrustConfig{Trust: []string{trust}}, log); err == nil || !strings.HasPrefix(err.Error(), "AUTH_TRUST ") {
			t.Errorf("trust %q: %v", trust, err)
		}
	}
	if _, err := NewVerifier("shop", TrustConfig{}, log); err == nil {
		t.Error("a service can trust nobody")
	}
	users := TrustConfig{Trust: []string{"gateway=dev"}, Users: []string{"orders"}}
	if _, err := NewVerifier("shop", users, log); err == nil || !strings.HasPrefix(err.Error(), "AUTH_USERS ") {
		t.Errorf("users of somebody without a key: %v", err)
	}
	lines.Reset()
	if lines.Len() > 0 {
		t.Errorf("logged: %s", &lines)
	}
	signer := func() error { _, err := NewSigner("shop", "gateway", SignerConfig{"dev"}, log); return err }
	verifier := func() error {
		_, err := NewVerifier("shop", TrustConfig{Trust: []string{"gateway=dev"}}, log)
		return err
	}
	for _, start := range []func() error{signer, verifier} {
		lines.Reset()
		if err := start(); err != nil || !strings.Contains(lines.String(), "AUTH_") {
			t.Errorf("a key of development is taken without a warning: %v, %s", err, &lines)
		}
	}
}

func FuzzIdentity(f *testing.F) {
	s, v := signer(f, "shop", "gateway"), verifier(f, "gateway=dev")
	f.Add(`{"aud":"shop","sub":"` + alice.User.String() + `","exp":"2030-01-01T12:01:00Z"}`)
	f.Add(`{"aud":"shop","svc":"gateway","to":"` + method + `","exp":"2030-01-01T12:01:00Z"}`)
	f.Add(`{"aud":"shop","via":"gateway","to":"` + method + `","exp":"2030-01-01T12:01:00Z"}`)
	f.Fuzz(func(t *testing.T, message string) {
		c, err := v.Verify(method, signToken(s.key, []byte(message), []byte("gateway"), nil))
		if err == nil && (c.anonymous() && c.Via == "" || c.SignedIn() && c.Service+c.Via != "" || !json.Valid([]byte(message))) {
			t.Errorf("%q is taken for %+v", message, c)
		}
	})
}

func TestUserID(t *testing.T) {
	seen := map[uuid.UUID]string{}
	for _, user := range [][2]string{{"a", "bc"}, {"ab", "c"}, {"abc", ""}, {"", "abc"}} {
		id := UserID(user[0], user[1])
		if other, ok := seen[id]; ok || id != UserID(user[0], user[1]) || id.Version() != 5 {
			t.Errorf("%q has the id %s, as %s", user, id, other)
		}
		seen[id] = strings.Join(user[:], " ")
	}
}

func BenchmarkSignNew(b *testing.B) {
	s := signer(b, "shop", "gateway")
	for b.Loop() {
		if _, err := s.SignFor(alice, method, lifetime); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSignAgain(b *testing.B) {
	s := signer(b, "shop", "gateway")
	for b.Loop() {
		if _, err := s.Sign(alice, method); err != nil {
			b.Fatal(err)
		}
	}
}
