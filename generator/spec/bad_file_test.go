package spec

import (
	"strings"
	"testing"
)

func TestBadResources(t *testing.T) {
	const fields = "    fields:\n      title: string\n      tags: string[]\n"
	tests := []struct{ name, body, want string }{
		{"unknown key", fields + "    feilds: {}\n", `7:5: unknown key "feilds" | did you mean "fields"?`},
		{"actions", fields + "    actions:\n      publish: x\n", `7:5: "actions" is not generated yet`},
		{"children", fields + "    children: {}\n", `7:5: "children" is not generated yet`},
		{"no fields", "    description: x\n", `3:3: resource "product" has no fields | fields: {title: string}`},
		{"empty fields", "    fields: {}\n", `4:5: resource "product" has no fields | fields: {title: string}`},
		{"fields are a list", "    fields: [a]\n", `4:13: "fields" must be a mapping, not a list | write key: value`},
		{"duplicate field", "    fields:\n      a: string\n      b: string\n      a: text\n", `7:7: duplicate key "a" | the first is in line 5`},
		{"fields of one JSON name", "    fields:\n      line_1: string\n      line1: string\n", `6:7: fields "line_1" and "line1" have the same name in JSON | rename one of them`},
		{"reserved", "    fields:\n      id: uuid\n      etag: string\n      version: int32\n      delete_time: date\n", `5:7: field name "id" is reserved | every resource has it already / ` +
			`6:7: field name "etag" is reserved | every resource has it already / ` +
			`7:7: field name "version" is reserved | svcgen counts updates in a column of that name; call yours "revision" or the like / ` +
			`8:7: field name "delete_time" is reserved | soft_delete: true gives it to a resource`},
		{"field name", "    fields:\n      unitPrice: int32\n", `5:7: field name "unitPrice" is not snake_case | did you mean "unit_price"?`},
		{"field name is a path", "    fields:\n      ../../x: int32\n", `5:7: field name "../../x" holds "." | a name has small letters, digits and _ only`},
		{"comma in a flow mapping", "    fields: {status: enum=draft,active default=draft}\n", `4:33: "active default=draft" has no value | inside {…} quote a value that holds a comma: "enum=draft,…"`},
		{"description", "    description: 42\n" + fields, `4:18: "description" must be text, not a number`},
		{"control character", "    description: \"a\\u0007b\"\n" + fields, `4:18: description holds the control character U+0007 | only line breaks and tabs are allowed`},
		{"soft_delete", "    soft_delete: yes\n" + fields, `4:18: "soft_delete" must be true or false, not text`},
		{"plural", "    plural: Products\n" + fields, `4:13: plural name "Products" is not snake_case | did you mean "products"?`},
		{"method", fields + "    methods: [create, lst]\n", `7:23: unknown method "lst" | did you mean "list"?`},
		{"method not yet", fields + "    methods: [create, batch_get]\n", `7:23: "batch_get" is not generated yet`},
		{"method twice", fields + "    methods: [get, get]\n", `7:20: method "get" is named twice`},
		{"no methods", fields + "    methods: []\n", `7:5: resource "product" has no methods | leave it out for create, get, list, update and delete`},
		{"undelete alone", fields + "    methods: [get, undelete]\n", `7:20: method undelete needs soft_delete | soft_delete: true`},
		{"soft delete without delete", fields + "    soft_delete: true\n    methods: [get]\n", `7:5: soft_delete needs the method delete | add delete to methods`},
		{"filter without list", "    fields:\n      a: string filter\n    methods: [create, get]\n", `5:17: "filter" needs the method list | add list to methods, or leave out filter`},
		{"renamed from itself", fields + "    renamed_from: product\n", `7:19: resource "product" has this name now | leave it out`},
		{"renamed from no name", fields + "    renamed_from: Item\n", `7:19: resource name "Item" is not snake_case | did you mean "item"?`},
		{"field renamed from what is there", fields + "      label: string renamed_from=title\n", `7:7: field "label" was renamed from "title", and there is a "title" | delete renamed_from where that was generated before; else generate without "title" first`},
		{"two renamed from one", "    fields:\n      a: string renamed_from=c\n      b: string renamed_from=c\n", `6:7: fields "a" and "b" cannot both be renamed from "c"`},
		{"removed and there", fields + "    removed: [title]\n", `7:15: "title" is removed, and it is there | take it out of removed to have it again, or delete it there`},
		{"removed twice", fields + "    removed: [x, x]\n", `7:18: "x" is named twice`},
		{"removed, no name", fields + "    removed: [Note, a.b.c, note -> x]\n", `7:15: "Note" is not a name | like note; for a value of an enum status.archived, or status.archived -> old / ` +
			`7:21: "a.b.c" is not a name | like note; for a value of an enum status.archived, or status.archived -> old / ` +
			`7:28: "note -> x" is not a name | like note; for a value of an enum status.archived, or status.archived -> old`},
		{"value removed and there", "    fields:\n      status: enum=a,b\n    removed: [status.a]\n", `6:15: "status.a" is removed, and it is there | take it out of removed to have it again, or delete it there`},
		{"value replaced by none", "    fields:\n      status: enum=new,old\n    removed: [status.a -> olt]\n", `6:15: "olt" is not a value of the enum | did you mean "old"?`},
		{"value replaced by one that is gone", "    fields:\n      status: enum=new,old\n    removed: [status.a -> retired]\n", `6:15: "retired" is not a value of the enum | delete it where that was generated before; a value that is gone now is removed by its own name, retired`},
		{"index of nothing", fields + "    indexes: [titel]\n", `7:15: resource "product" has no field "titel" | did you mean "title"?`},
		{"index, second field", fields + "    indexes:\n      - title, create_tme desc\n", `8:16: resource "product" has no field "create_tme" | did you mean "create_time"?`},
		{"index, word", fields + "    indexes: [title down]\n", `7:21: unknown word "down" in an index | fields are separated by commas; desc, or using gin, may stand behind`},
		{"index, kind", fields + "    indexes: [tags using gist]\n", `7:26: unknown kind of index "gist" | did you mean "gin"?`},
		{"index, list", fields + "    indexes: [tags]\n", `7:15: field "tags" can only be in a gin index | tags using gin`},
		{"index, gin", fields + "    indexes: [title using gin]\n", `7:15: a gin index is for lists and json, and "title" is neither`},
		{"index, field twice", fields + "    indexes:\n      - title, title\n", `8:16: field "title" stands twice in the index`},
		{"index twice", fields + "    indexes: [title desc, title desc]\n", `7:27: the same index stands in line 7`},
		{"index, nothing", fields + "    indexes:\n      - title,, id\n", `8:15: an index has a field missing | like category, create_time desc`},
		{"index of unique", "    fields:\n      sku: string unique\n    indexes: [unique sku]\n", `6:15: field "sku" is unique already | leave it out`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			check(t, problemsOf(t, resourceOf(test.body)...), strings.Split(test.want, " / ")...)
		})
	}
}

func TestBadServices(t *testing.T) {
	const fields = "{fields: {title: string}}"
	tests := []struct{ name, text, want string }{
		{"no resources", "service: catalog\n", `1:10: service "catalog" has no resources | resources: {product: {fields: {title: string}}}`},
		{"empty resources", "service: catalog\nresources:\n", `2:1: service "catalog" has no resources | resources: {product: {fields: {title: string}}}`},
		{"no name", "resources:\n  a: " + fields + "\n", `1:1: "service" is missing | service: catalog`},
		{"other name", "service: katalog\nresources: {a: " + fields + "}\n", `1:10: the file is of service "catalog", but says "katalog" | service: catalog; and if it was called katalog until now, renamed_from: katalog`},
		{"unknown key", "service: catalog\nresource: {a: 1}\nresources: {a: " + fields + "}\n", `2:1: unknown key "resource" | did you mean "resources"?`},
		{"jobs", "service: catalog\njobs: {}\nresources: {a: " + fields + "}\n", `2:1: "jobs" is not generated yet`},
		{"http_prefix", "service: catalog\nhttp_prefix: /shop\nresources: {a: " + fields + "}\n", `2:14: http_prefix "/shop" is not one segment of a path | small letters, digits and - between them`},
		{"enum values", "service: catalog\nenums: {a: [], b: x}\nresources: {a_1: " + fields + "}\n", `2:9: enum "a" has no values | a: [draft, active] / 2:19: "b" must be a list of values: [draft, active], not text`},
		{"plural name", "service: catalog\nresources: {order_lines: " + fields + "}\n", `2:13: resource name "order_lines" is a plural | did you mean "order_line"?`},
		{"enum and resource", "service: catalog\nenums: {a: [x]}\nresources: {a: " + fields + "}\n", `2:9: enum "a" has the same name in Go as "a" | rename one of them`},
		{"inline enum", "service: catalog\nenums: {a_b: [x]}\nresources: {a: {fields: {b: 'enum=x,y'}}}\n", `3:30: the enum would be called "a_b", and there is one already | give it a name of its own under enums:, or write enum=a_b`},
		{"default of a named enum", "service: catalog\nenums: {s: [x]}\nresources: {a: {fields: {b: enum=s default=y}}}\n", `3:44: default "y" is not a value of the enum | it has x`},
		{
			"circle", "service: catalog\nresources:\n  a: {fields: {b: ref=b}}\n  b: {fields: {c: ref=c}}\n  c: {fields: {a: ref=a}}\n",
			`5:19: required references form a circle (a -> b -> c -> a): none of these could ever be created | make one of them optional`,
		},
		{
			"all at once", "service: catalog\nresources:\n  a: {fields: {b: strng}}\n  b: {fields: {c: ref=d}, x: 1}\n",
			`3:19: unknown type "strng" | did you mean "string"? / 4:23: service "catalog" has no resource "d" / 4:27: unknown key "x" | known here: description, plural, soft_delete, fields, indexes, methods, renamed_from and removed`,
		},
		{"long name", "service: catalog\nresources: {" + strings.Repeat("a", 41) + ": " + fields + "}\n", `2:13: resource name "` + strings.Repeat("a", 41) + `" is too long | use at most 40 characters`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			check(t, problemsOf(t, serviceOf(test.text)...), strings.Split(test.want, " / ")...)
		})
	}
}

func TestBadWorkspaces(t *testing.T) {
	const services = "services: {a: {resources: {b: {fields: {c: string}}}}}\n"
	tests := []struct{ name, text, want string }{
		{"nothing", "version: 1\n", `1:1: "module" is missing | module: github.com/acme/shop / 1:1: "auth" must be written | auth: none / 1:1: "services" is missing | svcgen add service <name>, or services: {catalog: {resources: …}} in a spec of one file`},
		{"auth later", "version: 1\nmodule: a.b/c\nauth: sessions\n" + services, `3:7: auth: sessions is not generated yet | auth: none`},
		{"auth later, mapping", "version: 1\nmodule: a.b/c\nauth: {jwt: {}}\n" + services, `3:8: auth: jwt is not generated yet | auth: none`},
		{"auth never", "version: 1\nmodule: a.b/c\nauth: basic\n" + services, `3:7: unknown auth "basic" | known here: none`},
		{"version", "version: 2\nmodule: a.b/c\nauth: none\n" + services, `1:10: unknown version "2" | this svcgen reads version 1`},
		{"module", "version: 1\nmodule: https://a.b/c\nauth: none\n" + services, `2:9: module path "https://a.b/c" is a URL | leave out https://`},
		{"module, characters", "version: 1\nmodule: a.b/c d\nauth: none\n" + services, `2:9: module path "a.b/c d" is not valid: invalid char ' ' | like github.com/acme/shop`},
		{"packs", "version: 1\nmodule: a.b/c\nauth: none\npacks: [kubernetes, github_actions]\n" + services, `4:9: "kubernetes" is not generated yet / 4:21: unknown pack "github_actions" | did you mean "github-actions"?`},
		{"defaults", goodWorkspace + "defaults: {}\n" + services, `4:1: "defaults" is not generated yet`},
		{"name", goodWorkspace + "name: x\n" + services, `4:1: unknown key "name" | the workspace is named after the last element of module`},
		{"no services", goodWorkspace + "services: {}\n", `4:1: the workspace has no services | services: {catalog: {resources: …}}`},
		{"service name", goodWorkspace + "services: {gateway: {resources: {b: {fields: {c: string}}}}}\n", `4:12: a service cannot be called "gateway": services/gateway is the REST front of the workspace | choose another name`},
		{"not a mapping", "[]\n", `1:1: the spec of a workspace must be a mapping, not a list | write key: value`},
		{"text", "hello\n", `1:1: the spec of a workspace must be a mapping, not text | write key: value`},

		{"empty", "", `1:1: the file is empty`},
		{"only comments", "# nothing\n\n", `1:1: the file is empty`},
		{"binary", "version: 1\nab\x00\x01\x02", `2:3: NUL byte: this is not a text file`},
		{"control", "version: 1\ndescription: é\x07", `2:15: control character 0x07 | remove it, or write it as an escape in double quotes`},
		{"latin 1", "version: 1\ndescription: caf\xe9\n", `2:17: the file is not UTF-8 from here on | save it as UTF-8`},
		{"UTF-16", "\xff\xfev\x00", `1:1: the file is UTF-16 | save it as UTF-8`},
		{"large", strings.Repeat("#", maxFileSize+1), `1:1: the file is larger than 1 MiB`},
		{"deep", "a: " + strings.Repeat("[", 1000), `1:35: nested too deeply for a spec`},
		{"deep list", strings.Repeat("- ", 1000), `1:65: nested too deeply for a spec`},
		{"many keys", strings.Repeat("a:\n", 3000), `2001:2: too many entries in one place for a spec`},
		{"two documents", goodWorkspace + services + "---\na: 1\n", `5:1: a second document starts here | one file holds one spec`},
		{"after the end", goodWorkspace + services + "...\na: 1\n", `6:1: a second document starts here | one file holds one spec`},
		{
			"alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\n<<: *b\n",
			`1:4: anchors are not part of the spec language | write the value out where it is used / 2:4: anchors are not part of the spec language | write the value out where it is used / ` +
				`2:8: aliases are not part of the spec language | write the value out, or quote it if it is text / 2:12: aliases are not part of the spec language | write the value out, or quote it if it is text / ` +
				`3:1: merge keys are not part of the spec language | write the keys out / 3:5: aliases are not part of the spec language | write the value out, or quote it if it is text`,
		},
		{"tag", "version: !!int 1\n", `1:10: tags are not part of the spec language | quote the value if it is text`},
		{"complex key", "? a\n: b\n", `1:1: complex keys are not part of the spec language | write key: value`},
		{"directive", "%YAML 1.2\n---\na: 1\n", `1:1: YAML directives are not part of the spec language | remove the line`},
		{"tab", "version: 1\nservices:\n\ta: 1\n", `3:1: a tab in the indentation | indent with spaces`},
		{"colon", "version: 1\nmodule: a: b\n", `2:9: a plain value cannot hold ": " | quote the whole value: '…'`},
		{"indentation", "version: 1\nmodule: a\n  auth: none\n", `3:3: this line is indented further than the one it belongs to | put keys of one mapping below each other`},
		{"open quote", "version: \"1\nmodule: a\n", `1:10: the closing quote is missing`},
		{"open bracket", "version: [1\n", `1:10: the closing bracket is missing`},
		{"list in flow", "a: {b: string[]}\n", `1:14: inside {…} and […] quote a value that holds one of , [ ] { } | 'string[]'`},
		{"at sign", "a: @b\n", `1:4: a plain value cannot start with "@" | quote the value: '…'`},
		{"loose text", "a: 1\nb\n", `2:1: this line does not fit where it stands | write key: value, indented like its neighbours`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			check(t, problemsOf(t, workspaceOf(test.text)), strings.Split(test.want, " / ")...)
		})
	}
}

func TestBadSetsOfFiles(t *testing.T) {
	const body = "resources: {a: {fields: {b: string}}}\n"
	check(t, problemsOf(t), `0:0: the workspace has no svcgen.yaml | svcgen new makes one`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: "other.yaml"}),
		`1:1: a workspace has one svcgen.yaml, and this is a second | services stand in services/<name>/service.yaml`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace+"services: {}\n"), Source{Path: ServiceFile("a"), Data: []byte("service: a\n" + body)}),
		`4:1: services stand in files of their own here | move it to services/<name>/service.yaml`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: "services/../service.yaml", Data: []byte("service: ..\n" + body)}),
		`1:1: a workspace has one svcgen.yaml, and this is a second | services stand in services/<name>/service.yaml`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: ServiceFile("a_1"), Data: []byte("service: a_1\n" + body)}, Source{Path: ServiceFile("a1"), Data: []byte("service: a1\n" + body)}),
		`1:10: services "a1" and "a_1" have the same name in Go | rename one of them`)
	check(t, problemsOf(t, workspaceOf(goodWorkspace), Source{Path: "billing.yaml", Service: "Billing", Data: []byte(body)}),
		`1:1: service name "Billing" is not snake_case | did you mean "billing"?`)
}

func TestManyProblemsOfOneFileAreCut(t *testing.T) {
	got := problemsOf(t, workspaceOf(goodWorkspace+strings.Repeat("bad: 1\n", 500)))
	if len(got) != maxProblems+1 || !strings.Contains(got[maxProblems], "more problems from here on") {
		t.Errorf("%d problems, the last %s", len(got), got[len(got)-1])
	}
}
