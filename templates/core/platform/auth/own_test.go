package auth

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestOwner(t *testing.T) {
	rule := Rule{Owner: "order", Roles: []string{"admin"}}
	user, admin := Caller{User: alice.User}, Caller{User: alice.User, Roles: []string{"admin"}}
	if err := errors.Join(rule.Decide(user), rule.Decide(admin)); err != nil {
		t.Error(err)
	}
	if err := rule.Decide(Caller{Service: "orders"}); errs.KindOf(err) != errs.KindDenied || err.Error() != "needs one of: admin, owner" {
		t.Errorf("a service owns nothing: %v", err)
	}
	if err := rule.Decide(Caller{}); errs.KindOf(err) != errs.KindUnauthenticated {
		t.Errorf("nobody: %v", err)
	}
	for name, test := range map[string]struct {
		ctx      context.Context
		resource string
		only     bool
	}{
		"owner":             {WithRule(With(t.Context(), user), rule), "order", true},
		"admin":             {WithRule(With(t.Context(), admin), rule), "order", false},
		"another resource":  {WithRule(With(t.Context(), user), rule), "product", false},
		"a rule for all":    {WithRule(With(t.Context(), user), Rule{SignedIn: true}), "order", false},
		"refers to orders":  {WithRule(With(t.Context(), user), Rule{SignedIn: true, Refs: []Rule{rule}}), "order", false},
		"no resource":       {WithRule(With(t.Context(), user), Rule{SignedIn: true, Refs: []Rule{rule}}), "", false},
		"nobody has called": {With(t.Context(), user), "order", false},
		"acts as a service": {With(WithRule(With(t.Context(), user), rule), Caller{Service: "orders"}), "order", true},
	} {
		owner, only := Own(test.ctx, test.resource)
		if only != test.only || only && owner != From(test.ctx).User {
			t.Errorf("%s: %t, %s", name, only, owner)
		}
	}
}

func TestCheckRef(t *testing.T) {
	failure := errors.New("no database")
	order := Rule{Owner: "order", Roles: []string{"admin"}}
	for name, test := range map[string]struct {
		caller Caller
		refs   []Rule
		err    error // of owns
		want   errs.Kind
		asks   bool // whether somebody owns it
	}{
		"own":              {Caller{User: alice.User}, []Rule{order}, nil, errs.KindInvalid, true},
		"admin":            {Caller{User: alice.User, Roles: []string{"admin"}}, []Rule{order}, nil, 0, false},
		"two rules":        {Caller{User: alice.User, Roles: []string{"admin"}}, []Rule{order, {Owner: "order"}}, nil, errs.KindInvalid, true},
		"another resource": {Caller{User: alice.User}, []Rule{{Owner: "product"}}, nil, 0, false},
		"service":          {Caller{Service: "jobs"}, []Rule{order}, nil, errs.KindInvalid, true},
		"database fails":   {Caller{User: alice.User}, []Rule{order}, failure, errs.KindInternal, true},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, asked := WithRule(With(t.Context(), test.caller), Rule{SignedIn: true, Refs: test.refs}), false
			owns := func(_ context.Context, _, owner uuid.UUID) (bool, error) {
				asked = true
				if owner != test.caller.User {
					t.Errorf("asked for %s", owner)
				}
				return false, test.err
			}
			err := CheckRef(ctx, "order", "parcel", uuid.New(), owns)
			if asked != test.asks || (err != nil) != test.asks || err != nil && errs.KindOf(err) != test.want {
				t.Errorf("asked %t, %v", asked, err)
			}
		})
	}
	free := func(context.Context, uuid.UUID, uuid.UUID) (bool, error) { return false, failure }
	if err := CheckRef(t.Context(), "order", "parcel", uuid.New(), free); err != nil {
		t.Errorf("without a rule: %v", err)
	}
	mine := func(context.Context, uuid.UUID, uuid.UUID) (bool, error) { return true, nil }
	if err := CheckRef(WithRule(With(t.Context(), alice), Rule{Refs: []Rule{order}}), "order", "parcel", uuid.New(), mine); err != nil {
		t.Errorf("one's own: %v", err)
	}
}
