package auth

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// TestPass holds whom a service names when it calls another one, and what that one makes of it.
func TestPass(t *testing.T) {
	gateway, orders := signer(t, "shop", "gateway"), signer(t, "shop", "orders")
	user, err := verifier(t, "gateway=dev").Verify("/shop.orders.v1.OrdersService/CreateOrder", sign(t, gateway, alice))
	if err != nil {
		t.Fatal(err)
	}
	bob := Caller{User: UserID("certificates", "bob")}
	edited := alice
	edited.Roles = []string{"root"}
	for name, test := range map[string]struct {
		ctx  context.Context
		want Caller
		err  bool // refused, unless the service may say which user calls
	}{
		"nothing is served":        {t.Context(), Caller{Service: "orders"}, false},
		"nobody":                   {With(t.Context(), Caller{}), Caller{Via: "orders"}, false},
		"user":                     {WithShared(t.Context(), user), Caller{User: alice.User, Session: "s1", Roles: []string{"admin"}, Via: "orders"}, false},
		"user, as itself":          {AsItself(WithShared(t.Context(), user)), Caller{Service: "orders"}, false},
		"service":                  {With(t.Context(), Caller{Service: "billing"}), Caller{Service: "orders"}, false},
		"user by a certificate":    {With(t.Context(), bob), Caller{User: bob.User, Via: "orders"}, true},
		"user whom a hook changed": {With(t.Context(), edited), Caller{User: alice.User, Session: "s1", Roles: []string{"root"}, Via: "orders"}, true},
		"user, put back":           {With(t.Context(), From(WithShared(t.Context(), user))), Caller{User: alice.User, Session: "s1", Roles: []string{"admin"}, Via: "orders"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			tokens, err := orders.Pass(test.ctx, method)
			if err != nil {
				t.Fatal(err)
			}
			strict := verifier(t, "gateway=dev", "orders=dev")
			if got, err := strict.Verify(method, tokens...); (err != nil) != test.err || err == nil && !reflect.DeepEqual(said(got), test.want) {
				t.Errorf("got %+v, %v", got, err)
			}
			lenient := verifier(t, "gateway=dev", "orders=dev")
			lenient.users = []string{"gateway", "orders"}
			if got, err := lenient.Verify(method, tokens...); err != nil || !reflect.DeepEqual(said(got), test.want) {
				t.Errorf("a service that may say which user calls: got %+v, %v", got, err)
			}
			last := len(tokens) - 1
			if got, err := strict.Verify("/another", tokens[last:]...); err == nil {
				t.Errorf("it can be sent again to another method: %+v", got)
			}
			if got, err := verifier(t, "gateway=dev").Verify(method, tokens...); err == nil || !strings.Contains(err.Error(), `"orders"`) {
				t.Errorf("a service that does not know orders takes it for %+v, %v", got, err)
			}
		})
	}
}

// TestPassedOnTwice holds that the second service names itself, and not who called it.
func TestPassedOnTwice(t *testing.T) {
	v := verifier(t, "gateway=dev", "orders=dev", "catalog=dev")
	token := sign(t, signer(t, "shop", "gateway"), alice)
	tokens := []string{token}
	for _, name := range []string{"orders", "catalog"} {
		c, err := v.Verify(method, tokens...)
		if err != nil {
			t.Fatal(err)
		}
		if tokens, err = signer(t, "shop", name).Pass(WithShared(t.Context(), c), method); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := v.Verify(method, tokens...); err != nil || got.Via != "catalog" || tokens[0] != token {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestPassedPairs tries what two values could be mistaken for.
func TestPassedPairs(t *testing.T) {
	gateway, orders := signer(t, "shop", "gateway"), signer(t, "shop", "orders")
	user := sign(t, gateway, alice)
	itself, via := sign(t, orders, Caller{Service: "orders"}), sign(t, orders, Caller{Via: "orders"})
	late := signer(t, "shop", "orders")
	late.now = func() time.Time { return noon.Add(-lifetime) }
	v := verifier(t, "gateway=dev", "orders=dev")
	if _, err := v.Verify(method, user, via); err != nil {
		t.Error(err)
	}
	for name, tokens := range map[string][]string{
		"none":                      nil,
		"user twice":                {user, user},
		"service that passes on":    {itself, via},
		"user and service":          {user, itself},
		"via twice":                 {via, via},
		"via first":                 {via, user},
		"three":                     {user, via, via},
		"empty":                     {user, ""},
		"of another method":         {user, must(orders.Sign(Caller{Via: "orders"}, "/another"))},
		"of the gateway, by orders": {user, sign(t, orders, Caller{Via: "gateway"})},
		"expired":                   {user, sign(t, late, Caller{Via: "orders"})},
		"forged user":               {user[:len(user)-1], via},
	} {
		if got, err := v.Verify(method, tokens...); err == nil {
			t.Errorf("%s: it is taken for %+v", name, got)
		}
	}
}

func must(token string, err error) string {
	if err != nil {
		panic(err)
	}
	return token
}

// TestAsItself holds that a service that acts on its own is not limited to what its caller owns.
func TestAsItself(t *testing.T) {
	rule := Rule{Owner: "order", Refs: []Rule{{Owner: "order"}}}
	ctx := AsItself(WithRule(With(t.Context(), alice), rule))
	if owner, only := Own(ctx, "order"); only || owner != uuid.Nil {
		t.Errorf("limited to %s", owner)
	}
	none := func(context.Context, uuid.UUID, uuid.UUID) (bool, error) { return false, errors.New("asked") }
	if err := CheckRef(ctx, "order", "parcel", uuid.New(), none); err != nil {
		t.Error(err)
	}
	if c := From(ctx); !reflect.DeepEqual(c, Caller{}) || Token(ctx) != "" {
		t.Errorf("it is %+v", c)
	}
}

// TestKeysOfServices holds that the settings that WriteKeys prints let each service speak of itself to those that it calls, and that Within
// does the same.
func TestKeysOfServices(t *testing.T) {
	var printed bytes.Buffer
	programs := []Program{{Gateway, "GATEWAY_", []string{"CATALOG_", "ORDERS_"}}, {"orders", "ORDERS_", []string{"CATALOG_"}}}
	if err := WriteKeys(&printed, programs...); err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for line := range strings.Lines(printed.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		settings[name] = value
	}
	trust := func(name string) TrustConfig { return TrustConfig{Trust: strings.Split(settings[name], ",")} }
	check := func(how, key string, catalog, orders TrustConfig) {
		t.Helper()
		s, err := NewSigner("shop", "orders", SignerConfig{key}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		tokens, err := s.Pass(t.Context(), method)
		if err != nil {
			t.Fatal(err)
		}
		for service, cfg := range map[string]TrustConfig{"catalog": catalog, "orders": orders} {
			v, err := NewVerifier("shop", cfg, slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := v.Verify(method, tokens...); (err == nil) != (service == "catalog") {
				t.Errorf("%s: %s says %v", how, service, err)
			}
		}
	}
	if len(settings) != 4 || settings["GATEWAY_AUTH_KEY"] == settings["ORDERS_AUTH_KEY"] {
		t.Errorf("printed: %s", &printed)
	}
	check("make keys", settings["ORDERS_AUTH_KEY"], trust("CATALOG_AUTH_TRUST"), trust("ORDERS_AUTH_TRUST"))

	var gateway, orders SignerConfig
	var catalogTrust, ordersTrust TrustConfig
	err := errors.Join(Within("shop", Gateway, &gateway, &catalogTrust, &ordersTrust), Within("shop", "orders", &orders, &catalogTrust))
	if err != nil {
		t.Fatal(err)
	}
	check("one process", orders.Key, catalogTrust, ordersTrust)
}
