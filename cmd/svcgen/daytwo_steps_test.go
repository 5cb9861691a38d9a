package main

// dayTwoSpec is the workspace on day one.
const dayTwoSpec = `version: 1
module: example.com/shop
auth: none
packs: [github-actions]
services:
  # What the shop sells.
  catalog:
    enums:
      product_status: [draft, active, archived]
    resources:
      category:
        fields:
          slug: string unique immutable len=2..40
          title: string len=..120 sort

      product:
        fields:
          # The number on the label.
          sku: string unique immutable len=3..32
          title: string len=..200 filter=eq,prefix sort
          status: enum=product_status default=draft filter
          price: decimal(10,2) min=0 sort   # in EUR
          stock: int32 default=0 min=0
          tags: string[] max_items=20
          category: ref=category filter
          launched: date optional

  # Who bought what.
  orders:
    resources:
      order:
        fields:
          number: string unique immutable len=8..20
          contact: string email sensitive
          status: enum=pending,paid,shipped,cancelled default=pending filter
          total: decimal(12,2) min=0 sort
      order_line:
        fields:
          order: ref=order immutable filter on_delete=cascade
          product: uuid immutable
          quantity: int32 min=1 max=999
`

// dayTwoEdits are what a person wrote on day one: lines in files that svcgen writes too, files that svcgen wrote once, and
// files of their own.
func dayTwoEdits() []edit {
	return []edit{
		{"services/catalog/Dockerfile", "USER 65532:65532\n", "USER 65532:65532\nENV TZ=Europe/Berlin\n"},
		{".golangci.yml", "  default: standard\n", "  default: standard\n  # our house rules\n"},
		{".env.example", "# Every program\n", "# Ours\nSHOP_MAIL=mail.example.com\n\n# Every program\n"},
		{"go.mod", "module example.com/shop\n", "// The shop, since 2026.\nmodule example.com/shop\n"},

		{"Makefile", "# Yours.", ".PHONY: label\nlabel: ## print the labels\n\t@echo labels\n\n# Yours."},
		{"compose.yaml", "", "# our volumes are on the big disk\n"},
		{"README.md", "", "Ask the shop team.\n\n"},
		{".github/workflows/ci.yml", "", "# runs on our own machines\n"},
		{"services/catalog/cmd/catalog-api/main.go", "\tapp.Program().Main()\n", "\tprintln(\"the catalog, at your service\")\n\tapp.Program().Main()\n"},
		{"services/catalog/app/wire.go", "\treturn Wiring{}, nil\n", "\t// Nothing to wire until the mailer is there.\n\treturn Wiring{}, nil\n"},
		{
			"services/catalog/internal/catalog/product.go", "\treturn nil\n",
			"\tif err := labelled(after); err != nil {\n\t\treturn err\n\t}\n\treturn nil\n",
		},
		{"services/catalog/internal/catalog/store.go", "interface{}", "interface {\n\tCountProducts(ctx context.Context) (int64, error)\n}"},
		{"services/catalog/internal/catalog/store.go", "package catalog\n", "package catalog\n\nimport \"context\"\n"},
		{"services/catalog/internal/postgres/queries/custom.sql", "-- Your own", "-- name: CountProducts :one\nSELECT count(*) FROM products WHERE sku <> '';\n\n-- Your own"},
		{
			"services/catalog/internal/postgres/custom.go", "package postgres\n",
			"package postgres\n\nimport \"context\"\n\n// CountProducts implements catalog.CustomStore.\n" +
				"func (s *Store) CountProducts(ctx context.Context) (int64, error) { return s.q.CountProducts(ctx) }\n",
		},
		{"services/orders/internal/orders/order_line.go", "import \"context\"\n", "import (\n\t\"context\"\n\n\t\"example.com/shop/platform/errs\"\n)\n"},
		{
			"services/orders/internal/orders/order_line.go", "\treturn nil\n",
			"\t// Nobody carries more than a hundred.\n\tif after != nil && after.Quantity > 100 {\n\t\treturn errs.Invalid(\"quantity\", \"too many to carry\")\n\t}\n\treturn nil\n",
		},
		{
			"services/catalog/internal/catalog/labels.go", "",
			"package catalog\n\nimport (\n\t\"strings\"\n\n\t\"example.com/shop/platform/errs\"\n)\n\n" +
				"func labelled(p *Product) error {\n\tif p != nil && strings.HasPrefix(p.SKU, \"X-\") {\n\t\treturn errs.Invalid(\"sku\", \"X is not a shelf\")\n\t}\n\treturn nil\n}\n",
		},
		{
			"services/catalog/internal/catalog/labels_test.go", "",
			"package catalog\n\nimport \"testing\"\n\nfunc TestLabelled(t *testing.T) {\n\tif labelled(&Product{SKU: \"X-1\"}) == nil {\n\t\tt.Error(\"X is no shelf\")\n\t}\n}\n",
		},
	}
}

// dayTwoRows are what the databases hold on day one.
func dayTwoRows() []query {
	return []query{
		{"catalog", `INSERT INTO categories (id, slug, title, create_time, update_time, version)
			SELECT gen_random_uuid(), slug, initcap(slug), now(), now(), 1 FROM unnest(ARRAY['tea', 'cups']) AS slug`, ""},
		{"catalog", `INSERT INTO products (id, sku, title, status, price, stock, tags, category, launched, create_time, update_time, version)
			SELECT gen_random_uuid(), 'A-0' || n, 'Product ' || n, (ARRAY['draft', 'active', 'archived', 'active'])[n], n + 0.5, n * 10,
				ARRAY['t' || n, 'all'], (SELECT id FROM categories WHERE slug = 'tea'), date '2026-01-01' + n, now(), now(), n
			FROM generate_series(1, 4) AS n`, ""},
		{"orders", `INSERT INTO orders (id, number, contact, status, total, create_time, update_time, version)
			SELECT gen_random_uuid(), 'ORDER-0' || n, 'n' || n || '@example.com', (ARRAY['pending', 'paid', 'shipped'])[n], n * 100, now(), now(), 1
			FROM generate_series(1, 3) AS n`, ""},
		{"orders", `INSERT INTO order_lines (id, "order", product, quantity, create_time, update_time, version)
			SELECT gen_random_uuid(), o.id, gen_random_uuid(), q, now(), now(), 1 FROM orders AS o, generate_series(1, 2) AS q`, ""},
	}
}

// dayTwoSteps are the changes, in order. The first ten are one of each kind.
func dayTwoSteps() []dayTwoStep {
	const launched = "      launched: date optional\n"
	return append([]dayTwoStep{
		{
			name:  "add an optional field",
			edit:  []edit{{"catalog", launched, launched + "      note: text optional len=..500\n"}},
			makes: "catalog/products_add_note",
			asks:  []query{{"catalog", "SELECT count(*) FROM products WHERE note IS NULL", "(4)"}},
			after: []query{{"catalog", "UPDATE products SET note = 'note ' || sku", ""}},
		},
		{
			name:    "add a required field",
			clients: []string{"origin"},
			refused: []attempt{{
				[]edit{{"catalog", launched, launched + "      origin: string len=2..30\n"}},
				2,
				[]string{`field "origin" is new and required, and the products that are there have no value for it`, "backfill=…"},
			}},
			edit:  []edit{{"catalog", launched, launched + "      origin: string len=2..30 backfill=\"it's unknown\"\n"}},
			makes: "catalog/products_add_origin",
			asks:  []query{{"catalog", "SELECT DISTINCT origin FROM products", `("it's unknown")`}},
		},
		{
			name:    "rename a field",
			clients: []string{"remark"},
			refused: []attempt{{
				[]edit{{"catalog", "      note: text", "      remark: text"}},
				4,
				[]string{`field "note" of product is not in the spec any more`, "renamed_from=note", "removed: [note]"},
			}},
			edit:  []edit{{"catalog", "      note: text optional len=..500", "      remark: text optional len=..500 renamed_from=note"}},
			makes: "catalog/products_rename_note",
			renam: map[string]string{"catalog.products.note": "remark"}, breaks: []string{`"json_name" from "note" to "remark"`},
		},
		{
			name:    "remove a field",
			clients: []string{"launched"},
			refused: []attempt{{
				[]edit{{"catalog", launched, ""}}, 4, []string{`field "launched" of product`, "removed: [launched]", "its data are deleted"},
			}},
			edit:  []edit{{"catalog", launched, ""}, {"catalog", "  product:\n", "  product:\n    removed: [launched]\n"}},
			makes: "catalog/products_remove_launched",
			gone:  []string{"catalog.products.launched"}, lossy: true,
		},
		{
			name:    "give a field a larger type",
			clients: []string{"stock"},
			refused: []attempt{{
				[]edit{{"catalog", "stock: int32 default=0 min=0", "stock: bool default=false"}}, 2, []string{`field "stock" cannot become bool`},
			}},
			edit:   []edit{{"catalog", "stock: int32", "stock: int64"}},
			makes:  "catalog/products_change_stock catalog/products_stock_check",
			breaks: []string{"stock"},
			asks:   []query{{"catalog", "SELECT sum(stock)::text FROM products", "(100)"}},
		},
		{
			name:    "rename a value of an enum, and add one",
			clients: []string{"PRODUCT_STATUS_ARCHIVED"},
			refused: []attempt{{
				[]edit{{"catalog", "[draft, active, archived]", "[draft, active, retired, sold_out]"}},
				4,
				[]string{`value "archived" of enum product_status`, "removed: [product_status.archived -> retired]"},
			}},
			edit:   []edit{{"catalog", "enums:\n  product_status: [draft, active, archived]\n", "removed: [product_status.archived -> retired]\nenums:\n  product_status: [draft, active, retired, sold_out]\n"}},
			makes:  "catalog/products_change_status catalog/products_status_check",
			breaks: []string{"changed name from \"PRODUCT_STATUS_ARCHIVED\" to \"PRODUCT_STATUS_RETIRED\""},
			other:  []string{"catalog.products.status"},
			asks:   []query{{"catalog", "SELECT sku, status FROM products ORDER BY sku", "(A-01,draft) (A-02,active) (A-03,retired) (A-04,active)"}},
		},
		{
			name: "add a resource, and a reference to it",
			edit: []edit{
				{"catalog", "  product:\n", "  # Who sells to us.\n  supplier:\n    fields:\n      name: string unique len=..80\n\n  product:\n"},
				{"catalog", "      category: ref=category filter\n", "      category: ref=category filter\n      supplier: ref=supplier optional on_delete=set_null\n"},
			},
			makes: "catalog/changes catalog/products_supplier_idx",
			asks:  []query{{"catalog", "SELECT count(*) FROM products WHERE supplier IS NULL", "(4)"}},
			after: []query{
				{"catalog", "INSERT INTO suppliers (id, name, create_time, update_time, version) SELECT gen_random_uuid(), n, now(), now(), 1 FROM unnest(ARRAY['east', 'west']) AS n", ""},
				{"catalog", "UPDATE products SET supplier = (SELECT id FROM suppliers WHERE name = 'east') WHERE sku > 'A-02'", ""},
			},
		},
		{
			name:    "rename a resource whose rules were written by hand",
			clients: []string{"order_line"},
			edit:    []edit{{"orders", "  order_line:\n", "  line:\n    renamed_from: order_line\n"}},
			makes:   "orders/rename_order_lines",
			renam:   map[string]string{"orders.order_lines": "lines"},
			moved:   [][2]string{{"services/orders/internal/orders/order_line.go", "services/orders/internal/orders/line.go"}},
		},
		{
			name:    "soft delete, an index, and unique pairs",
			clients: []string{"product"},
			edit: []edit{{
				"catalog", "    removed: [launched]\n",
				"    removed: [launched]\n    soft_delete: true\n    methods: [create, get, list, update, delete, undelete]\n    indexes: [\"status, create_time desc\", \"unique title, category\"]\n",
			}},
			breaks: []string{`"DeleteProduct" on service "CatalogService" changed response type`},
			makes:  "catalog/products_add_delete_time catalog/products_rules_and_indexes",
			after:  []query{{"catalog", "UPDATE products SET delete_time = now() WHERE sku = 'A-04'", ""}},
		},
		{
			name:  "add a service",
			run:   []string{"add", "service", "billing", "--resource", "invoice", "--field", "number:string:unique:len=..20", "--field", "due:date"},
			makes: "billing/init",
			after: []query{{"billing", "INSERT INTO invoices (id, number, due, create_time, update_time, version) SELECT gen_random_uuid(), 'I-' || n, '2026-12-24', now(), now(), 1 FROM generate_series(1, 3) AS n", ""}},
		},
	}, dayTwoMore()...)
}
