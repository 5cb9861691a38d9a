package spec

import (
	"slices"
	"testing"
)

// TestIdentityIsValid reads the service that svcgen adds as if a user had written it.
func TestIdentityIsValid(t *testing.T) {
	t.Parallel()
	r := &report{}
	p := &parse{report: r, spec: &Spec{}, builtin: true}
	p.file(Source{Path: ServiceFile(Identity), Data: slices.Concat(identityYAML, passwordsYAML)}, func(root *node) { p.serviceFile(root, Identity, false) })
	if problems := r.finish(p.sources); len(problems) > 0 {
		t.Fatal(problems)
	}
	at := Pos{File: WorkspaceFile, Line: 3, Col: 7}
	for _, res := range identity(at, &Sessions{Passwords: PasswordsOn}).Resources {
		if res.Pos != at || len(res.Fields) == 0 {
			t.Errorf("%s: %+v", res.Name, res)
		}
	}
}

// TestUsersOwnThemselves holds that rules of the users may say owner, and those of what else identity has may not.
func TestUsersOwnThemselves(t *testing.T) {
	t.Parallel()
	const workspace = "version: 1\nmodule: example.com/shop\nauth: {sessions: {providers: [google]}}\nallow: [signed_in]\nservices:\n" +
		"  orders: {resources: {order: {fields: {title: string}}}}\n  identity:\n    resources:\n      "
	for text, valid := range map[string]bool{
		`user: {allow: {"get, update, delete": [owner, admin]}}`: true,
		`auth_event: {allow: {list: [owner]}}`:                   false,
	} {
		if _, err := Parse([]Source{{Path: WorkspaceFile, Data: []byte(workspace + text)}}); (err == nil) != valid {
			t.Errorf("%s: %v", text, err)
		}
	}
}
