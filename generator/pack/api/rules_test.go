package api

import (
	"testing"

	"github.com/svcgen/svcgen/generator/model"
)

func TestRuleMembers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		rule model.Rule
		want string
	}{
		{model.Rule{Anyone: true, SignedIn: true, Roles: []string{"admin"}}, "Anyone: true"},
		{model.Rule{SignedIn: true}, "SignedIn: true"},
		{model.Rule{SignedIn: true, Service: true, Roles: []string{"admin"}}, "SignedIn: true, Service: true"},
		{model.Rule{Roles: []string{"merchant", "admin"}}, `Roles: []string{"merchant", "admin"}`},
		{model.Rule{Roles: []string{"admin"}, Service: true}, `Roles: []string{"admin"}, Service: true`},
		{model.Rule{Service: true}, "Service: true"},
		{model.Rule{Owner: true, Roles: []string{"admin"}}, `Roles: []string{"admin"}, Owner: "order_line"`},
	} {
		method := model.Method{Rule: &test.rule, Resource: &model.Resource{Name: "order_line"}}
		if got := ruleMembers(method); got != test.want {
			t.Errorf("%+v: %s, want %s", test.rule, got, test.want)
		}
	}
}
