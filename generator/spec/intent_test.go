package spec

import "testing"

// What happens to whole services is declared, and a declaration that contradicts the spec is refused.
func TestServiceIntent(t *testing.T) {
	t.Parallel()
	const body = "resources: {product: {fields: {title: string}}}\n"
	file := func(name, intent string) Source {
		return Source{Path: ServiceFile(name), Data: []byte("service: " + name + "\n" + intent + body)}
	}
	for _, c := range []struct {
		name  string
		files []Source
		want  []string
	}{
		{"fine", []Source{workspaceOf(goodWorkspace + "removed: [old, older]\n"), file("billing", "renamed_from: orders\n")}, nil},
		{
			"exchanged", []Source{workspaceOf(goodWorkspace), file("a", "renamed_from: b\n"), file("b", "renamed_from: a\n")}, nil,
		},
		{
			"removed and there",
			[]Source{workspaceOf(goodWorkspace + "removed: [billing]\n"), file("billing", "")},
			[]string{`4:11: "billing" is listed under removed but still defined | delete its definition, or take it out of removed to keep it`},
		},
		{
			"not a service",
			[]Source{workspaceOf(goodWorkspace + "removed: [billing.invoice, Old, x, x]\n"), file("billing", "")},
			[]string{
				`4:11: "billing.invoice" is a value of an enum, and only services are removed here | list it under removed of its service`,
				`4:28: "Old" is not a name | write a name, like note; or a value of an enum, like status.archived or status.archived -> old`,
				`4:36: "x" is named twice`,
			},
		},
		{
			"still there",
			[]Source{workspaceOf(goodWorkspace), file("billing", "renamed_from: orders\n"), file("orders", "")},
			[]string{`1:10: service "billing" is renamed from "orders", but "orders" is still defined | if an earlier run has renamed it, delete renamed_from; otherwise run svcgen generate without "orders" first`},
		},
		{
			"two of one",
			[]Source{workspaceOf(goodWorkspace), file("billing", "renamed_from: orders\n"), file("invoices", "renamed_from: orders\n")},
			[]string{`1:10: services "billing" and "invoices" cannot both be renamed from "orders" | if an earlier run has renamed one of them, delete its renamed_from`},
		},
		{
			"of itself",
			[]Source{workspaceOf(goodWorkspace), file("billing", "renamed_from: billing\n")},
			[]string{`2:15: service "billing" is renamed from itself | delete renamed_from`},
		},
		{
			"misspelt",
			[]Source{workspaceOf(goodWorkspace + "remove: [x]\n"), file("billing", "rename_from: orders\n")},
			[]string{`2:1: unknown key "rename_from" | did you mean "renamed_from"?`, `4:1: unknown key "remove" | did you mean "removed"?`},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			check(t, problemsOf(t, c.files...), c.want...)
		})
	}
}

// A spec of one file that says what became of services is split, and says the same afterwards.
func TestSplitServiceIntent(t *testing.T) {
	t.Parallel()
	const one = goodWorkspace + "removed: [old]\nservices:\n  billing:\n    renamed_from: orders\n    resources:\n      invoice:\n        fields: {number: string}\n"
	files, err := Split(workspaceOf(one))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Removed) != 1 || s.Removed[0].Name != "old" || s.Services[0].RenamedFrom != "orders" {
		t.Errorf("%+v %+v", s.Removed, s.Services[0])
	}
	again, err := Parse([]Source{workspaceOf(string(Marshal(s)))})
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Removed) != 1 || again.Services[0].RenamedFrom != "orders" {
		t.Errorf("after Marshal: %+v %+v", again.Removed, again.Services[0])
	}
}
