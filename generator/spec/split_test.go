package spec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitKeepsText(t *testing.T) {
	const one = `# yaml-language-server: $schema=x
# the shop
version: 1
module: github.com/acme/shop # the path
services: # all of them
  # what we sell
  # and where
  catalog: # a list
    resources:

      # things
      product:
        fields:
          title: string   # the name
          note: >-
            text
            optional
  orders:
    resources: {order: {fields: {x: string}}}
    # the end

# who may call
auth: none
`
	want := map[string]string{
		"svcgen.yaml": `# yaml-language-server: $schema=.svcgen/schema.json
# the shop
version: 1
module: github.com/acme/shop # the path
# who may call
auth: none
`,
		"services/catalog/service.yaml": `# yaml-language-server: $schema=../../.svcgen/service.schema.json
# what we sell
# and where
# a list
service: catalog
resources:

  # things
  product:
    fields:
      title: string   # the name
      note: >-
        text
        optional
`,
		"services/orders/service.yaml": `# yaml-language-server: $schema=../../.svcgen/service.schema.json
service: orders
resources: {order: {fields: {x: string}}}
# the end
`,
	}
	files, err := Split(Source{Path: "shop.yaml", Data: []byte(one)})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range files {
		got[f.Path] = string(f.Data)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSplitSaysTheSame(t *testing.T) {
	const head = "version: 1\nmodule: github.com/acme/shop\nauth: none\n"
	tests := map[string]string{
		"flow":            `{version: 1, module: a.b/c, auth: none, services: {x: {resources: {a: {fields: {b: string}}}}}}`,
		"flow services":   head + "services: {x: {resources: {a: {fields: {b: string}}}}}\n",
		"flow service":    head + "services:\n  x: {resources: {a: {fields: {b: string}}}}\n  y:\n    resources: {a: {fields: {b: string}}}\n",
		"services first":  "services:\n  x:\n    resources: {a: {fields: {b: string}}}\n" + head,
		"literal":         head + "services:\n  x:\n    description: |\n      one\n      # two\n    resources: {a: {fields: {b: string}}}\n  y:\n    resources: {a: {fields: {b: string}}}\n    description: |\n      one\n  # two\n",
		"comment in text": head + "services:\n  x:\n    resources: {a: {fields: {b: string}}}\n    description: \"one\n\n      # two\n\n      three\"\n  y:\n    resources: {a: {fields: {b: string}}}\n",
		"header":          "---\n" + head + "services:\n  x:\n    resources: {a: {fields: {b: string}}}\n",
		"bom and crlf":    "\ufeff" + strings.ReplaceAll(head+"services:\n  x:\n    resources: {a: {fields: {b: string}}}\n", "\n", "\r\n"),
		"odd names":       head + "services:\n  'true':\n    resources: {a: {fields: {b: string}}}\n  null:\n    resources: {a: {fields: {b: string}}}\n",
		"wide":            head + "services:\n        x:\n                resources:\n                 a:\n                   fields: {b: string}\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			file := Source{Path: "shop.yaml", Data: []byte(text)}
			files, err := Split(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(mustParse(t, file), mustParse(t, files...), noPos); diff != "" {
				t.Error(diff)
			}
			for _, f := range files {
				first, _, _ := strings.Cut(string(f.Data), "\n")
				if !strings.HasPrefix(first, modelinePrefix) {
					t.Errorf("%s starts with %s", f.Path, first)
				}
			}
		})
	}
}

func TestSplitRefusesABadSpec(t *testing.T) {
	if _, err := Split(workspaceOf("version: 1\n")); err == nil {
		t.Error("no error")
	}
}

func TestAsServiceFile(t *testing.T) {
	const body = "resources:\n  invoice:\n    fields: {number: string}\n"
	want := "# yaml-language-server: $schema=../../.svcgen/service.schema.json\nservice: billing\n" + body
	for _, text := range []string{body, "service: billing\n" + body, "---\n" + body, "# yaml-language-server: $schema=x\n" + body} {
		in := Source{Path: "b.yaml", Service: "billing", Data: []byte(text)}
		got := AsServiceFile(in)
		if got.Path != "services/billing/service.yaml" || string(got.Data) != want {
			t.Errorf("%s:\n%s", got.Path, got.Data)
		}
		if diff := cmp.Diff(mustParse(t, workspaceOf(goodWorkspace), in), mustParse(t, workspaceOf(goodWorkspace), got), noPos); diff != "" {
			t.Error(diff)
		}
	}
}
