package postgres

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestRowExpressions(t *testing.T) {
	r := rendertest.Resource(t, spectest.Resource("product",
		spectest.Field("title", spec.String),
		spectest.Field("note", spec.Text, spectest.Optional),
		spectest.Field("status", spec.EnumType),
		spectest.Field("kind", spec.EnumType, spectest.Optional),
		spectest.Field("kinds", spec.EnumType, spectest.Repeated),
		spectest.Field("tags", spec.String, spectest.Repeated),
		spectest.Field("data", spec.JSON, spectest.Optional),
	))
	tests := map[string][2]string{
		"title":  {"p.Title", "row.Title"},
		"note":   {"p.Note", "row.Note"},
		"status": {"string(p.Status)", "catalog.ProductStatus(row.Status)"},
		"kind":   {"(*string)(p.Kind)", "(*catalog.ProductKind)(row.Kind)"},
		"kinds":  {"pg.NotNil(pg.Texts(p.Kinds))", "pg.Enums[catalog.ProductKinds](row.Kinds)"},
		"tags":   {"pg.NotNil(p.Tags)", "row.Tags"},
		"data":   {"p.Data", "row.Data"},
	}
	for _, f := range r.Fields {
		got := [2]string{toRow(f, f.Columns[0], "p."+f.GoName), fromRow(f, "row")}
		if diff := cmp.Diff(tests[f.Name], got); diff != "" {
			t.Errorf("%s: %s", f.Name, diff)
		}
	}
}

func TestStatements(t *testing.T) {
	r := rendertest.Resource(t, spectest.Resource("order",
		spectest.Field("select", spec.String, spectest.Immutable),
		spectest.Field("group", spec.Int32),
	))
	insert := `INSERT INTO orders (
    id,
    "select",
    "group",
    create_time,
    update_time,
    version
) VALUES (
    @id,
    sqlc.arg('select'),
    sqlc.arg('group'),
    @create_time,
    @update_time,
    @version
);`
	if diff := cmp.Diff(insert, insertSQL(r)); diff != "" {
		t.Error(diff)
	}
	update := `UPDATE orders SET
    "group" = sqlc.arg('group'),
    update_time = @update_time,
    version = version + 1
WHERE id = @id AND version = @version;`
	if diff := cmp.Diff(update, updateSQL(r)); diff != "" {
		t.Error(diff)
	}
}

func TestUnusualConstraints(t *testing.T) {
	product := spectest.Resource("product", spectest.Field("sku", spec.String, spectest.Unique), spectest.Ref("category", "category"), spectest.Field("title", spec.String))
	product.Indexes = []*spec.Index{{Unique: true, Keys: []spec.IndexKey{{Field: "title"}, {Field: "category"}}}}
	m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", product, spectest.Resource("category"))), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	want := []Constraint{{Name: "products_title_category_key", Field: "title, category"}, {Field: "sku, title"}}
	if diff := cmp.Diff(want, unusualConstraints(m.Services[0].Resources[0])); diff != "" {
		t.Error(diff)
	}
}

func TestDeleteSQL(t *testing.T) {
	node := spectest.Resource("node", spectest.Ref("parent", "node", spectest.Optional, spectest.SetNull), spectest.Ref("home", "node", spectest.Optional))
	leaf := spectest.Resource("leaf", spectest.Ref("node", "node", spectest.Optional, spectest.SetNull), spectest.Ref("select", "node", spectest.Optional, spectest.SetNull))
	m := rendertest.Build(t, spectest.Service("catalog", node, leaf))
	want := `WITH cleared_1 AS (
    UPDATE nodes SET parent = NULL, update_time = now(), version = nodes.version + 1
    WHERE nodes.parent = (SELECT gone.id FROM nodes AS gone WHERE gone.id = @id AND gone.version = @version) AND nodes.id <> @id
), cleared_2 AS (
    UPDATE leaves SET node = NULL, update_time = now(), version = leaves.version + 1
    WHERE leaves.node = (SELECT gone.id FROM nodes AS gone WHERE gone.id = @id AND gone.version = @version)
), cleared_3 AS (
    UPDATE leaves SET "select" = NULL, update_time = now(), version = leaves.version + 1
    WHERE leaves."select" = (SELECT gone.id FROM nodes AS gone WHERE gone.id = @id AND gone.version = @version)
)
DELETE FROM nodes WHERE nodes.id = @id AND nodes.version = @version;`
	if diff := cmp.Diff(want, deleteSQL(m.Services[0].Resources[0])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("DELETE FROM leaves WHERE id = @id AND version = @version;", deleteSQL(m.Services[0].Resources[1])); diff != "" {
		t.Error(diff)
	}
}

func TestIndexCases(t *testing.T) {
	r := rendertest.Resource(t, spectest.Resource("product",
		spectest.Field("title", spec.String, spectest.Filter(spec.OpPrefix), spectest.Search),
		spectest.Field("sku", spec.String, spectest.Filter(spec.OpPrefix), spectest.Sorted),
		spectest.Field("tags", spec.String, spectest.Repeated, spectest.Filter(spec.OpHas)),
	))
	want := []IndexCase{
		{`where("title", aip.Prefix, "x")`, "products_title_prefix_idx"},
		{`where("tags", aip.Has, "tags 1")`, "products_tags_idx"},
		{`aip.Query{Search: "x"}`, "products_search_idx"}, // none for products_sku_prefix_idx: in the collation "C" products_sku_id_idx does as well
	}
	if diff := cmp.Diff(want, indexCases(r)); diff != "" {
		t.Error(diff)
	}
}

func TestFilterCases(t *testing.T) {
	r := rendertest.Resource(t, spectest.Resource("product",
		spectest.Field("title", spec.String, spectest.Filter(spec.OpEq, spec.OpPrefix)),
		spectest.Field("stock", spec.Int32, spectest.Filter(spec.OpIn, spec.OpGTE, spec.OpLTE)),
		spectest.Field("active", spec.Bool, spectest.Filter(spec.OpEq)),
		spectest.Field("tags", spec.String, spectest.Repeated, spectest.Filter(spec.OpHas)),
	))
	want := []FilterCase{
		{"title", "aip.Equal", `"title 2"`, "1"},
		{"title", "aip.NotEqual", `"title 2"`, "0, 2"},
		{"title", "aip.Prefix", `"titl"`, "0, 1, 2"},
		{"stock", "aip.In", "[]any{int32(1), int32(2)}", "0, 1"},
		{"stock", "aip.Greater", "int32(2)", "2"},
		{"stock", "aip.GreaterEqual", "int32(2)", "1, 2"},
		{"stock", "aip.Less", "int32(2)", "0"},
		{"stock", "aip.LessEqual", "int32(2)", "0, 1"},
		{"active", "aip.Equal", "false", "1"},
		{"active", "aip.NotEqual", "false", "0, 2"},
		{"tags", "aip.Has", `"tags 2"`, "1"},
	}
	if diff := cmp.Diff(want, filterCases(r)); diff != "" {
		t.Error(diff)
	}
}

func TestStoreTested(t *testing.T) {
	category := spectest.Resource("category", spectest.Field("title", spec.String))
	category.Methods = []spec.Method{spec.Get}
	m := rendertest.Build(t, spectest.Service("catalog",
		category,
		spectest.Resource("product", spectest.Ref("category", "category")),
		spectest.Resource("flag", spectest.Field("on", spec.Bool, spectest.Unique)),
		spectest.Resource("note", spectest.Ref("category", "category", spectest.Optional)),
	))
	var tested []string
	for _, r := range m.Services[0].Resources {
		if storeTested(r) {
			tested = append(tested, r.Name)
		}
	}
	if got := strings.Join(tested, " "); got != "note" {
		t.Errorf("tests can store %q, want only note: no category can be created, and there are two flags at most", got)
	}
}

// TestStoreValue checks that values of fixtures are expressions of i if they can be computed.
func TestStoreValue(t *testing.T) {
	t.Parallel()
	bound := func(text string) *string { return &text }
	length := func(n int) *int { return &n }
	enum := &kind.Enum{GoName: "Status", Values: []kind.EnumValue{{Name: "draft", GoName: "StatusDraft"}, {Name: "sold", GoName: "StatusSold"}}}
	tests := []struct {
		name  string
		field kind.Shape
		want  string
	}{
		{"string", kind.Shape{Kind: kind.Of(spec.String), Title: "note"}, `fmt.Sprintf("note %d", i + 1)`},
		{"optional string", kind.Shape{Kind: kind.Of(spec.String), Title: "note", Optional: true}, `new(fmt.Sprintf("note %d", i + 1))`},
		{"list", kind.Shape{Kind: kind.Of(spec.String), Title: "tags", Repeated: true}, `[]string{fmt.Sprintf("tags %d", i + 1)}`},
		{"short string", kind.Shape{Kind: kind.Of(spec.String), Title: "code", MaxLen: length(2)}, `pick(i, "aa", "ab", "ac")`},
		{"pattern", kind.Shape{Kind: kind.Of(spec.String), Pattern: "^[0-9]$"}, "strconv.Itoa(i)"},
		{"letters", kind.Shape{Kind: kind.Of(spec.String), Pattern: "^[A-Z]$"}, `pick(i, "A", "B", "C")`},
		{"bool", kind.Shape{Kind: kind.Of(spec.Bool)}, "i%2 == 0"},
		{"bool that is true", kind.Shape{Kind: kind.Of(spec.Bool), HasDefault: true, Default: "true"}, "i%2 == 1"},
		{"number", kind.Shape{Kind: kind.Of(spec.Int32)}, "int32(i + 1)"},
		{"optional number", kind.Shape{Kind: kind.Of(spec.Int64), Min: bound("1901"), Optional: true}, "new(int64(1901 + i))"},
		{"below 0", kind.Shape{Kind: kind.Of(spec.Int32), Max: bound("-1")}, "int32(i - 6)"},
		{"number with a default", kind.Shape{Kind: kind.Of(spec.Int32), HasDefault: true, Default: "2"}, "pick[int32](i, 1, 3, 4)"},
		{"number of 64 bits", kind.Shape{Kind: kind.Of(spec.Int64), Min: bound("5000000000")}, "pick[int64](i, 5000000000, 5000000001, 5000000002)"},
		{"float", kind.Shape{Kind: kind.Of(spec.Float64), Min: bound("0"), Max: bound("0.5")}, "pick[float64](i, 0.01, 0.02, 0.03)"},
		{"decimal", kind.Shape{Kind: kind.Of(spec.Decimal), Precision: 10, Scale: 2}, "decimal.New(int64(i + 1), 0)"},
		{"fraction", kind.Shape{Kind: kind.Of(spec.Decimal), Precision: 2, Scale: 2, Min: bound("0.5")}, "decimal.New(int64(50 + i), -2)"},
		{"0 to 2", kind.Shape{Kind: kind.Of(spec.Decimal), Precision: 1, Min: bound("0"), Max: bound("2")}, "pick(i, decimal.New(1, 0), decimal.New(2, 0), decimal.Zero)"},
		{"date", kind.Shape{Kind: kind.Of(spec.Date)}, "civil.Date{Year: 2026, Month: time.January, Day: 2 + i}"},
		{"dates", kind.Shape{Kind: kind.Of(spec.Date), Repeated: true}, "[]civil.Date{{Year: 2026, Month: time.January, Day: 2 + i}}"},
		{
			"end of a month",
			kind.Shape{Kind: kind.Of(spec.Date), Min: bound("2026-02-28")},
			"pick(i,\ncivil.Date{Year: 2026, Month: time.February, Day: 28},\ncivil.Date{Year: 2026, Month: time.March, Day: 1},\n" +
				"civil.Date{Year: 2026, Month: time.March, Day: 2},\n)",
		},
		{"time", kind.Shape{Kind: kind.Of(spec.Timestamp)}, "time.Date(2026, time.January, 2+i, 3, 4, 5, 0, time.UTC)"},
		{"uuid", kind.Shape{Kind: kind.Of(spec.UUID)}, "testID(i)"},
		{"JSON", kind.Shape{Kind: kind.Of(spec.JSON)}, "fmt.Appendf(nil, `{\"n\": %d}`, i + 1)"},
		{"bytes", kind.Shape{Kind: kind.Of(spec.Bytes)}, `fmt.Appendf(nil, "%ddata", i + 1)`},
		{"enum", kind.Shape{Kind: kind.Of(spec.EnumType), Enum: enum}, "pick(i, shop.StatusDraft, shop.StatusSold, shop.StatusDraft)"},
	}
	for _, tt := range tests {
		f := &model.Field{Shape: tt.field, Resource: &model.Resource{Service: &model.Service{Package: "shop"}}}
		if got := storeValue(f); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
