package spec

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fieldsOf reads fields as the command line has them.
func fieldsOf(tb testing.TB, words ...string) []*Field {
	tb.Helper()
	var fields []*Field
	for _, w := range words {
		f, problems := ParseArg("", w)
		if len(problems) > 0 {
			tb.Fatal(problems)
		}
		fields = append(fields, f)
	}
	return fields
}

func TestAddFields(t *testing.T) {
	const head = "service: catalog\nresources:\n"
	tests := []struct{ name, before, after string }{
		{
			"block", "  a:\n    fields:\n      x: string # the x\n    # of a\n    soft_delete: true\n",
			"  a:\n    fields:\n      x: string # the x\n      memo: text optional\n      price: decimal(10,2)\n    # of a\n    soft_delete: true\n",
		},
		{"no end of line", "  a:\n    fields:\n      x: string", "  a:\n    fields:\n      x: string\n      memo: text optional\n      price: decimal(10,2)"},
		{
			"wide and aligned", "    a:\n          fields:\n             x:      string\n             yy:     string\n\n\n",
			"    a:\n          fields:\n             x:      string\n             yy:     string\n             memo:   text optional\n             price:  decimal(10,2)\n\n\n",
		},
		{
			"blank lines between", "  a:\n    fields:\n      # one\n      x: string\n\n      # two\n      y: string\n\n  b:\n    fields: {x: string}\n",
			"  a:\n    fields:\n      # one\n      x: string\n\n      # two\n      y: string\n\n      memo: text optional\n\n      price: decimal(10,2)\n\n  b:\n    fields: {x: string}\n",
		},
		{
			"groups", "  a:\n    fields:\n      x: string\n      y: string\n\n      z: string\n",
			"  a:\n    fields:\n      x: string\n      y: string\n\n      z: string\n      memo: text optional\n      price: decimal(10,2)\n",
		},
		{
			"comment below", "  a:\n    fields:\n      x: string\n      # y: string\n\n# the end\n",
			"  a:\n    fields:\n      x: string\n      memo: text optional\n      price: decimal(10,2)\n      # y: string\n\n# the end\n",
		},
		{
			"long form", "  a:\n    fields:\n      x:\n        type: string # t\n        # of x\n\n        # too\n      # not\n",
			"  a:\n    fields:\n      x:\n        type: string # t\n        # of x\n\n        # too\n      memo: text optional\n      price: decimal(10,2)\n      # not\n",
		},
		{
			"folded", "  a:\n    fields:\n      x: >-\n        string\n        optional\n\n    description: |\n      x\n      # y\n",
			"  a:\n    fields:\n      x: >-\n        string\n        optional\n      memo: text optional\n      price: decimal(10,2)\n\n    description: |\n      x\n      # y\n",
		},
		{
			"quoted over lines", "  a:\n    fields:\n      x: \"string\n\n        optional\"  # so\n",
			"  a:\n    fields:\n      x: \"string\n\n        optional\"  # so\n      memo: text optional\n      price: decimal(10,2)\n",
		},
		{"flow", "  a: {fields: {x: string}, soft_delete: true}\n", "  a: {fields: {x: string, memo: text optional, price: 'decimal(10,2)'}, soft_delete: true}\n"},
		{"flow with a comma", "  a: {fields: { x: 'string', } }\n", "  a: {fields: { x: 'string', memo: text optional, price: 'decimal(10,2)', } }\n"},
		{"flow, nested", "  a: {fields: {x: {type: enum, enum: [a, b]}}}\n", "  a: {fields: {x: {type: enum, enum: [a, b]}, memo: text optional, price: 'decimal(10,2)'}}\n"},
		{
			"flow over lines", "  a:\n    fields: {\n      x: string, # one\n      y: string # two\n    }\n",
			"  a:\n    fields: {\n      x: string, # one\n      y: string, # two\n      memo: text optional,\n      price: 'decimal(10,2)'\n    }\n",
		},
		{
			"flow over lines with a comma", "  a:\n    fields: {\n      x: string, # one\n      y: string, # two\n    }\n",
			"  a:\n    fields: {\n      x: string, # one\n      y: string, # two\n      memo: text optional,\n      price: 'decimal(10,2)',\n    }\n",
		},
		{
			"flow, closed in the last line", "  a:\n    fields: {x: string,\n             y: string}\n",
			"  a:\n    fields: {x: string,\n             y: string,\n             memo: text optional,\n             price: 'decimal(10,2)'}\n",
		},
		{
			"odd names", "  a:\n    fields:\n      null: string\n      \"on\": 'string description=\"it''s # so\"'\n",
			"  a:\n    fields:\n      null: string\n      \"on\": 'string description=\"it''s # so\"'\n      memo: text optional\n      price: decimal(10,2)\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fields := fieldsOf(t, "memo:text:optional", "price:decimal(10,2)")
			for _, eol := range []string{"\n", "\r\n"} {
				text := strings.ReplaceAll(head+tt.before, "\n", eol)
				got, err := AddFields([]Source{workspaceOf(goodWorkspace), {Path: ServiceFile("catalog"), Data: []byte(text)}}, "catalog", "a", fields)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(strings.ReplaceAll(head+tt.after, "\n", eol), string(got.Data)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestAddResource(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{
			"block", "resources:\n  a:\n    fields:\n      x: string\n      # y: string\n\n# the end\n",
			"resources:\n  a:\n    fields:\n      x: string\n      # y: string\n  b:\n    fields:\n      price: decimal(10,2)\n      kind: enum=a,b\n\n# the end\n",
		},
		{
			"spaced and wide", "resources:\n    a:\n        fields:\n          x: string\n\n    c:\n        fields:\n          x: string\nenums: {e: [a, b]}\n",
			"resources:\n    a:\n        fields:\n          x: string\n\n    c:\n        fields:\n          x: string\n\n    b:\n        fields:\n          price: decimal(10,2)\n          kind: enum=a,b\nenums: {e: [a, b]}\n",
		},
		{
			"fields in brackets", "resources:\n  a:\n    fields: {x: string}\n    indexes:\n      - x\n",
			"resources:\n  a:\n    fields: {x: string}\n    indexes:\n      - x\n  b:\n    fields: {price: 'decimal(10,2)', kind: 'enum=a,b'}\n",
		},
		{
			"resource in brackets", "resources:\n  a: {fields: {x: string}}\n",
			"resources:\n  a: {fields: {x: string}}\n  b: {fields: {price: 'decimal(10,2)', kind: 'enum=a,b'}}\n",
		},
		{
			"all in brackets", "resources: {a: {fields: {x: string}}}\n",
			"resources: {a: {fields: {x: string}}, b: {fields: {price: 'decimal(10,2)', kind: 'enum=a,b'}}}\n",
		},
		{
			"a text at the end", "resources:\n  a:\n    fields: {x: string}\n    description: |\n      one\n\n      # two\n\nenums: {e: [a, b]}\n",
			"resources:\n  a:\n    fields: {x: string}\n    description: |\n      one\n\n      # two\n  b:\n    fields: {price: 'decimal(10,2)', kind: 'enum=a,b'}\n\nenums: {e: [a, b]}\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &Resource{Name: "b", Fields: fieldsOf(t, "price:decimal(10,2)", "kind:enum=a,b")}
			got, err := AddResource(serviceOf("service: catalog\n"+tt.before), "catalog", r)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff("service: catalog\n"+tt.after, string(got.Data)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAddToASpecOfOneFile(t *testing.T) {
	text := "\ufeff" + goodWorkspace + "services:\n  x:\n    resources:\n      a: {fields: {b: string}}\n  y:\n    resources: {a: {fields: {b: string}}}\n"
	got, err := AddFields([]Source{workspaceOf(text)}, "y", "a", fieldsOf(t, "c:int32"))
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(text, "resources: {a: {fields: {b: string", "resources: {a: {fields: {b: string, c: int32", 1); string(got.Data) != want {
		t.Error(cmp.Diff(want, string(got.Data)))
	}
}

func TestAddProblems(t *testing.T) {
	files := serviceOf("service: catalog\nresources:\n  product:\n    fields:\n      title: string\n      kind: enum=a,b\n")
	add := func(service, resource string, words ...string) error {
		_, err := AddFields(files, service, resource, fieldsOf(t, words...))
		return err
	}
	_, twice := AddResource(files, "catalog", &Resource{Name: "product", Fields: fieldsOf(t, "a:string")})
	for want, err := range map[string]error{
		"there is no service \"catalgo\"\n  hint: did you mean \"catalog\"?":                   add("catalgo", "product", "a:string"),
		"there is no service \"shipping\"\n  hint: allowed: catalog":                           add("shipping", "product", "a:string"),
		"service \"catalog\" has no resource \"prodct\"\n  hint: did you mean \"product\"?":    add("catalog", "prodct", "a:string"),
		"service.yaml:5:7: resource \"product\" has a field \"title\" already\n   5 |       t": add("catalog", "product", "title:text"),
		"field \"a\" is given twice":                                               add("catalog", "product", "a:string", "a:text"),
		"service.yaml:7:21: service \"catalog\" has no resource \"categry\"":       add("catalog", "product", "category:ref=categry"),
		"service.yaml:3:3: service \"catalog\" has a resource \"product\" already": twice,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nis not %s", err, want)
		}
	}
}

// TestAddKeepsEverything adds to files of random style: what is read is the old spec and the addition, and what was there
// stands there still.
func TestAddKeepsEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		text := randomService(rng)
		files := serviceOf(text)
		want, err := Parse(files)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		r := want.Services[0].Resources[rng.IntN(len(want.Services[0].Resources))]
		var got Source
		if i%3 == 0 {
			added := &Resource{Name: "added", Methods: defaultMethods(), Fields: fieldsOf(t, "new_one:enum=a,b:default=a", "memo:text")}
			got, err = AddResource(files, "catalog", added)
			want.Services[0].Resources = append(want.Services[0].Resources, added)
		} else {
			added := fieldsOf(t, `new_one:string:default="a: #, b"`, "price:decimal(10,2):optional", "tags:string[]")
			got, err = AddFields(files, "catalog", r.Name, added)
			r.Fields = append(r.Fields, added...)
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		again := mustParse(t, files[0], got)
		if diff := cmp.Diff(string(Marshal(want)), string(Marshal(again))); diff != "" {
			t.Fatalf("%s\n%s", diff, got.Data)
		}
		if !within(text, string(got.Data)) {
			t.Fatalf("more has changed than was added:\n%s\n%s", text, got.Data)
		}
	}
}

// within reports whether b is a with text put in at one place, or with a comma before it at another.
func within(a, b string) bool {
	p := prefix(a, b)
	return grown(a, b) || b[p] == ',' && grown(a[p:], b[p+1:])
}

func grown(a, b string) bool { return strings.HasSuffix(b[prefix(a, b):], a[prefix(a, b):]) }

func prefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// randomService writes a service in a style of its own: indentation, brackets, comments, blank lines, quotes.
func randomService(rng *rand.Rand) string {
	one := func(texts ...string) string { return texts[rng.IntN(len(texts))] }
	pad := func() string { return strings.Repeat(" ", 1+rng.IntN(4)) }
	noise := func(margin string) string {
		return one("", "", "", "\n", margin+"# note: {x\n", "# far\n", margin+"# \"\n\n", "  \n")
	}
	value := func(margin string) string {
		return one("string", "'string'", "\"string optional\"", "{type: string, optional: true}", "{type: enum, enum: [a, b],}", "string # why",
			"\n"+margin+"  type: string\n"+margin+"  # inner", "string description=\"it's\"", "'string description=\"a'' # b\"'", ">-\n"+margin+"  string\n\n"+margin+"  optional",
			"\"string\n"+margin+"  optional\" # x", "string\n"+margin+"  optional", "{\n"+margin+"  type: string,\n"+margin+"  optional: true\n"+margin+" }")
	}
	var b strings.Builder
	b.WriteString(one("", "# head\n", "---\n") + "service: catalog\n" + noise("") + "resources:" + one("", " # all") + "\n")
	m1 := pad()
	for i := range 1 + rng.IntN(3) {
		b.WriteString(noise(m1))
		if rng.IntN(4) == 0 {
			fmt.Fprintf(&b, "%sr%d: {fields: {a: string, b: 'enum=x,y'%s}}%s\n", m1, i, one("", ",", " "), one("", " # end"))
			continue
		}
		m2 := m1 + pad()
		fmt.Fprintf(&b, "%sr%d:\n", m1, i)
		if rng.IntN(3) == 0 {
			b.WriteString(noise(m2) + m2 + "soft_delete: true\n")
		}
		if rng.IntN(4) == 0 {
			m3 := m2 + pad()
			fmt.Fprintf(&b, "%sfields: {%s%sa: string%s,%sb: {type: string}%s%s}\n", m2, one("\n", " "), m3, one("", " "), one("\n"+m3, " # x\n"+m3, " "), one("", ",", ", # y\n "), one("", "\n"+m3, " # z\n"+m3))
		} else {
			m3 := m2 + pad()
			b.WriteString(m2 + "fields:\n")
			for j := range 1 + rng.IntN(3) {
				b.WriteString(noise(m3) + fmt.Sprintf("%sf%d:%s%s\n", m3, j, pad(), value(m3)))
			}
		}
		b.WriteString(one("", "", m2+"methods: [create,\n"+m2+" delete]\n", m2+"description: |\n"+m2+" one\n\n"+m2+" # two\n", m2+"description: 'x\n\n"+m2+" # y'\n"))
	}
	return strings.TrimRight(b.String(), "\n") + one("", "\n", "\n"+noise(""))
}

// FuzzAddFields holds that whatever is a spec is either edited as it should be, or left alone with a reason.
func FuzzAddFields(f *testing.F) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		f.Add([]byte(randomService(rng)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		files := serviceOf(string(data))
		want, err := Parse(files)
		if err != nil {
			return
		}
		r := want.Services[0].Resources[0]
		added := fieldsOf(t, "new_one:decimal(10,2):optional")
		got, err := AddFields(files, "catalog", r.Name, added)
		if err != nil {
			return
		}
		r.Fields = append(r.Fields, added...)
		if diff := cmp.Diff(string(Marshal(want)), string(Marshal(mustParse(t, files[0], got)))); diff != "" {
			t.Error(diff)
		}
		if !within(strings.ReplaceAll(string(data), "\r\n", "\n"), strings.ReplaceAll(string(got.Data), "\r\n", "\n")) {
			t.Errorf("more has changed than was added:\n%s\n%s", data, got.Data)
		}
	})
}
