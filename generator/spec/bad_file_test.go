package spec

import (
	"strings"
	"testing"
)

func TestBadServices(t *testing.T) {
	checkFiles(t, "testdata/bad_services.txtar", serviceOf)
}

func TestBadWorkspaces(t *testing.T) {
	checkFiles(t, "testdata/bad_workspaces.txtar", func(text string) []Source { return []Source{workspaceOf(text)} })
}

// Files that are no text, or too large for one.
func TestBadFiles(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", `1:1: the file is empty`},
		{"binary", "version: 1\nab\x00\x01\x02", `2:3: NUL byte: this is not a text file`},
		{"control", "version: 1\ndescription: é\x07", `2:15: control character 0x07 | remove it, or write it as an escape in double quotes`},
		{"latin 1", "version: 1\ndescription: caf\xe9\n", `2:17: the file is not UTF-8 from here on | save it as UTF-8`},
		{"UTF-16", "\xff\xfev\x00", `1:1: the file is UTF-16 | save it as UTF-8`},
		{"large", strings.Repeat("#", maxFileSize+1), `1:1: the file is larger than 1 MiB`},
		{"deep", "a: " + strings.Repeat("[", 1000), `1:35: nested too deeply for a spec`},
		{"deep list", strings.Repeat("- ", 1000), `1:65: nested too deeply for a spec`},
		{"many keys", strings.Repeat("a:\n", 3000), `2001:2: too many entries in one place for a spec`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			check(t, problemsOf(t, workspaceOf(test.text)), strings.Split(test.want, " / ")...)
		})
	}
}

func TestBadSetsOfFiles(t *testing.T) {
	const body = "resources: {a: {fields: {b: string}}}\n"
	check(t, problemsOf(t), `0:0: the workspace has no svcgen.yaml | svcgen new creates one`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: "other.yaml"}),
		`1:1: a workspace has one svcgen.yaml, and this is a second one | each service has a file services/<name>/service.yaml`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace+"services: {}\n"), Source{Path: ServiceFile("a"), Data: []byte("service: a\n" + body)}),
		`4:1: the services of this workspace have files of their own | move it to services/<name>/service.yaml`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: "services/../service.yaml", Data: []byte("service: ..\n" + body)}),
		`1:1: a workspace has one svcgen.yaml, and this is a second one | each service has a file services/<name>/service.yaml`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: ServiceFile("a_1"), Data: []byte("service: a_1\n" + body)}, Source{Path: ServiceFile("a1"), Data: []byte("service: a1\n" + body)}),
		`1:10: services "a1" and "a_1" have the same name in Go | rename one of them`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: "billing.yaml", Service: "Billing", Data: []byte(body)}),
		`1:1: service name "Billing" is not snake_case | did you mean "billing"?`)
}

func TestManyProblemsOfOneFileAreCut(t *testing.T) {
	got := problemsOf(t, workspaceOf(goodWorkspace+strings.Repeat("bad: 1\n", 500)))
	if len(got) != maxProblems+1 || !strings.Contains(got[maxProblems], "there are more problems from here on") {
		t.Errorf("%d problems, the last %s", len(got), got[len(got)-1])
	}
}
