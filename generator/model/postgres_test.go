package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

func TestRowExpressions(t *testing.T) {
	r := buildOne(t, resource("product",
		field("title", spec.String),
		field("note", spec.Text, optional),
		field("status", spec.EnumType),
		field("kind", spec.EnumType, optional),
		field("kinds", spec.EnumType, repeated),
		field("tags", spec.String, repeated),
		field("data", spec.JSON, optional),
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
		got := [2]string{f.ToRow("p"), f.FromRow("row")}
		if diff := cmp.Diff(tests[f.Name], got); diff != "" {
			t.Errorf("%s: %s", f.Name, diff)
		}
	}
}

func TestStatements(t *testing.T) {
	r := buildOne(t, resource("order",
		field("select", spec.String, immutable),
		field("group", spec.Int32),
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
	if diff := cmp.Diff(insert, r.InsertSQL()); diff != "" {
		t.Error(diff)
	}
	update := `UPDATE orders SET
    "group" = sqlc.arg('group'),
    update_time = @update_time,
    version = version + 1
WHERE id = @id AND version = @version;`
	if diff := cmp.Diff(update, r.UpdateSQL()); diff != "" {
		t.Error(diff)
	}
}

func TestDeleteSQL(t *testing.T) {
	node := resource("node", ref("parent", "node", optional, setNull), ref("home", "node", optional))
	leaf := resource("leaf", ref("node", "node", optional, setNull), ref("select", "node", optional, setNull))
	m, _, err := Build(workspace(service("catalog", node, leaf)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
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
	if diff := cmp.Diff(want, m.Services[0].Resources[0].DeleteSQL()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("DELETE FROM leaves WHERE id = @id AND version = @version;", m.Services[0].Resources[1].DeleteSQL()); diff != "" {
		t.Error(diff)
	}
}

func TestIndexCases(t *testing.T) {
	r := buildOne(t, resource("product",
		field("title", spec.String, filter(spec.OpPrefix), search),
		field("sku", spec.String, filter(spec.OpPrefix), sorted),
		field("tags", spec.String, repeated, filter(spec.OpHas)),
	))
	want := []IndexCase{
		{`where("title", aip.Prefix, "x")`, "products_title_prefix_idx"},
		{`where("tags", aip.Has, "tags 1")`, "products_tags_idx"},
		{`aip.Query{Search: "x"}`, "products_search_idx"}, // none for products_sku_prefix_idx: in the collation "C" products_sku_id_idx does as well
	}
	if diff := cmp.Diff(want, r.IndexCases()); diff != "" {
		t.Error(diff)
	}
}

func TestFilterCases(t *testing.T) {
	r := buildOne(t, resource("product",
		field("title", spec.String, filter(spec.OpEq, spec.OpPrefix)),
		field("stock", spec.Int32, filter(spec.OpIn, spec.OpGTE, spec.OpLTE)),
		field("active", spec.Bool, filter(spec.OpEq)),
		field("tags", spec.String, repeated, filter(spec.OpHas)),
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
	if diff := cmp.Diff(want, r.FilterCases()); diff != "" {
		t.Error(diff)
	}
}

func TestStoreTested(t *testing.T) {
	category := resource("category", field("title", spec.String))
	category.Methods = []spec.Method{spec.Get}
	services := workspace(service("catalog",
		category,
		resource("product", ref("category", "category")),
		resource("flag", field("on", spec.Bool, unique)),
		resource("note", ref("category", "category", optional)),
	))
	m, _, err := Build(services, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	var tested []string
	for _, r := range m.Services[0].Resources {
		if r.StoreTested() {
			tested = append(tested, r.Name)
		}
	}
	if got := strings.Join(tested, " "); got != "note" {
		t.Errorf("tests can store %q, want only note: no category can be created, and there are two flags at most", got)
	}
}

// buildOne builds a service called catalog of one resource.
func buildOne(t *testing.T, r *spec.Resource) *Resource {
	t.Helper()
	m, _, err := Build(workspace(service("catalog", r)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m.Services[0].Resources[0]
}
