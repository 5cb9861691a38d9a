package auth

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestDecide(t *testing.T) {
	user := Caller{User: alice.User}
	admin := Caller{User: alice.User, Roles: []string{"guest", "admin"}}
	service := Caller{Service: "orders"}
	for _, test := range []struct {
		name                        string
		rule                        Rule
		anonymous, user, admin, svc string // the reason of the refusal
	}{
		{"nothing", Rule{}, "SIGN_IN_REQUIRED", "PERMISSION_DENIED", "PERMISSION_DENIED", "PERMISSION_DENIED"},
		{"anyone", Rule{Anyone: true}, "", "", "", ""},
		{"signed in", Rule{SignedIn: true}, "SIGN_IN_REQUIRED", "", "", "PERMISSION_DENIED"},
		{"service", Rule{Service: true}, "SIGN_IN_REQUIRED", "PERMISSION_DENIED", "PERMISSION_DENIED", ""},
		{"role", Rule{Roles: []string{"merchant", "admin"}}, "SIGN_IN_REQUIRED", "PERMISSION_DENIED", "", "PERMISSION_DENIED"},
		{"another role", Rule{Roles: []string{"merchant"}}, "SIGN_IN_REQUIRED", "PERMISSION_DENIED", "PERMISSION_DENIED", "PERMISSION_DENIED"},
		{"role or service", Rule{Roles: []string{"admin"}, Service: true}, "SIGN_IN_REQUIRED", "PERMISSION_DENIED", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, who := range []struct {
				caller Caller
				reason string
			}{{Caller{}, test.anonymous}, {user, test.user}, {admin, test.admin}, {service, test.svc}} {
				reason := ""
				if e, ok := errors.AsType[*errs.Error](test.rule.Decide(who.caller)); ok {
					reason = e.Reason
				}
				if reason != who.reason {
					t.Errorf("%+v: %q, want %q", who.caller, reason, who.reason)
				}
			}
		})
	}
	err := Rule{Roles: []string{"merchant", "admin"}, Service: true}.Decide(user)
	if err == nil || err.Error() != "needs one of: merchant, admin, service" {
		t.Errorf("the refusal says %v", err)
	}
}

// TestRolesOfNobody holds that roles count only for users: a token cannot give them to a service.
func TestRolesOfNobody(t *testing.T) {
	for _, c := range []Caller{{Roles: []string{"admin"}}, {Service: "orders", Roles: []string{"admin"}}} {
		if err := (Rule{Roles: []string{"admin"}}).Decide(c); err == nil {
			t.Errorf("%+v is an admin", c)
		}
	}
}

func TestFrom(t *testing.T) {
	if got := From(t.Context()); !reflect.DeepEqual(got, Caller{}) {
		t.Errorf("nobody is %+v", got)
	}
	ctx := With(t.Context(), alice)
	if got := From(ctx); !reflect.DeepEqual(got, alice) {
		t.Errorf("got %+v", got)
	}
	if got := From(With(ctx, Caller{})); !reflect.DeepEqual(got, Caller{}) {
		t.Errorf("a caller that was taken away is %+v", got)
	}
	if got := From(context.WithoutCancel(ctx)); !got.SignedIn() {
		t.Error("work that goes on has no caller")
	}
}

func TestCache(t *testing.T) {
	c := NewCache[int, string](4)
	c.Put(1, "one", noon.Add(time.Second))
	if got, ok := c.Get(1, noon); !ok || got != "one" {
		t.Errorf("got %q, %v", got, ok)
	}
	if _, ok := c.Get(1, noon.Add(time.Second)); ok {
		t.Error("a value is there when it expires")
	}
	for key := range 1000 {
		c.Put(key, strings.Repeat("x", key), noon.Add(time.Hour))
		if _, ok := c.Get(0, noon); !ok {
			t.Fatalf("a value that is asked for is forgotten after %d others", key)
		}
		if n := len(c.now) + len(c.old); n > 4 {
			t.Fatalf("%d values, want 4 at most", n)
		}
	}
	if _, ok := c.Get(500, noon); ok {
		t.Error("nothing is forgotten")
	}
}
