package build

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestServiceNames(t *testing.T) {
	t.Parallel()
	m, _ := mustBuild(t, spectest.Workspace(spectest.Service("order_item", spectest.Resource("line", spectest.Field("name", spec.String)))), ledger.New())
	s := m.Services[0]
	for _, c := range []struct{ what, got, want string }{
		{"Dir", s.Dir, "services/order_item"},
		{"SpecPath", s.SpecPath, "services/order_item/service.yaml"},
		{"Package", s.Package, "orderitem"},
		{"GoName", s.GoName, "OrderItem"},
		{"PBName", s.PBName, "OrderItemService"},
		{"PBPackage", s.PBPackage, "orderitemv1"},
		{"PBImport", s.PBImport, "github.com/acme/shop/gen/go/shop/order_item/v1"},
		{"ProtoPackage", s.ProtoPackage, "shop.order_item.v1"},
		{"ProtoPath", s.ProtoPath, "shop/order_item/v1/order_item.proto"},
		{"EnvPrefix", s.EnvPrefix, "ORDER_ITEM"},
		{"Database", s.Database, "order_item"},
		{"Path", s.Resources[0].Path, "/v1/lines"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %s, want %s", c.what, c.got, c.want)
		}
	}
	if got := naming.ProtoStem("my_linux"); got != "my_linux_svc" {
		t.Errorf("protoStem gives %s", got)
	}
}

// A plural may be equal to its singular.
func TestUncountable(t *testing.T) {
	t.Parallel()
	m, _ := mustBuild(t, spectest.Workspace(spectest.Service("farm", spectest.Resource("sheep", spectest.Field("name", spec.String)))), ledger.New())
	r := m.Services[0].Resources[0]
	routes := r.Routes()
	if r.Table != "sheep" || r.Path != "/v1/sheep" || r.ProtoList != "sheep" || r.GoPlural != "Sheep" {
		t.Errorf("%+v", r)
	}
	want := []model.Route{
		{Method: "GET", Path: "/v1/sheep/{id}", RPC: "GetSheep"},
		{Method: "GET", Path: "/v1/sheep", RPC: "ListSheep"},
		{Method: "PATCH", Path: "/v1/sheep/{id}", RPC: "UpdateSheep"},
	}
	if !reflect.DeepEqual(routes[1:4], want) {
		t.Errorf("%v", routes)
	}
	checkPBNames(t, m.Services[0])
}

func TestCollisions(t *testing.T) {
	t.Parallel()
	s := spectest.Service("catalog",
		spectest.Resource("product_store", spectest.Field("name", spec.String)),
		spectest.Resource("product", spectest.Field("validate", spec.String), spectest.Field("validate_value", spec.String), spectest.Field("status", spec.EnumType)),
		spectest.Resource("product_status", spectest.Field("name", spec.String)),
		spectest.Resource("create_product_request", spectest.Field("name", spec.String)),
		spectest.Resource("catalog_service", spectest.Field("name", spec.String)),
		spectest.Resource("deps", spectest.Field("categories", spec.String)),
		spectest.Resource("category", spectest.Field("products", spec.String)),
	)
	m, _ := mustBuild(t, spectest.Workspace(s), ledger.New())
	got := map[string]string{}
	for _, r := range m.Services[0].Resources {
		got[r.Name] = r.GoName + " " + r.PBName + " " + r.DBName
		for _, f := range r.Fields {
			got[r.Name+"."+f.Name] = f.GoName + " " + f.Columns[0].DBName
		}
	}
	for name, want := range map[string]string{
		"product":                "Product Product Products",
		"product_store":          "ProductStoreEntity ProductStore ProductStore",
		"product_status":         "ProductStatus ProductStatus ProductStatus",
		"create_product_request": "CreateProductRequest CreateProductRequestMessage CreateProductRequest",
		"catalog_service":        "CatalogService CatalogServiceMessage CatalogService",
		"deps":                   "DepsEntity Deps Deps",
		"category":               "Category Category Categories",
		"product.validate":       "ValidateValue Validate",
		"product.validate_value": "ValidateValueValue ValidateValue",
		"deps.categories":        "Categories Categories",
		"category.products":      "Products Products",
	} {
		if got[name] != want {
			t.Errorf("%s is %s, want %s", name, got[name], want)
		}
	}
	if e := m.Services[0].Enums[0]; e.GoName != "ProductStatusEnum" || e.PBName != "ProductStatusEnum" || e.ProtoPrefix != "PRODUCT_STATUS_ENUM" {
		t.Errorf("the enum is %+v", e)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	text := func(name string, options ...func(*spec.Field)) *spec.Field {
		return spectest.Field(name, spec.String, options...)
	}
	one := func(fields ...*spec.Field) []*spec.Service {
		return []*spec.Service{spectest.Service("catalog", spectest.Resource("product", fields...))}
	}
	plural := spectest.Resource("thing", text("a"))
	plural.Plural = "products"
	counted := spectest.Resource("thing", text("a"))
	counted.Plural = "total_size"
	for name, c := range map[string]struct {
		services []*spec.Service
		want     string
		line     int
	}{
		"same in Go":             {one(text("id_x"), text("i_d_x")), `fields "id_x" and "i_d_x" are both IDX in Go`, 12},
		"reserved in Go":         {one(text("i_d")), `field "i_d" is ID in Go`, 11},
		"plural of the response": {[]*spec.Service{spectest.Service("catalog", spectest.Resource("product", text("a")), counted)}, `resource "thing": the response of its list has a field of that name beside "total_size"`, 12},
		"same plural":            {[]*spec.Service{spectest.Service("catalog", spectest.Resource("product", text("a")), plural)}, `resources "product" and "thing" have the same plural, "products"`, 12},
		"same route": {
			[]*spec.Service{spectest.Service("catalog", spectest.Resource("product", text("a"))), spectest.Service("shop", spectest.Resource("product", text("a")))},
			"catalog.product and shop.product have the same route, /v1/products", 10,
		},
		"same package": {
			[]*spec.Service{spectest.Service("order_item", spectest.Resource("a", text("a"))), spectest.Service("orderitem", spectest.Resource("b", text("a")))},
			`services "order_item" and "orderitem" both become the Go package orderitem`, 2,
		},
		"goose": {
			[]*spec.Service{spectest.Service("catalog", func() *spec.Resource { r := spectest.Resource("x", text("a")); r.Plural = "goose_db_version"; return r }())},
			`the table of resource "x" would be "goose_db_version", which belongs to PostgreSQL or goose`, 10,
		},
	} {
		_, _, err := Model(spectest.Workspace(c.services...), ledger.New())
		var problems spec.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		checkProblems(t, err)
		problem := problems[0]
		if problem.Msg != c.want || problem.Line != c.line {
			t.Errorf("%s: line %d: %s, want line %d: %s", name, problem.Line, problem.Msg, c.line, c.want)
		}
	}
}

func TestHTTPPrefix(t *testing.T) {
	t.Parallel()
	a := spectest.Service("catalog", spectest.Resource("order_item", spectest.Field("a", spec.String)))
	b := spectest.Service("shop", spectest.Resource("order_item", spectest.Field("a", spec.String)))
	b.HTTPPrefix = "shop"
	m, _ := mustBuild(t, spectest.Workspace(a, b), ledger.New())
	if x, y := m.Services[0].Resources[0].Path, m.Services[1].Resources[0].Path; x != "/v1/orderItems" || y != "/v1/shop/orderItems" {
		t.Errorf("%s, %s", x, y)
	}
}

// A prefix can be another service's plural.
func TestHTTPPrefixIsPlural(t *testing.T) {
	t.Parallel()
	a := spectest.Service("catalog", spectest.Resource("product", spectest.Field("a", spec.String)))
	b := spectest.Service("shop", spectest.Resource("order", spectest.Field("a", spec.String)))
	b.HTTPPrefix = "products"
	_, _, err := Model(spectest.Workspace(a, b), ledger.New())
	if err == nil || !strings.Contains(err.Error(), "/v1/products/orders") {
		t.Errorf("got %v", err)
	}
}

func TestProtoOptional(t *testing.T) {
	t.Parallel()
	m, _ := mustBuild(t, spectest.Workspace(spectest.Catalog()), ledger.New())
	got := map[string]string{}
	for _, f := range m.Services[0].Resources[1].Fields {
		got[f.Name] = f.ProtoDecl()
	}
	for name, want := range map[string]string{
		"sku":          `string sku = 6 [(google.api.field_behavior) = REQUIRED, (google.api.field_behavior) = IMMUTABLE];`,
		"description":  `optional string description = 8;`,
		"status":       `ProductStatus status = 9 [(google.api.field_behavior) = OUTPUT_ONLY];`,
		"stock":        `optional int32 stock = 11;`,
		"sold":         `int64 sold = 12 [(google.api.field_behavior) = OUTPUT_ONLY];`,
		"level":        `optional int32 level = 13 [(google.api.field_behavior) = REQUIRED];`,
		"tags":         `repeated string tags = 16;`,
		"attributes":   `google.protobuf.Value attributes = 18;`,
		"publish_time": `google.protobuf.Timestamp publish_time = 25 [(google.api.field_behavior) = OUTPUT_ONLY];`,
		"motto":        `optional string motto = 24;`,
	} {
		if got[name] != want {
			t.Errorf("%s, want %s", got[name], want)
		}
	}
}

// Adding a value to an enum must not rename anything that was released.
func TestNewValueGivesWay(t *testing.T) {
	t.Parallel()
	s := spectest.Service("catalog", spectest.Resource("product", spectest.Field("kind", spec.EnumType), spectest.Field("kind_status", spec.EnumType)))
	_, l := mustBuild(t, spectest.Workspace(s), ledger.New())
	s.Enums[0].Values = append(s.Enums[0].Values, "status_active")
	_, _, err := Model(spectest.Workspace(s), l)
	if err == nil || !strings.Contains(err.Error(), "or one of its values is taken") {
		t.Fatalf("got %v", err)
	}
	m, _ := mustBuild(t, spectest.Workspace(s), ledger.New())
	if e := m.Services[0].Enums[1]; e.PBName != "ProductKindStatusEnum" || e.GoName != "ProductKindStatus" {
		t.Errorf("got %s and %s", e.PBName, e.GoName)
	}
	checkPBNames(t, m.Services[0])
}

func TestTableOrder(t *testing.T) {
	t.Parallel()
	s := spectest.Service("catalog",
		spectest.Resource("a", spectest.Ref("b", "b", spectest.Optional), spectest.Ref("c", "c")),
		spectest.Resource("b", spectest.Ref("a", "a", spectest.Optional)),
		spectest.Resource("c", spectest.Field("x", spec.String)),
	)
	m, _ := mustBuild(t, spectest.Workspace(s), ledger.New())
	var order []string
	for _, table := range m.Services[0].Schema.Order() {
		order = append(order, table.Name)
	}
	if got := strings.Join(order, " "); got != "bs cs as" {
		t.Errorf("order %s", got)
	}
}

func TestIndexes(t *testing.T) {
	t.Parallel()
	a := spectest.Resource("a",
		spectest.Ref("b", "b"), spectest.Ref("c", "b", spectest.Unique), spectest.Ref("d", "b"),
		spectest.Field("x", spec.String, spectest.Sorted, spectest.Unique, func(f *spec.Field) { f.MaxLen = new(512) }),
	)
	a.Indexes = []*spec.Index{
		{Keys: []spec.IndexKey{{Field: "x"}, {Field: "id"}}},
		{Unique: true, Keys: []spec.IndexKey{{Field: "d"}, {Field: "x"}}},
		{Unique: true, Keys: []spec.IndexKey{{Field: "c"}}},
	}
	m, _ := mustBuild(t, spectest.Workspace(spectest.Service("s", a, spectest.Resource("b", spectest.Field("x", spec.String)))), ledger.New())
	var got []string
	for _, u := range m.Services[0].Resources[0].Uniques {
		got = append(got, u.Name)
	}
	for _, i := range m.Services[0].Resources[0].Indexes {
		got = append(got, i.Name+" "+i.Reason)
	}
	want := "as_c_key, as_x_key, as_d_x_key, as_x_id_idx , as_b_idx references to b, " +
		"as_create_time_id_idx sorting by create_time, as_update_time_id_idx sorting by update_time"
	if joined := strings.Join(got, ", "); joined != want {
		t.Errorf("got %s", joined)
	}
}

// TestTimesAreIndexed checks that lists can be sorted by the times of every resource, through an index; one of the spec is enough.
func TestTimesAreIndexed(t *testing.T) {
	t.Parallel()
	a, b := spectest.Resource("a", spectest.Field("x", spec.String)), spectest.Resource("b", spectest.Field("x", spec.String))
	a.Indexes = []*spec.Index{{Keys: []spec.IndexKey{{Field: "create_time"}, {Field: "id"}, {Field: "x"}}}}
	b.Methods = []spec.Method{spec.Create}
	m, _ := mustBuild(t, spectest.Workspace(spectest.Service("s", a, b)), ledger.New())
	for i, want := range [][]string{{"create_time, id, x", "update_time, id"}, nil} {
		var got []string
		for _, index := range m.Services[0].Resources[i].Indexes {
			got = append(got, strings.Join(index.Columns, ", "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestLongTexts checks that indexes hold the first characters of texts that may be longer than what fits into an index.
func TestLongTexts(t *testing.T) {
	t.Parallel()
	a := spectest.Resource("a",
		spectest.Field("x", spec.String, spectest.Sorted, spectest.Filter(spec.OpEq, spec.OpPrefix)),
		spectest.Field("left", spec.Text, spectest.Sorted, func(f *spec.Field) { f.MaxLen = new(513) }),
		spectest.Field("ip", spec.String, spectest.Sorted, func(f *spec.Field) { f.Format = spec.IP }),
		spectest.Field("short", spec.String, spectest.Sorted, func(f *spec.Field) { f.MaxLen = new(512) }),
	)
	m, _ := mustBuild(t, spectest.Workspace(spectest.Service("s", a)), ledger.New())
	var got []string
	for _, i := range m.Services[0].Resources[0].Indexes {
		got = append(got, i.Name+" "+strings.Join(i.Columns, ", "))
	}
	want := []string{
		`as_x_id_idx left(x, 512), id`, `as_left_id_idx left("left", 512), id`, "as_ip_id_idx ip, id", "as_short_id_idx short, id",
		`as_x_prefix_idx left(x, 512) text_pattern_ops`, "as_create_time_id_idx create_time, id", "as_update_time_id_idx update_time, id",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestTooManyColumns fills a table up to its last column, and counts those that were dropped.
func TestTooManyColumns(t *testing.T) {
	t.Parallel()
	build := func(old *ledger.Ledger, removed, from, to int) (*ledger.Ledger, string) {
		r := spectest.Resource("product")
		for i := range removed {
			r.Removed = append(r.Removed, spec.Removal{Name: numbered("f", i)})
		}
		for i := from; i < to; i++ {
			r.Fields = append(r.Fields, spectest.Field(numbered("f", i), spec.Bool, spectest.Optional))
		}
		_, next, err := Model(spectest.Workspace(spectest.Service("catalog", r)), old)
		if err == nil {
			return next, ""
		}
		checkProblems(t, err)
		return nil, err.Error()
	}
	full, problem := build(ledger.New(), 0, 0, 1576)
	if problem != "" {
		t.Fatal(problem)
	}
	if _, problem = build(ledger.New(), 0, 0, 1577); !strings.Contains(problem, `resource "product" has 1581 columns, and a table has at most 1580`) {
		t.Error(problem)
	}
	if _, problem = build(full, 1, 1, 1577); !strings.Contains(problem, `resource "product" has 1580 columns and had 1 more, which count too`) {
		t.Error(problem)
	}
}
