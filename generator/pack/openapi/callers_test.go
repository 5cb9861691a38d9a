package openapi_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// TestCallers proves that the document tells who may call a method, and has the refusals of those who may not.
func TestCallers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rule                 model.Rule
		want                 string
		open, refused, roles bool // it needs no token, refuses without one, refuses some users
	}{
		"anyone":    {model.Rule{Anyone: true}, "For everybody.", true, false, false},
		"signed in": {model.Rule{SignedIn: true, Roles: []string{"admin"}}, "For all users.", false, true, false},
		"roles":     {model.Rule{Roles: []string{"admin", "editor"}}, "For users with the role `admin` or `editor`.", false, true, true},
		"owner":     {model.Rule{Owner: true}, "For users, for what is their own.", false, true, false},
		"owner, role": {
			model.Rule{Owner: true, Roles: []string{"admin"}},
			"For users, for what is their own; with the role `admin`, for everything.", false, true, false,
		},
		"service": {model.Rule{Service: true}, "For services of the workspace only.", false, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := rendertest.Guarded(t)
			for i := range m.Services[0].Resources[0].Methods {
				m.Services[0].Resources[0].Methods[i].Rule = &test.rule
			}
			text := document(t, renderer(), m)
			loaded := load(t, text)
			if loaded.Components.SecuritySchemes["bearer"] == nil || len(loaded.Security) != 1 {
				t.Error("the document asks for no token")
			}
			for path, item := range loaded.Paths.Map() {
				for verb, operation := range item.Operations() {
					if operation.Description != test.want {
						t.Errorf("%s %s: got %q, want %q", verb, path, operation.Description, test.want)
					}
					if got := operation.Security != nil && len(*operation.Security) == 0; got != test.open {
						t.Errorf("%s %s without a token: %v", verb, path, got)
					}
					if got := operation.Responses.Value("401") != nil; got != test.refused {
						t.Errorf("%s %s has a 401: %v", verb, path, got)
					}
					if got := operation.Responses.Value("403") != nil; got != test.roles {
						t.Errorf("%s %s has a 403: %v", verb, path, got)
					}
				}
			}
			if unused := !test.refused && strings.Contains(text, "unauthorized:"); unused {
				t.Error("there is a component that nothing uses")
			}
		})
	}
	if text := document(t, renderer(), rendertest.Minimal(t)); strings.Contains(text, "bearer") || strings.Contains(text, "token that") {
		t.Error("a document without rules speaks of tokens")
	}
}
