package auth

import "testing"

func TestUnder(t *testing.T) {
	own := Rule{Owner: "order", Roles: []string{"admin"}}
	user, admin := Caller{User: alice.User}, Caller{User: alice.User, Roles: []string{"admin"}}
	for name, test := range map[string]struct {
		caller     Caller
		called, is Rule
		ok, only   bool
	}{
		"their own":                       {user, Rule{SignedIn: true}, own, true, true},
		"all, by a role":                  {admin, Rule{SignedIn: true}, own, true, false},
		"nothing":                         {user, Rule{SignedIn: true}, Rule{Roles: []string{"admin"}}, false, false},
		"nothing without a sign-in":       {Caller{}, Rule{Anyone: true}, own, false, false},
		"all, whatever the called one is": {user, own, Rule{Anyone: true}, true, false},
	} {
		ctx, ok := Under(WithRule(With(t.Context(), test.caller), test.called), test.is)
		if _, only := Own(ctx, "order"); ok != test.ok || ok && only != test.only {
			t.Errorf("%s: %t, only their own: %t", name, ok, only)
		}
	}
	if ctx, ok := Under(t.Context(), own); !ok || ctx != t.Context() {
		t.Error("code that no request has called is limited")
	}
}
