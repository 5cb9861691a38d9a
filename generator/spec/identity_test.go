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
