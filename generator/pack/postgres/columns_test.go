package postgres

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// TestTwoColumns holds that statements, rows and sqlc's configuration have every column of a field. No type of the language has
// two yet.
func TestTwoColumns(t *testing.T) {
	t.Parallel()
	r := rendertest.Resource(t, spectest.Resource("product", spectest.Field("title", spec.String), spectest.Field("price", spec.String)))
	price := r.Field("price")
	part := func(name string) func(*kind.Shape, string) string {
		return func(_ *kind.Shape, value string) string { return value + "." + name }
	}
	price.Kind = &kind.Kind{FromRow: func(_ *kind.Shape, columns []string) string { return "money.New(" + strings.Join(columns, ", ") + ")" }}
	price.Columns = []model.Column{
		{Name: "price", SQL: "price", DBName: "Price", Column: kind.Column{
			SQLType: "numeric(10,2)", SQLCType: "pg_catalog.numeric", RowType: "decimal.Decimal", RowImport: "github.com/shopspring/decimal", ToRow: part("Amount"),
		}},
		{Name: "price_id", SQL: `"price_id"`, DBName: "PriceID", Column: kind.Column{SQLType: "text", RowType: "string", ToRow: part("ID")}},
	}
	insert := `INSERT INTO products (
    id,
    title,
    price,
    "price_id",
    create_time,
    update_time,
    version
) VALUES (
    @id,
    @title,
    @price,
    sqlc.arg('price_id'),
    @create_time,
    @update_time,
    @version
);`
	if diff := cmp.Diff(insert, insertSQL(r)); diff != "" {
		t.Error(diff)
	}
	update := `UPDATE products SET
    title = @title,
    price = @price,
    "price_id" = sqlc.arg('price_id'),
    update_time = @update_time,
    version = version + 1
WHERE id = @id AND version = @version;`
	if diff := cmp.Diff(update, updateSQL(r)); diff != "" {
		t.Error(diff)
	}
	row := []RowField{{"Title", "p.Title"}, {"Price", "p.Price.Amount"}, {"PriceID", "p.Price.ID"}}
	if diff := cmp.Diff(row, rowFields(r.Fields, "p")); diff != "" {
		t.Error(diff)
	}
	if got, want := fromRow(price, "row"), "money.New(row.Price, row.PriceID)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	price.Columns[1].DBName = "PriceKey" // a table may have taken the name
	blocks, err := sqlcBlocks(r.Service.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]SQLCRename{{"price_id", "PriceKey"}, {"products", "Product"}}, blocks[0].Renames); diff != "" {
		t.Error(diff)
	}
	numeric := SQLCOverride{DBType: "pg_catalog.numeric", Import: "github.com/shopspring/decimal", Type: "Decimal"}
	if diff := cmp.Diff(numeric, blocks[0].Overrides[0]); diff != "" {
		t.Error(diff)
	}
}
