package spec

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const goodWorkspace = "version: 1\nmodule: github.com/acme/shop\nauth: none\n"

// problemsOf parses and returns the problems as line:col: message | hint.
func problemsOf(t *testing.T, files ...Source) []string {
	t.Helper()
	s, err := Parse(files)
	if err == nil {
		return nil
	}
	if s != nil {
		t.Error("a Spec beside problems")
	}
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatalf("not Problems: %v", err)
	}
	corrects(t, files, ps)
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = fmt.Sprintf("%d:%d: %s", p.Line, p.Col, p.Msg)
		if p.Hint != "" {
			lines[i] += " | " + p.Hint
		}
	}
	return lines
}

func workspaceOf(text string) Source { return Source{Path: WorkspaceFile, Data: []byte(text)} }

func serviceOf(text string) []Source {
	return []Source{workspaceOf(goodWorkspace), {Path: ServiceFile("catalog"), Data: []byte(text)}}
}

// resourceOf puts the body of a resource, indented by four, into a service: it starts in line 4.
func resourceOf(body string) []Source {
	return serviceOf("service: catalog\nresources:\n  product:\n" + body)
}

// fieldOf puts a field into a service: its type stands at 6:10.
func fieldOf(field string) []Source {
	return resourceOf("    fields:\n      title: string\n      x: " + field + "\n")
}

func check(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("problems:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestBadFields(t *testing.T) {
	checkLines(t, "testdata/bad_fields.txt", func(field string) []Source {
		field = strings.TrimPrefix(strings.TrimPrefix(field, "x:"), " ")
		return fieldOf(strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(field))
	})
}
