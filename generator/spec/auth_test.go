package spec

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ruledSpec = `version: 1
module: example.com/shop
auth: jwt
roles: [merchant, admin]
allow: [signed_in]
services:
  catalog:
    allow: {"*": [merchant]}
    resources:
      product:
        allow:
          "get,  list": [anyone]
          "*": [merchant, admin]
        fields: {title: string}
      category:
        allow: {delete: [admin]}
        fields: {title: string}
      label:
        fields: {title: string}
  orders:
    resources:
      order:
        fields: {title: string}
      note:
        allow: [admin, service]
        fields: {title: string}
`

// TestRules holds that one rule decides: nothing is added up.
func TestRules(t *testing.T) {
	s := mustParse(t, workspaceOf(ruledSpec))
	want := map[string]string{
		"catalog product":  "create: merchant, admin / get: anyone / list: anyone / update: merchant, admin / delete: merchant, admin",
		"catalog category": "create: merchant / get: merchant / list: merchant / update: merchant / delete: admin",
		"catalog label":    "create: merchant / get: merchant / list: merchant / update: merchant / delete: merchant",
		"orders order":     "create: signed_in / get: signed_in / list: signed_in / update: signed_in / delete: signed_in",
		"orders note":      "create: admin, service / get: admin, service / list: admin, service / update: admin, service / delete: admin, service",
	}
	got := map[string]string{}
	for _, service := range s.Services {
		for _, r := range service.Resources {
			var rules []string
			for _, m := range r.Methods {
				rules = append(rules, string(m)+": "+strings.Join(s.Rule(service, r, m).Words(), ", "))
			}
			got[service.Name+" "+r.Name] = strings.Join(rules, " / ")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if at := s.Rule(s.Services[0], s.Services[0].Resources[0], Get).Pos; at.Line != 12 || at.Col != 11 {
		t.Errorf("the rule stands at %v", at)
	}
}

// TestMarshalRules holds that rules are written so that they are read as they were.
func TestMarshalRules(t *testing.T) {
	s := mustParse(t, workspaceOf(ruledSpec))
	text := string(Marshal(s))
	for _, want := range []string{
		"\nroles: [merchant, admin]\nallow: [signed_in]\n", "    allow: [merchant]\n",
		"        allow:\n          get, list: [anyone]\n          \"*\": [merchant, admin]\n", "        allow:\n          delete: [admin]\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if diff := cmp.Diff(s, mustParse(t, workspaceOf(text)), noPos); diff != "" {
		t.Error(diff)
	}
	files, err := Split(workspaceOf(ruledSpec))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, mustParse(t, files...), noPos); diff != "" {
		t.Errorf("split: %s", diff)
	}
}

// TestRulesStandInAnyOrder holds that roles may be declared below the rules that name them.
func TestRulesStandInAnyOrder(t *testing.T) {
	mustParse(t, workspaceOf(`
services:
  catalog:
    resources:
      product:
        allow: {undelete: [admin], "*": [signed_in]}
        fields: {title: string}
        methods: [get, delete, undelete]
        soft_delete: true
roles: [admin]
auth: jwt
module: example.com/shop
version: 1
`))
}

// TestPasswordsAreKept holds that password: false says something: the tables stay.
func TestPasswordsAreKept(t *testing.T) {
	t.Parallel()
	const head = "version: 1\nmodule: example.com/shop\nauth: {sessions: {providers: [google]%s}}\nallow: [signed_in]\nservices: {catalog: {resources: {product: {fields: {title: string}}}}}\n"
	for key, tables := range map[string]bool{"": false, ", password: false": true, ", password: true": true} {
		s := mustParse(t, workspaceOf(fmt.Sprintf(head, key)))
		if has := s.Service(Identity).Resource("password") != nil; has != tables {
			t.Errorf("%q: there is a table for passwords: %t", key, has)
		}
		if text := string(Marshal(s)); !strings.Contains(text, "[google]"+key+"}") {
			t.Errorf("%q is written as %s", key, text)
		}
	}
}
