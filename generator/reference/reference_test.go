package reference

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/spec"
)

var update = flag.Bool("update", false, "write the tables into docs/spec.md")

var page = filepath.Join("..", "..", "docs", "spec.md")

// TestTables holds that docs/spec.md has the tables that the parser's words make.
func TestTables(t *testing.T) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for name, table := range Tables() {
		place := regexp.MustCompile(`(?s)(<!-- ` + name + ` -->\n).*(<!-- /` + name + ` -->\n)`)
		at := place.FindStringSubmatchIndex(text)
		if at == nil {
			t.Fatalf("no table %s", name)
		}
		text = text[:at[3]] + table + text[at[4]:]
	}
	if *update {
		if err := os.WriteFile(page, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(text, string(data)); diff != "" {
		t.Errorf("docs/spec.md is not current; go test ./generator/reference -update:\n%s", diff)
	}
}

// TestExamples holds that svcgen takes every example of docs/spec.md.
func TestExamples(t *testing.T) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(data), -1)
	if len(examples) < 4 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, e := range examples {
		files := []spec.Source{{Path: spec.WorkspaceFile, Data: []byte(e[1])}}
		if !strings.HasPrefix(e[1], "version:") {
			files = []spec.Source{
				{Path: spec.WorkspaceFile, Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\n")},
				{Path: spec.ServiceFile("catalog"), Data: []byte(e[1])},
			}
		}
		if _, err := spec.Parse(files); err != nil {
			t.Errorf("%s\n%v", e[1], err)
		}
	}
}

// TestNothingIsEmpty holds that each word says what it is.
func TestNothingIsEmpty(t *testing.T) {
	for name, table := range map[string]table{
		"workspace": words(spec.WorkspaceWords()), "service": words(spec.ServiceWords()), "resource": words(spec.ResourceWords()),
		"checks": checks(), "types": types(), "keys": keys(),
	} {
		for _, row := range table.rows {
			for i, cell := range row {
				if cell == "" && table.columns[i] != "Filters" && table.columns[i] != "Keys" && table.columns[i] != "Not with" {
					t.Errorf("%s: %s: no text under %s", name, row[0], table.columns[i])
				}
			}
		}
	}
}

// TestChecksAreRead holds that the spec takes the checks as the reference writes them.
func TestChecksAreRead(t *testing.T) {
	for _, d := range spec.CheckDocs() {
		_, err := spec.Parse([]spec.Source{{
			Path: spec.WorkspaceFile,
			Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\nservices:\n  catalog:\n    resources:\n      visit:\n        fields:\n" +
				"          starts_at: timestamp\n          ends_at: timestamp\n          email: string optional\n          phone: string optional\n" +
				"        checks:\n          rule: " + d.Written + "\n"),
		}})
		if err != nil {
			t.Errorf("%s: %v", d.Written, err)
		}
	}
}

// TestTypesAreRead holds that the spec takes the types as the reference writes them.
func TestTypesAreRead(t *testing.T) {
	for _, d := range spec.TypeDocs() {
		line := "thing: {fields: {category: string, f: '" + d.Written + "'}}\n    category: {fields: {name: string}}"
		_, err := spec.Parse([]spec.Source{{
			Path: spec.WorkspaceFile,
			Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\nservices:\n  catalog:\n    resources:\n      " + strings.ReplaceAll(line, "\n    ", "\n      ") + "\n"),
		}})
		if err != nil {
			t.Errorf("%s: %v", d.Written, err)
		}
	}
}
