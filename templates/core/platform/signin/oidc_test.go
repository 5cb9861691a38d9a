package signin

import (
	"strings"
	"testing"

	"golang.org/x/oauth2"

	"github.com/svcgen/svcgen/templates/core/platform/oidc"
)

func TestFlag(t *testing.T) {
	for text, want := range map[string]flag{"true": true, `"true"`: true, "false": false, `"false"`: false, "1": false, "null": false, `"yes"`: false, `{}`: false} {
		var got flag = true
		if err := got.UnmarshalJSON([]byte(text)); err != nil || got != want {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
}

func TestPlain(t *testing.T) {
	for email, ok := range map[string]bool{
		"alice@example.com": true, "zoë@example.com": true, "": false, "alice": false, "a@example.com\r\nX: y": false, " a@example.com": false,
		"a@" + strings.Repeat("x", maxEmail): false, "a@\xff": false,
	} {
		got := plain(person{name: " A\x00li\nce\u202e ", email: &email})
		if got.name != "Alice" || (got.email != nil) != ok {
			t.Errorf("%q: got %q, %v", email, got.name, got.email)
		}
	}
}

// TestCleanEmail holds that providers may write an address in several ways, and that nobody gets the address of somebody else so: the Kelvin
// sign and the dotted I have ASCII letters as their lower case.
func TestCleanEmail(t *testing.T) {
	for email, want := range map[string]string{
		"Alice@Example.COM": "alice@example.com", "bac\u212a@example.com": "bac\u212a@example.com", "al\u0130ce@example.com": "al\u0130ce@example.com",
	} {
		if got := plain(person{email: &email}); *got.email != want {
			t.Errorf("%q is %q", email, *got.email)
		}
	}
}

// TestSecretGoesOneWay holds that a code, which is good for one exchange, is not tried twice to find out how the secret is taken.
func TestSecretGoesOneWay(t *testing.T) {
	p := newOIDC("oidc", Client{ID: "id", Secret: "secret"}, "https://issuer.example")
	for _, test := range []struct {
		methods []string
		want    oauth2.AuthStyle
	}{
		{nil, oauth2.AuthStyleInHeader},
		{[]string{"client_secret_basic"}, oauth2.AuthStyleInHeader},
		{[]string{"client_secret_post", "client_secret_basic"}, oauth2.AuthStyleInParams},
		{[]string{"private_key_jwt"}, oauth2.AuthStyleInHeader},
	} {
		if got := p.config(oidc.Endpoints{AuthMethods: test.methods}, "").Endpoint.AuthStyle; got != test.want {
			t.Errorf("%v: %d", test.methods, got)
		}
	}
}
