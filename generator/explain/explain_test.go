package explain

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

const catalog = `catalog:
    resources:
      category:
        fields: {slug: string unique immutable, title: string len=..120}
      product:
        fields:
          sku: string unique
          title: string len=..200 filter search sort
          status: enum=draft,active filter sort
          level: int32 min=1 max=9 sort
          category: ref=category filter on_delete=cascade
        indexes: ["unique title, category"]
`

const orders = "orders: {resources: {order: {fields: {number: string unique, total: 'decimal(12,2) min=0 sort'}}}}\n"

// build returns the model of a workspace with these services.
func buildModel(t *testing.T, services string) *model.Model {
	t.Helper()
	text := "version: 1\nmodule: github.com/acme/shop\nauth: none\nservices:\n  " + services
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestExplainField(t *testing.T) {
	t.Parallel()
	m := buildModel(t, catalog)
	got, err := Of(m, nil, "catalog.product.category")
	if err != nil {
		t.Fatal(err)
	}
	want := &Field{
		Name: "category", Type: "ref=category", Go: "Category uuid.UUID",
		Proto:   "string category = 10 [(google.api.field_behavior) = REQUIRED];",
		ProtoGo: "Category string", JSON: "category", Column: "category uuid NOT NULL",
		Constraints: []string{
			"CONSTRAINT products_category_fkey FOREIGN KEY (category) REFERENCES categories (id) ON DELETE CASCADE",
			"products_title_category_key: unique (title, category)",
		},
		Filter: "=, !=, OR", Presence: "required",
	}
	if diff := cmp.Diff(want, got.Field); diff != "" {
		t.Error(diff)
	}
}

func TestExplainEnum(t *testing.T) {
	t.Parallel()
	m := buildModel(t, catalog)
	got, err := Of(m, nil, "catalog.product_status")
	if err != nil {
		t.Fatal(err)
	}
	want := &Enum{
		Name: "product_status", Go: "catalog.ProductStatus", Proto: "shop.catalog.v1.ProductStatus",
		Values: []EnumValue{
			{"draft", "ProductStatusDraft", "PRODUCT_STATUS_DRAFT", "PRODUCT_STATUS_DRAFT", 1},
			{"active", "ProductStatusActive", "PRODUCT_STATUS_ACTIVE", "PRODUCT_STATUS_ACTIVE", 2},
		},
	}
	if diff := cmp.Diff(want, got.Enum); diff != "" {
		t.Error(diff)
	}
}

// A note gives the reason for each name that differs from the default.
func TestExplainNotes(t *testing.T) {
	t.Parallel()
	m := buildModel(t, "type: {resources: {service: {methods: [get], fields: {string: string, validate: string}}}}\n")
	for path, want := range map[string]string{
		"type":                  "its Go package is called typesvc: type is taken",
		"type.service":          "the entity is called ServiceEntity: Service is taken; its files are called service_…: the file name service is reserved",
		"type.service.string":   "the field of the message in Go is called String_: String is taken",
		"type.service.validate": "the field in Go is called ValidateValue: Validate is taken",
	} {
		e, err := Of(m, nil, path)
		if err != nil {
			t.Fatal(err)
		}
		var notes []string
		switch {
		case e.Service != nil:
			notes = e.Service.Notes
		case e.Resource != nil:
			notes = e.Resource.Notes
		case e.Field != nil:
			notes = e.Field.Notes
		}
		if got := strings.Join(notes, "; "); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestExplainEverything(t *testing.T) {
	t.Parallel()
	m := buildModel(t, catalog)
	for _, path := range []string{"", "catalog", "catalog.product", "catalog.product.sku"} {
		e, err := Of(m, nil, path)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(e)
		if err != nil || e.Path != path || strings.Contains(string(data), "null") {
			t.Errorf("%s: %v %s", path, err, data)
		}
	}
	e, _ := Of(m, nil, "catalog.product")
	if !strings.Contains(e.Resource.SQL, "CREATE TABLE products (") || !strings.Contains(e.Resource.SQL, "CREATE INDEX products_search_idx") {
		t.Error(e.Resource.SQL)
	}
	if want := []string{"title", "status", "level", "create_time", "update_time"}; !slices.Equal(e.Resource.Sort, want) {
		t.Errorf("sort: %v", e.Resource.Sort)
	}
}

// TestExplainColumns holds that a field shows all its columns. No type of the language has two yet.
func TestExplainColumns(t *testing.T) {
	t.Parallel()
	m := buildModel(t, orders)
	total := m.Services[0].Resources[0].Field("total")
	total.Columns = append(total.Columns, model.Column{Name: "total_currency", SQL: "total_currency", DBName: "Unit", Column: kind.Column{SQLType: "text"}})
	e, err := Of(m, nil, "orders.order.total")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.Field.Column, "total numeric(12,2) NOT NULL, total_currency text NOT NULL"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if want := []string{"the field of sqlc's struct is called Unit: TotalCurrency is taken"}; !slices.Equal(e.Field.Notes, want) {
		t.Errorf("got %q", e.Field.Notes)
	}
}

// TestExplainOwn holds where the user's protos and methods are shown: by proto package, and by route.
func TestExplainOwn(t *testing.T) {
	t.Parallel()
	m := buildModel(t, catalog)
	reorder := model.Route{Method: "POST", Path: "/v1/products/{id}:reorder", RPC: "shop.catalog.v1.ReorderService.Reorder"}
	count := model.Route{Method: "GET", Path: "/v1/productsales", RPC: "shop.stock.v1.StockService.Count"}
	own := []model.OwnProto{
		{File: "proto/shop/catalog/v1/reorder.proto", Package: "shop.catalog.v1", Services: []model.OwnService{{Methods: []model.Route{reorder}}}},
		{File: "proto/shop/stock/v1/stock.proto", Package: "shop.stock.v1", Services: []model.OwnService{{Methods: []model.Route{count}}}},
	}
	e := map[string]*Explanation{}
	for _, path := range []string{"", "catalog", "catalog.product"} {
		var err error
		if e[path], err = Of(m, own, path); err != nil {
			t.Fatal(err)
		}
	}
	for what, diff := range map[string]string{
		"workspace": cmp.Diff(own, e[""].Workspace.Own),
		"service":   cmp.Diff(own[:1], e["catalog"].Service.Own),
		"resource":  cmp.Diff([]model.Route{reorder}, e["catalog.product"].Resource.Own),
	} {
		if diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
}

func TestExplainUnknown(t *testing.T) {
	t.Parallel()
	m := buildModel(t, orders)
	for path, want := range map[string]*UnknownPathError{
		"catalog":             {"catalog", "catalog", "service", []string{"orders"}},
		"orders.line":         {"orders.line", "line", "resource, enum, method, job or consumer", []string{"order"}},
		"orders.order.price":  {"orders.order.price", "price", "field or action", []string{"number", "total"}},
		"orders.order.total.": {"orders.order.total.", "total.", "field or action", []string{"number", "total"}},
		".":                   {".", "", "service", []string{"orders"}},
	} {
		_, err := Of(m, nil, path)
		var unknown *UnknownPathError
		if !errors.As(err, &unknown) {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if diff := cmp.Diff(want, unknown); diff != "" {
			t.Error(diff)
		}
	}
}

// TestExplainDefault holds that a default is told in one line, as a person would write it.
func TestExplainDefault(t *testing.T) {
	t.Parallel()
	m := buildModel(t, `notes: {resources: {note: {fields: {
      title: string, days: duration default=48h, half: duration default=90m, short: duration default=2s,
      body: {type: text, default: "a\nb"}, word: text default=plain}}}}
`)
	for name, want := range map[string]string{
		"days": "default 48h", "half": "default 1h30m", "short": "default 2s", "body": `default "a\nb"`, "word": "default plain",
	} {
		e, err := Of(m, nil, "notes.note."+name)
		if err != nil || e.Field.Presence != want {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
	}
}
