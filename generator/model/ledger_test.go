package model

import (
	"errors"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/spec"
)

func TestLedgerText(t *testing.T) {
	t.Parallel()
	_, l := mustBuild(t, workspace(orders()), NewLedger())
	want := ledgerHead + `service: orders
grpc_port: 9001
admin_port: 9101
api: shop.orders.v1.OrdersService
resources:
  order:
    - {plural: orders}
    - {path: "/v1/orders", methods: [create, get, list, update, delete]}
    - {field: number, number: 6, type: string, api: [required], sql: text, check: [orders_number_check, "number <> ''"]}
    - {field: total, number: 7, type: "decimal(12,2)", api: [required, min=0, sort], sql: "numeric(12,2)", check: [orders_total_check, "total >= 0"]}
    - {unique: orders_number_key, columns: [number]}
    - {index: orders_total_id_idx, columns: [total, id]}
`
	files := l.Files()
	if len(files) != 1 || files[0].Path != ".svcgen/model/orders.yaml" {
		t.Fatalf("files: %v", files)
	}
	if diff := cmp.Diff(want, string(files[0].Data)); diff != "" {
		t.Error(diff)
	}
}

// What is written is read back, and is YAML to others too.
func TestLedgerRoundTrip(t *testing.T) {
	t.Parallel()
	nasty := nastyService("type")
	nasty.HTTPPrefix = "types"
	_, l := mustBuild(t, workspace(catalog(), circle(), nasty), NewLedger())
	l.Services[0].Resources[0].Removed = []Tombstone{{"note", 40}, {"no", 41}}
	for _, crlf := range []bool{false, true} {
		files := ledgerMap(l)
		for name, data := range files {
			var document map[string]any
			if err := yaml.Unmarshal(data, &document); err != nil {
				t.Errorf("%s is no YAML: %v", name, err)
			}
			if crlf {
				files[name] = []byte(strings.ReplaceAll(string(data), "\n", "\r\n"))
			}
		}
		read, err := ParseLedger(files)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(l, read); diff != "" {
			t.Error(diff)
		}
	}
}

func TestLedgerKeepsNumbers(t *testing.T) {
	t.Parallel()
	build := func(l *Ledger, gone string, fields ...*spec.Field) (*Resource, *Ledger) {
		r := resource("product", fields...)
		for name := range strings.FieldsSeq(gone) {
			r.Removed = append(r.Removed, spec.Removal{Name: name})
		}
		m, next := mustBuild(t, workspace(service("catalog", r)), l)
		return m.Services[0].Resources[0], next
	}
	text := func(name string) *spec.Field { return field(name, spec.String, optional) }
	a, c := field("a", spec.UUID, optional), field("c", spec.Int32, optional)
	wide := field("c", spec.Int64, optional)
	numbers := func(r *Resource) string {
		var parts []string
		for _, f := range r.Fields {
			parts = append(parts, numbered(f.Name+"=", f.Number))
		}
		return strings.Join(append(parts, r.Reserved()...), " ")
	}
	l := NewLedger()
	for _, step := range []struct {
		gone   string
		fields []*spec.Field
		want   string
	}{
		{"", []*spec.Field{a, text("b"), c}, `a=6 b=7 c=8`},
		{"", []*spec.Field{c, text("d"), a, text("b")}, `a=6 b=7 c=8 d=9`},
		{"b d", []*spec.Field{c, a}, `a=6 c=8 reserved 7, 9; reserved "b", "d";`},
		{"d", []*spec.Field{c, a, text("b")}, `a=6 c=8 b=10 reserved 7, 9; reserved "d";`},
		{"", []*spec.Field{wide, a, text("b")}, `a=6 c=11 b=10 reserved 7, 9, 8; reserved "d";`},
		{"b", []*spec.Field{wide, text("a")}, `a=6 c=11 reserved 7, 9, 8, 10; reserved "b", "d";`},
	} {
		var r *Resource
		r, l = build(l, step.gone, step.fields...)
		if got := numbers(r); got != step.want {
			t.Errorf("got %s, want %s", got, step.want)
		}
		var err error
		if l, err = ParseLedger(ledgerMap(l)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLedgerKeepsTheRest(t *testing.T) {
	t.Parallel()
	first := service("catalog", resource("product", field("status", spec.EnumType)))
	first.Enums[0].Values = []string{"draft", "active", "old"}
	first.Resources[0].SoftDelete = true
	_, l := mustBuild(t, workspace(first, service("zoo", resource("sheep", field("name", spec.String)))), NewLedger())
	l.Services[0].Resources[0].Plural = "products_of_old"

	second := service("catalog", resource("brand", field("name", spec.String)), resource("product", field("status", spec.EnumType)))
	second.Enums[0].Values = []string{"new", "active", "draft"}
	second.Resources[1].Removed = []spec.Removal{{Name: "delete_time"}}
	second.Removed = []spec.Removal{{Name: "product_status.old"}}
	third := workspace(service("alpha", resource("x", field("name", spec.String))), second)
	third.Removed = []spec.Removal{{Name: "zoo"}}
	m, l := mustBuild(t, third, l)
	alpha, cat := m.Services[0], m.Services[1]
	if alpha.GRPCPort != 9003 || cat.GRPCPort != 9001 || cat.AdminPort != 9101 {
		t.Errorf("ports: %d %d %d", alpha.GRPCPort, cat.GRPCPort, cat.AdminPort)
	}
	product := cat.Resources[0]
	if product.Name != "product" || product.Table != "products_of_old" {
		t.Errorf("the first resource is %s in %s", product.Name, product.Table)
	}
	if diff := cmp.Diff([]Tombstone{{"delete_time", 5}}, product.Removed); diff != "" {
		t.Error(diff)
	}
	want := []EnumValue{
		{"draft", "ProductStatusDraft", "PRODUCT_STATUS_DRAFT", "ProductStatus_PRODUCT_STATUS_DRAFT", 1},
		{"active", "ProductStatusActive", "PRODUCT_STATUS_ACTIVE", "ProductStatus_PRODUCT_STATUS_ACTIVE", 2},
		{"new", "ProductStatusNew", "PRODUCT_STATUS_NEW", "ProductStatus_PRODUCT_STATUS_NEW", 4},
	}
	if diff := cmp.Diff(want, cat.Enums[0].Values); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Tombstone{{"PRODUCT_STATUS_OLD", 3}}, cat.Enums[0].Removed); diff != "" {
		t.Error(diff)
	}
	if l.service("zoo") == nil {
		t.Error("the ledger has forgotten the service that is gone")
	}

	second.Resources[1].SoftDelete, second.Resources[1].Removed = true, nil
	last := workspace(second)
	last.Removed = []spec.Removal{{Name: "zoo"}, {Name: "alpha"}}
	m, _ = mustBuild(t, last, l)
	if r := m.Services[0].Resources[0]; len(r.Removed) != 0 {
		t.Errorf("delete_time is reserved and in use: %v", r.Removed)
	}
}

// A build changes neither the spec nor the ledger that it is given, and gives the same every time.
func TestBuildIsPure(t *testing.T) {
	t.Parallel()
	_, l := mustBuild(t, workspace(catalog()), NewLedger())
	before := string(l.Files()[0].Data)
	s := catalog()
	s.Resources[1].Fields = s.Resources[1].Fields[1:]
	s.Resources[1].Removed = []spec.Removal{{Name: "sku"}}
	_, one := mustBuild(t, workspace(s), l)
	_, two := mustBuild(t, workspace(s), l)
	if string(l.Files()[0].Data) != before {
		t.Error("the ledger was changed")
	}
	if diff := cmp.Diff(one.Files(), two.Files()); diff != "" {
		t.Error(diff)
	}
}

func TestLedgerProblems(t *testing.T) {
	t.Parallel()
	const head = "service: a\ngrpc_port: 9001\nadmin_port: 9101\n"
	for name, c := range map[string]struct{ text, want string }{
		"twice the number": {
			head + "resources:\n  p:\n    - {plural: ps}\n    - {field: x, number: 6, type: string, sql: text}\n    - {field: y, number: 6, type: string, sql: text}\n",
			"a.yaml:8: number 6 is taken in line 7",
		},
		"a number that is buried": {
			head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text}\n    - {removed: y, number: 6}\n",
			"a.yaml:7: number 6 is taken in line 6",
		},
		"twice the field": {
			head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text}\n    - {field: x, number: 7, type: string, sql: text}\n",
			"a.yaml:7: field x stands in line 6 already",
		},
		"twice the value": {
			head + "enums:\n  e:\n    - {value: x, number: 1}\n    - {value: y, number: 1}\n",
			"a.yaml:7: number 1 is taken in line 6",
		},
		"conflict markers":         {head + "<<<<<<< HEAD\n", "a.yaml:4: conflict markers of a merge"},
		"twice the resource":       {head + "resources:\n  p:\n    - {plural: ps}\n  p:\n", `a.yaml:7: "p" stands here twice`},
		"unknown key":              {head + "colour: red\n", `a.yaml:4: unknown key "colour"`},
		"unknown fact":             {head + "resources:\n  p:\n    - {trigger: x}\n", "a.yaml:6: cannot read trigger: x"},
		"broken line":              {head + "resources:\n  p:\n    - {field: x, number\n", "a.yaml:6: want {key: value, …}"},
		"open quote":               {head + "resources:\n  p:\n    - {field: \"x, number: 6}\n", "a.yaml:6: a value is missing, or a quote is not closed"},
		"bad number":               {head + "resources:\n  p:\n    - {field: x, number: six, type: string, sql: text}\n", "a.yaml:6: cannot read number: six"},
		"bad type":                 {head + "resources:\n  p:\n    - {field: x, number: 6, type: money}\n", "a.yaml:6: cannot read type: money"},
		"bad port":                 {"service: a\ngrpc_port: 0\n", `a.yaml:2: "0" is no port`},
		"another's ledger":         {"service: b\n", "a.yaml:1: the ledger of service \"a\" says `service: b`"},
		"binary":                   {"\x00\x01", "a.yaml:1: cannot read this line, or it stands here twice"},
		"a plural that breaks out": {head + "resources:\n  p:\n    - {plural: \"x; y\"}\n", "a.yaml:6: cannot read plural: x; y"},
		"no plural":                {head + "resources:\n  p:\n    - {field: x, number: 6, type: string, sql: text}\n", `a.yaml:6: the resource "p" before this line has no plural`},
		"no number":                {head + "resources:\n  p:\n    - {field: x, type: string, sql: text}\n", `a.yaml:6: the line of "x" lacks something, or holds a name that is none`},
		"a route that is none":     {head + "resources:\n  p:\n    - {plural: ps}\n    - {path: \"/v1/$(x)\", methods: [get]}\n", "a.yaml:7: cannot read path: /v1/$(x)"},
		"an unknown method":        {head + "resources:\n  p:\n    - {plural: ps}\n    - {path: \"/v1/ps\", methods: [fly]}\n", "a.yaml:7: cannot read methods: "},
		"a path without methods":   {head + "resources:\n  p:\n    - {plural: ps}\n    - {path: \"/v1/ps\"}\n", `a.yaml:7: the resource "p" before this line has a path or methods, but not both`},
		"an API that is none":      {head + "api: shop..x y\n", `a.yaml:4: "shop..x y" is not the full name of a protobuf service`},
		"no section":               {head + "    - {field: x}\n", "a.yaml:4: cannot read this line"},
		"a key stands twice":       {head + "service: a\n", "a.yaml:4: cannot read this line, or it stands here twice"},
		"a flag that is not":       {head + "resources:\n  p:\n    - {field: x, number: 6, optional: maybe}\n", "a.yaml:6: cannot read optional: maybe"},
		"a length that is no":      {head + "resources:\n  p:\n    - {field: x, number: 6, len: 3}\n", "a.yaml:6: cannot read len: 3"},
	} {
		_, err := ParseLedger(map[string][]byte{".svcgen/model/a.yaml": []byte(c.text)})
		var problems spec.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		got := strings.TrimPrefix(problems[0].File, ".svcgen/model/") + numbered(":", problems[0].Line) + ": " + problems[0].Msg
		if got != c.want || problems[0].Hint == "" {
			t.Errorf("%s: got %q, hint %q, want %q", name, got, problems[0].Hint, c.want)
		}
	}
}

func TestLedgerPortsClash(t *testing.T) {
	t.Parallel()
	_, err := ParseLedger(map[string][]byte{
		".svcgen/model/a.yaml": []byte("service: a\ngrpc_port: 9001\nadmin_port: 9101\n"),
		".svcgen/model/b.yaml": []byte("service: b\ngrpc_port: 9001\nadmin_port: 9102\n"),
	})
	if err == nil || !strings.Contains(err.Error(), `services "a" and "b" both have port 9001`) {
		t.Errorf("got %v", err)
	}
	l, err := ParseLedger(map[string][]byte{
		".svcgen/model/a.yaml": []byte("service: a\ngrpc_port: 9001\nadmin_port: 9101\n"),
		".svcgen/model/b.yaml": []byte("service: b\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	m, _ := mustBuild(t, workspace(service("a", resource("x", field("f", spec.String))), service("b", resource("y", field("f", spec.String)))), l)
	if m.Services[1].GRPCPort != 9002 || m.Services[1].AdminPort != 9102 {
		t.Errorf("ports %d, %d", m.Services[1].GRPCPort, m.Services[1].AdminPort)
	}
}

func FuzzLedger(f *testing.F) {
	_, l := mustBuild(f, workspace(catalog()), NewLedger())
	f.Add(l.Files()[0].Data)
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ParseLedger(map[string][]byte{"a.yaml": data})
		if err != nil {
			return
		}
		again, err := ParseLedger(map[string][]byte{"a.yaml": l.Files()[0].Data})
		if err != nil {
			t.Fatalf("%v\n%s", err, l.Files()[0].Data)
		}
		if diff := cmp.Diff(l, again); diff != "" {
			t.Error(diff)
		}
	})
}

// TestLedgerWithoutAnEnum holds that a field of the ledger whose enum was edited away is no end of svcgen.
func TestLedgerWithoutAnEnum(t *testing.T) {
	t.Parallel()
	_, l := history(t, "services: {shop: {resources: {item: {fields: {state: 'enum=a,b'}}}}}\n")
	files := ledgerMap(l)
	for path, data := range files {
		files[path] = []byte(strings.Replace(string(data), "  item_state:", "  state:", 1))
	}
	edited, err := ParseLedger(files)
	if err != nil {
		t.Fatal(err)
	}
	got, _, _ := edited.try(t, "services: {shop: {resources: {thing: {renamed_from: item, fields: {state: 'enum=a,b'}}}}}\n")
	if !strings.HasPrefix(got, "thing state=7 reserved 6") {
		t.Error(got)
	}
}

// TestLedgerLineTwice holds that a line that a merge has doubled is reported once, and not as a number to be changed.
func TestLedgerLineTwice(t *testing.T) {
	t.Parallel()
	_, l := history(t, "services: {shop: {resources: {item: {fields: {a: string}}}}}\n")
	files := ledgerMap(l)
	for path, data := range files {
		at := strings.Index(string(data), "    - {field: a")
		files[path] = append(data, data[at:]...)
	}
	_, err := ParseLedger(files)
	var problems spec.Problems
	if !errors.As(err, &problems) || len(problems) != 1 || !strings.Contains(problems[0].Msg, "field a stands in line") {
		t.Error(err)
	}
}
