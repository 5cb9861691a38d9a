package spec

import (
	"strings"
	"testing"
)

func TestWithShortEnums(t *testing.T) {
	t.Parallel()
	const services = "{notes: {resources: {note: {fields: {title: string}}}}}"
	for text, want := range map[string]string{
		"version: 1\nmodule: a.b/c\nauth: none\nservices: " + services + "\n":                           "services: " + services + "\njson_enums: short\n",
		"version: 1\nmodule: a.b/c\nauth: none\nservices: " + services:                                  "services: " + services + "\njson_enums: short",
		"services: " + services + "\nversion: 1\nmodule: a.b/c\nauth: none # nobody\n# the end\n":       "auth: none # nobody\njson_enums: short\n# the end\n",
		"{version: 1, module: a.b/c, auth: none, services: " + services + "}\n":                         ", json_enums: short}\n",
		"version: 1\r\nmodule: a.b/c\r\nauth: none\r\nservices: " + services + "\r\n":                   "\r\njson_enums: short\r\n",
		"version: 1\nmodule: a.b/c\nauth: none\njson_enums: proto\nservices: " + services + "\n":        "\njson_enums: proto\n",
		"version: 1\nmodule: a.b/c\nauth: none\njson_enums: short # ours\nservices: " + services + "\n": "\njson_enums: short # ours\n",
	} {
		file := WithShortEnums(Source{Path: "shop.yaml", Data: []byte(text)})
		s := mustParse(t, file)
		if word := string(s.JSONEnums); !strings.Contains(want, "json_enums: "+word) || !strings.Contains(string(file.Data), want) {
			t.Errorf("%q became %q", text, file.Data)
		}
		if again := WithShortEnums(file); string(again.Data) != string(file.Data) {
			t.Errorf("%q became %q, and that %q", text, file.Data, again.Data)
		}
	}
	const broken = "version: 1\n"
	if file := WithShortEnums(Source{Path: "shop.yaml", Data: []byte(broken)}); string(file.Data) != broken {
		t.Errorf("a spec that is not valid became %q", file.Data)
	}
}

func TestJSONEnumsProblems(t *testing.T) {
	t.Parallel()
	const head, tail = "version: 1\nmodule: a.b/c\nauth: none\njson_enums: ", "\nservices: {notes: {resources: {note: {fields: {title: string}}}}}\n"
	for value, want := range map[string]string{
		"shrt":    `svcgen.yaml:4:13: unknown json_enums "shrt"`,
		"Short":   `svcgen.yaml:4:13: unknown json_enums "Short"`,
		"long":    `svcgen.yaml:4:13: unknown json_enums "long"`,
		"[short]": `svcgen.yaml:4:13: `,
		"true":    `svcgen.yaml:4:13: `,
		"":        `svcgen.yaml:4:1: `,
	} {
		_, err := Parse([]Source{workspaceOf(head + value + tail)})
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", value, err, want)
		}
	}
}
