package render

import (
	"bytes"
	"go/build/constraint"
	"go/format"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"github.com/goccy/go-yaml"

	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// FuzzTextInGo checks that a Go file can have any text in a comment and in a literal: the file parses, a second formatting changes
// nothing, no comment becomes a directive, and the literal has the text as its value.
func FuzzTextInGo(f *testing.F) {
	for _, text := range rendertest.Hostile() {
		f.Add(text)
	}
	tmpl := template.Must(template.New("").Funcs(functions()).Parse(
		"// Code generated.\n\n{{ comment . }}\npackage x\n\ntype T struct {\n\t{{ comment . }}\n\tA int\n}\n\nvar q = {{ goquote . }}\n"))
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		if err := tmpl.Execute(&out, text); err != nil {
			t.Fatal(err)
		}
		src := indentComments(out.Bytes())
		once, err := format.Source(src)
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		twice, err := format.Source(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("formatting twice differs: %v\n%s\n%s", err, once, twice)
		}
		for l := range bytes.Lines(once) {
			if l := string(bytes.TrimSpace(l)); constraint.IsGoBuild(l) || constraint.IsPlusBuild(l) {
				t.Errorf("a build constraint:\n%s", once)
			}
		}
		_, literal, _ := strings.Cut(string(once), "var q = ")
		if got, err := strconv.Unquote(strings.TrimSpace(literal)); err != nil || got != text {
			t.Errorf("the literal is %q, %v", got, err)
		}
	})
}

func TestComment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, leader, want string
	}{
		{"one", "", "  // one\n"},
		{"one\ntwo\n", "", "  // one\n  // two\n"},
		{"one\n\ntwo", "--", "  -- one\n  --\n  -- two\n"},
		{"name: A :one", "--", "  -- \\name: A :one\n"},
		{"+goose Down", "--", "  -- \\+goose Down\n"},
		{`a \`, "#", "  # a\n"},
		{"a\xffb", "#", "  # a\ufffdb\n"},
	} {
		var args []string
		if c.leader != "" {
			args = append(args, c.leader)
		}
		got := string(indentComments([]byte("  " + Comment(c.text, args...) + "\n")))
		if got != c.want {
			t.Errorf("comment(%q, %q) = %q, want %q", c.text, c.leader, got, c.want)
		}
	}
}

func TestYAMLQuote(t *testing.T) {
	t.Parallel()
	quote := functions()["yamlquote"].(func(string) string)
	for _, text := range rendertest.Hostile() {
		var got string
		if err := yaml.Unmarshal([]byte(quote(text)), &got); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	var got map[string]string
	if err := yaml.Unmarshal([]byte("a: "+quote("x: \"y\" # z\n\\")), &got); err != nil || got["a"] != "x: \"y\" # z\n\\" {
		t.Errorf("got %q, %v", got["a"], err)
	}
}

func TestSQLQuote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":         `''`,
		"it's":     `'it''s'`,
		"a\nb":     `E'a\nb'`,
		`\d`:       `E'\\d'`,
		"a; -- b'": `E'a\x3b \x2d\x2d b'''`,
	} {
		if got, err := sqlquote(text); got != want || err != nil {
			t.Errorf("sqlquote(%q) = %s, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"\x00", "\xff"} {
		if got, err := sqlquote(text); err == nil {
			t.Errorf("sqlquote(%q) = %s, want an error", text, got)
		}
	}
}
