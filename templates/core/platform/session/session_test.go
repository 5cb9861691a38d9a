package session_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

func TestToken(t *testing.T) {
	id := uuid.New()
	token, hash := session.NewToken(id)
	got, gotHash, ok := session.ParseToken(token)
	if !ok || got != id || !bytes.Equal(gotHash, hash) || len(hash) != sha256.Size {
		t.Fatalf("%s is parsed as %s, %v", token, got, ok)
	}
	if other, otherHash := session.NewToken(id); other == token || bytes.Equal(hash, otherHash) {
		t.Error("two sessions have one token")
	}
	if strings.Contains(token, string(hash)) {
		t.Error("the token has what is stored")
	}
	for name, text := range map[string]string{
		"empty":             "",
		"prefix only":       "s1.",
		"no prefix":         token[3:],
		"another version":   "s2." + token[3:],
		"cut":               token[:len(token)-1],
		"long":              token + "A",
		"four more":         token + "AAAA",
		"padding":           token[:len(token)-1] + "=",
		"other alphabet":    token[:10] + "+/" + token[12:],
		"line end within":   token[:10] + "\n" + token[11:],
		"line end after":    token + "\n",
		"blank before":      " " + token,
		"upper-case prefix": "S1." + token[3:],
		"huge":              "s1." + strings.Repeat("A", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, ok := session.ParseToken(text); ok {
				t.Errorf("%.80q is taken", text)
			}
		})
	}
}

// FuzzToken holds that a token has one text.
func FuzzToken(f *testing.F) {
	token, _ := session.NewToken(uuid.Nil)
	f.Add(token)
	f.Add("s1." + strings.Repeat("A", 64))
	seen := map[string]string{}
	f.Fuzz(func(t *testing.T, text string) {
		id, hash, ok := session.ParseToken(text)
		if !ok {
			return
		}
		key := id.String() + string(hash)
		if other, known := seen[key]; known && other != text {
			t.Errorf("%q and %q are one token", other, text)
		}
		seen[key] = text
		if len(text) != len(token) || strings.ContainsAny(text, "\r\n=+/ ") {
			t.Errorf("%q is taken", text)
		}
	})
}

func TestFromGateway(t *testing.T) {
	for _, test := range []struct {
		caller auth.Caller
		ok     bool
	}{
		{auth.Caller{Service: auth.Gateway}, true},
		{auth.Caller{}, false},
		{auth.Caller{Service: "orders"}, false},
		{auth.Caller{User: uuid.New(), Roles: []string{"admin"}}, false},
	} {
		if err := session.FromGateway(auth.With(context.Background(), test.caller)); (err == nil) != test.ok {
			t.Errorf("%+v: %v", test.caller, err)
		}
	}
}
