package build

import (
	"errors"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestLedgerText(t *testing.T) {
	t.Parallel()
	_, l := mustBuild(t, spectest.Workspace(spectest.Orders()), ledger.New())
	want := ledger.Head + `service: orders
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
    - {index: orders_create_time_id_idx, columns: [create_time, id]}
    - {index: orders_update_time_id_idx, columns: [update_time, id]}
`
	files := l.Files()
	if len(files) != 1 || files[0].Path != ".svcgen/model/orders.yaml" {
		t.Fatalf("files: %v", files)
	}
	if diff := cmp.Diff(want, string(files[0].Data)); diff != "" {
		t.Error(diff)
	}
}

// The ledger is valid YAML, and reading it returns what was written.
func TestLedgerRoundTrip(t *testing.T) {
	t.Parallel()
	nasty := nastyService("type")
	nasty.HTTPPrefix = "types"
	_, l := mustBuild(t, spectest.Workspace(spectest.Catalog(), circle(), nasty), ledger.New())
	l.Services[0].Resources[0].Removed = []ledger.Reserved{{Name: "note", Number: 40}, {Name: "no", Number: 41}}
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
		read, err := ledger.Parse(files)
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
	build := func(l *ledger.Ledger, gone string, fields ...*spec.Field) (*model.Resource, *ledger.Ledger) {
		r := spectest.Resource("product", fields...)
		for name := range strings.FieldsSeq(gone) {
			r.Removed = append(r.Removed, spec.Removal{Name: name})
		}
		m, next := mustBuild(t, spectest.Workspace(spectest.Service("catalog", r)), l)
		return m.Services[0].Resources[0], next
	}
	text := func(name string) *spec.Field { return spectest.Field(name, spec.String, spectest.Optional) }
	a, c := spectest.Field("a", spec.UUID, spectest.Optional), spectest.Field("c", spec.Int32, spectest.Optional)
	wide := spectest.Field("c", spec.Int64, spectest.Optional)
	numbers := func(r *model.Resource) string {
		var parts []string
		for _, f := range r.Fields {
			parts = append(parts, numbered(f.Name+"=", f.Number))
		}
		return strings.Join(append(parts, model.Reserved(r.Removed)...), " ")
	}
	l := ledger.New()
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
		var r *model.Resource
		r, l = build(l, step.gone, step.fields...)
		if got := numbers(r); got != step.want {
			t.Errorf("got %s, want %s", got, step.want)
		}
		var err error
		if l, err = ledger.Parse(ledgerMap(l)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLedgerKeepsTheRest(t *testing.T) {
	t.Parallel()
	first := spectest.Service("catalog", spectest.Resource("product", spectest.Field("status", spec.EnumType)))
	first.Enums[0].Values = []string{"draft", "active", "old"}
	first.Resources[0].SoftDelete = true
	_, l := mustBuild(t, spectest.Workspace(first, spectest.Service("zoo", spectest.Resource("sheep", spectest.Field("name", spec.String)))), ledger.New())
	l.Services[0].Resources[0].Plural = "products_of_old"

	second := spectest.Service("catalog", spectest.Resource("brand", spectest.Field("name", spec.String)), spectest.Resource("product", spectest.Field("status", spec.EnumType)))
	second.Enums[0].Values = []string{"new", "active", "draft"}
	second.Resources[1].Removed = []spec.Removal{{Name: "delete_time"}}
	second.Removed = []spec.Removal{{Name: "product_status.old"}}
	third := spectest.Workspace(spectest.Service("alpha", spectest.Resource("x", spectest.Field("name", spec.String))), second)
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
	if diff := cmp.Diff([]ledger.Reserved{{Name: "delete_time", Number: 5}}, product.Removed); diff != "" {
		t.Error(diff)
	}
	want := []kind.EnumValue{
		{Name: "draft", GoName: "ProductStatusDraft", ProtoName: "PRODUCT_STATUS_DRAFT", JSONName: "PRODUCT_STATUS_DRAFT", PBName: "ProductStatus_PRODUCT_STATUS_DRAFT", Number: 1},
		{Name: "active", GoName: "ProductStatusActive", ProtoName: "PRODUCT_STATUS_ACTIVE", JSONName: "PRODUCT_STATUS_ACTIVE", PBName: "ProductStatus_PRODUCT_STATUS_ACTIVE", Number: 2},
		{Name: "new", GoName: "ProductStatusNew", ProtoName: "PRODUCT_STATUS_NEW", JSONName: "PRODUCT_STATUS_NEW", PBName: "ProductStatus_PRODUCT_STATUS_NEW", Number: 4},
	}
	if diff := cmp.Diff(want, cat.Enums[0].Values); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]ledger.Reserved{{Name: "PRODUCT_STATUS_OLD", Number: 3}}, cat.Enums[0].Removed); diff != "" {
		t.Error(diff)
	}
	if l.Service("zoo") == nil {
		t.Error("the ledger lost the removed service")
	}

	second.Resources[1].SoftDelete, second.Resources[1].Removed = true, nil
	last := spectest.Workspace(second)
	last.Removed = []spec.Removal{{Name: "zoo"}, {Name: "alpha"}}
	m, _ = mustBuild(t, last, l)
	if r := m.Services[0].Resources[0]; len(r.Removed) != 0 {
		t.Errorf("delete_time is reserved although the message has it: %v", r.Removed)
	}
}

// Model changes neither the spec nor the ledger, and always returns the same result for them.
func TestBuildIsPure(t *testing.T) {
	t.Parallel()
	_, l := mustBuild(t, spectest.Workspace(spectest.Catalog()), ledger.New())
	before := string(l.Files()[0].Data)
	s := spectest.Catalog()
	s.Resources[1].Fields = s.Resources[1].Fields[1:]
	s.Resources[1].Removed = []spec.Removal{{Name: "sku"}}
	_, one := mustBuild(t, spectest.Workspace(s), l)
	_, two := mustBuild(t, spectest.Workspace(s), l)
	if string(l.Files()[0].Data) != before {
		t.Error("the ledger was changed")
	}
	if diff := cmp.Diff(one.Files(), two.Files()); diff != "" {
		t.Error(diff)
	}
}

func TestFreePorts(t *testing.T) {
	t.Parallel()
	l, err := ledger.Parse(map[string][]byte{
		".svcgen/model/a.yaml": []byte("service: a\ngrpc_port: 9001\nadmin_port: 9101\n"),
		".svcgen/model/b.yaml": []byte("service: b\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	m, _ := mustBuild(t, spectest.Workspace(spectest.Service("a", spectest.Resource("x", spectest.Field("f", spec.String))), spectest.Service("b", spectest.Resource("y", spectest.Field("f", spec.String)))), l)
	if m.Services[1].GRPCPort != 9002 || m.Services[1].AdminPort != 9102 {
		t.Errorf("ports %d, %d", m.Services[1].GRPCPort, m.Services[1].AdminPort)
	}
}

// TestLedgerWithoutAnEnum checks that Build does not panic if a user deleted an enum from the ledger that a field still names.
func TestLedgerWithoutAnEnum(t *testing.T) {
	t.Parallel()
	_, l := history(t, "services: {shop: {resources: {item: {fields: {state: 'enum=a,b'}}}}}\n")
	files := ledgerMap(l)
	for path, data := range files {
		files[path] = []byte(strings.Replace(string(data), "  item_state:", "  state:", 1))
	}
	edited, err := ledger.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	got, _, _ := try(t, edited, "services: {shop: {resources: {thing: {renamed_from: item, fields: {state: 'enum=a,b'}}}}}\n")
	if !strings.HasPrefix(got, "thing state=7 reserved 6") {
		t.Error(got)
	}
}

// TestLedgerLineTwice checks that a line that a merge duplicated is reported once, and not as a number to change.
func TestLedgerLineTwice(t *testing.T) {
	t.Parallel()
	_, l := history(t, "services: {shop: {resources: {item: {fields: {a: string}}}}}\n")
	files := ledgerMap(l)
	for path, data := range files {
		at := strings.Index(string(data), "    - {field: a")
		files[path] = append(data, data[at:]...)
	}
	_, err := ledger.Parse(files)
	var problems spec.Problems
	if !errors.As(err, &problems) || len(problems) != 1 || !strings.Contains(problems[0].Msg, "field a is already in line") {
		t.Error(err)
	}
}
