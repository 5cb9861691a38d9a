package postgres

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
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
	m, _, err := build.Model(spectest.Workspace(spectest.Service("catalog", product, spectest.Resource("category"))), ledger.New())
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
