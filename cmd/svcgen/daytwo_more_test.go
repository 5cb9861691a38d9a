package main

// dayTwoMore are the changes after the first ten.
func dayTwoMore() []dayTwoStep {
	return []dayTwoStep{
		{
			name: "delete what was only to be said once",
			edit: []edit{
				{"catalog", "removed: [product_status.archived -> retired]\n", ""},
				{"catalog", " renamed_from=note", ""},
				{"catalog", " backfill=\"it's unknown\"", ""},
				{"orders", "    renamed_from: order_line\n", ""},
			},
			nothing: true,
		},
		{
			name: "write comments, and long forms",
			edit: []edit{
				{"catalog", "      origin: string len=2..30\n", "      # Where it was made,\n      # as the law wants it.\n      origin: {type: string, len: 2..30}   # or so\n\n"},
				{"orders", "# Who bought what.", "# Who bought what, and when."},
			},
			nothing: true,
		},
		{
			name: "write fields in another order",
			edit: []edit{
				{"catalog", "      stock: int64 default=0 min=0\n", ""},
				{"catalog", "      # The number on the label.\n", "      stock: int64 default=0 min=0\n      # The number on the label.\n"},
			},
			nothing: true,
		},
		{
			name:  "add a field from the command line",
			run:   []string{"add", "field", "catalog", "product", "featured:bool:default=false:filter"},
			makes: "catalog/products_add_featured",
			asks:  []query{{"catalog", "SELECT DISTINCT featured FROM products", "(f)"}},
		},
		{
			name:  "add a resource from the command line",
			run:   []string{"add", "resource", "catalog", "brand", "name:string:unique:len=..80", "country:string:len=2..2:default=DE", "rank:int32:default=1"},
			makes: "catalog/add_brands",
			after: []query{{"catalog", "INSERT INTO brands (id, name, rank, create_time, update_time, version) SELECT gen_random_uuid(), 'brand ' || n, n, now(), now(), 1 FROM generate_series(1, 3) AS n", ""}},
		},
		{
			name:    "narrow rules",
			clients: []string{`field "title" of product takes at least 2 characters now, and before: anything`, `field "title" of product takes at most 100 characters now, and before: 200`, `field "tags" of product takes at most 5 items now, and before: 20`},
			edit: []edit{
				{"catalog", "title: string len=..200", "title: string len=2..100"},
				{"catalog", "tags: string[] max_items=20", "tags: string[] max_items=5"},
				{"orders", "quantity: int32 min=1 max=999", "quantity: int32 min=1 max=99"},
			},
			makes: "catalog/products_rules_and_indexes orders/lines_quantity_check",
		},
		{
			name: "widen rules",
			edit: []edit{
				{"catalog", "title: string len=2..100", "title: string len=..400"},
				{"catalog", "tags: string[] max_items=5", "tags: string[]"},
				{"orders", "quantity: int32 min=1 max=99", "quantity: int32 min=0"},
			},
			makes: "catalog/products_rules_and_indexes orders/lines_quantity_check",
		},
		{
			name:    "narrow a rule that a row breaks",
			clients: []string{`field "stock" of product takes no more than 35 now, and before: anything`},
			edit:    []edit{{"catalog", "stock: int64 default=0 min=0", "stock: int64 default=0 min=0 max=35"}},
			makes:   "catalog/products_stock_check",
			stuck:   "products_stock_check",
			repair:  []query{{"catalog", "UPDATE products SET stock = 35 WHERE stock > 35", ""}},
		},
		{
			name:    "a pattern, which only the domain checks",
			clients: []string{`field "sku" of product has to match ^[A-Z]-[0-9]+$ now, and before: anything`},
			edit:    []edit{{"catalog", "immutable len=3..32", "immutable len=3..32 pattern=^[A-Z]-[0-9]+$"}},
		},
		{
			name:  "allow NULL",
			edit:  []edit{{"orders", "contact: string email sensitive", "contact: string optional email sensitive"}},
			makes: "orders/orders_change_contact orders/orders_contact_check",
			after: []query{{"orders", "UPDATE orders SET contact = NULL WHERE number = 'ORDER-02'", ""}},
		},
		{
			name:    "require a value again",
			clients: []string{`clients have to send field "contact" of order now`},
			refused: []attempt{{
				[]edit{{"orders", "contact: string optional email sensitive", "contact: string email sensitive"}},
				2,
				[]string{`field "contact" is required now, and some of the orders that are there may have no value for it`},
			}},
			edit:  []edit{{"orders", "contact: string optional email sensitive", "contact: string email sensitive backfill=nobody@example.com"}},
			makes: "orders/orders_change_contact orders/orders_contact_check", lossy: true,
			other: []string{"orders.orders.contact"},
			asks:  []query{{"orders", "SELECT number, contact FROM orders ORDER BY number", "(ORDER-01,n1@example.com) (ORDER-02,nobody@example.com) (ORDER-03,n3@example.com)"}},
		},
		{
			name:  "another default",
			edit:  []edit{{"catalog", "stock: int64 default=0 min=0 max=35", "stock: int64 default=5 min=0"}},
			makes: "catalog/products_change_stock catalog/products_stock_check",
			asks:  []query{{"catalog", "SELECT sum(stock)::text FROM products", "(95)"}},
		},
		{
			name:    "no default any more",
			clients: []string{`clients have to send field "status" of order now`},
			edit:    []edit{{"orders", "enum=pending,paid,shipped,cancelled default=pending filter", "enum=pending,paid,shipped,cancelled filter"}},
			makes:   "orders/orders_change_status",
		},
		{
			name:  "a unique field need not be",
			edit:  []edit{{"catalog", "name: string unique len=..80\n\n", "name: string len=..80\n\n"}},
			makes: "catalog/suppliers_name_key",
			after: []query{{"catalog", "INSERT INTO suppliers (id, name, create_time, update_time, version) VALUES (gen_random_uuid(), 'east', now(), now(), 1)", ""}},
		},
		{
			name:    "unique again, but for a row",
			clients: []string{`name of resource "supplier" must not be the same twice now`},
			edit:    []edit{{"catalog", "name: string len=..80\n\n", "name: string unique len=..80\n\n"}},
			makes:   "catalog/suppliers_name_key",
			stuck:   "suppliers_name_key",
			repair:  []query{{"catalog", "UPDATE suppliers SET name = 'far east' WHERE id = (SELECT max(id::text)::uuid FROM suppliers WHERE name = 'east')", ""}},
		},
		{
			name:  "an index more",
			edit:  []edit{{"catalog", "\"unique title, category\"]", "\"unique title, category\", tags using gin]"}},
			makes: "catalog/products_tags_idx",
		},
		{
			name:  "another index",
			edit:  []edit{{"catalog", "status, create_time desc", "status, price desc"}},
			makes: "catalog/products_rules_and_indexes",
		},
		{
			name:  "no index",
			edit:  []edit{{"catalog", "    indexes: [\"status, price desc\", \"unique title, category\", tags using gin]\n", ""}},
			makes: "catalog/products_rules_and_indexes",
		},
		{
			name:    "what is referred to cannot be deleted any more",
			clients: []string{`field "order" of line: the order that it refers to cannot be deleted any more`},
			edit:    []edit{{"orders", " on_delete=cascade", ""}},
			makes:   "orders/lines_order_fkey",
		},
		{
			name:  "a reference may be NULL, and becomes it",
			edit:  []edit{{"orders", "order: ref=order immutable filter", "order: ref=order optional immutable filter on_delete=set_null"}},
			makes: "orders/lines_change_order orders/lines_order_fkey",
			asks:  []query{{"orders", `SELECT count("order") FROM lines`, "(6)"}},
			after: []query{{"orders", "DELETE FROM orders WHERE number = 'ORDER-03'", ""}, {"orders", `UPDATE lines SET quantity = 7 WHERE "order" IS NULL`, ""}},
		},
		{
			name:    "no soft delete any more",
			clients: []string{`method undelete of resource "product" is gone`, `ListProducts takes no show_deleted any more`, `soft_delete of "product" is gone: to delete one answers with nothing now, and before with the product`},
			refused: []attempt{{
				[]edit{{"catalog", "    soft_delete: true\n    methods: [create, get, list, update, delete, undelete]\n", ""}},
				4,
				[]string{"soft_delete of product", "removed: [launched, delete_time]", "what is marked as deleted is deleted"},
			}},
			edit: []edit{
				{"catalog", "    soft_delete: true\n    methods: [create, get, list, update, delete, undelete]\n", ""},
				{"catalog", "removed: [launched]", "removed: [launched, delete_time]"},
			},
			makes: "catalog/products_remove_delete_time catalog/products_sku_key",
			gone:  []string{"catalog.products.delete_time"}, lossy: true,
			breaks: []string{"DeleteProduct"},
			asks:   []query{{"catalog", "SELECT string_agg(sku, ' ' ORDER BY sku) FROM products", `("A-01 A-02 A-03")`}},
		},
		{
			name:    "a value of an enum is gone, but for a row",
			clients: []string{`value ORDER_STATUS_CANCELLED is gone: who sends it gets an error`},
			refused: []attempt{{
				[]edit{{"orders", "pending,paid,shipped,cancelled", "pending,paid,shipped"}}, 4, []string{`value "cancelled" of field status of order`, "removed: [status.cancelled]"},
			}},
			edit: []edit{
				{"orders", "pending,paid,shipped,cancelled", "pending,paid,shipped"},
				{"orders", "  order:\n", "  order:\n    removed: [status.cancelled]\n"},
			},
			before: []query{{"orders", "UPDATE orders SET status = 'cancelled' WHERE number = 'ORDER-01'", ""}},
			makes:  "orders/orders_status_check",
			stuck:  "orders_status_check",
			repair: []query{{"orders", "UPDATE orders SET status = 'pending' WHERE status = 'cancelled'", ""}},
		},
		{
			name:    "one value in the place of another",
			clients: []string{`value ORDER_STATUS_SHIPPED is gone: who sends it gets an error`},
			edit: []edit{
				{"orders", "pending,paid,shipped", "pending,paid"},
				{"orders", "removed: [status.cancelled]", "removed: [status.shipped -> paid]"},
			},
			before: []query{{"orders", "UPDATE orders SET status = 'shipped' WHERE number = 'ORDER-02'", ""}},
			makes:  "orders/orders_change_status orders/orders_status_check",
			other:  []string{"orders.orders.status"}, lossy: true,
			asks: []query{{"orders", "SELECT number, status FROM orders ORDER BY number", "(ORDER-01,pending) (ORDER-02,paid)"}},
		},
		{
			name:  "two fields that are alike",
			run:   []string{"add", "field", "catalog", "supplier", "phone:string:optional:len=..40", "fax:string:optional:len=..40"},
			makes: "catalog/suppliers_changes",
			after: []query{{"catalog", "UPDATE suppliers SET phone = 'p', fax = 'f'", ""}},
		},
		{
			name:    "exchange two names, now",
			clients: []string{`field "phone" of supplier was called "fax", and clients know it by that`, `field "fax" of supplier was called "phone", and clients know it by that`},
			edit: []edit{
				{"catalog", "phone: string optional len=..40", "phone: string optional len=..40 renamed_from=fax"},
				{"catalog", "fax: string optional len=..40\n", "fax: string optional len=..40 renamed_from=phone\n"},
			},
			makes:  "catalog/suppliers_changes",
			renam:  map[string]string{"catalog.suppliers.phone": "fax", "catalog.suppliers.fax": "phone"},
			breaks: []string{`from "phone" to "fax"`, `from "fax" to "phone"`},
			asks:   []query{{"catalog", "SELECT DISTINCT phone, fax FROM suppliers", "(f,p)"}},
		},
		{
			name:    "a removed field comes back, as something else",
			clients: []string{`field "launched" of product was removed before: who still sends it means the old one`},
			edit:    []edit{{"catalog", "      remark: text optional len=..500\n", "      remark: text optional len=..500\n      launched: timestamp optional\n"}, {"catalog", "    removed: [launched, delete_time]\n", ""}},
			makes:   "catalog/products_add_launched",
			breaks:  []string{`reserved name "launched" on message "Product" was deleted`},
		},
		{
			name:  "more digits",
			edit:  []edit{{"catalog", "price: decimal(10,2)", "price: decimal(14,4)"}},
			makes: "catalog/products_change_price catalog/products_price_check",
			other: []string{"catalog.products.price"},
			asks:  []query{{"catalog", "SELECT sku, price FROM products ORDER BY sku", "(A-01,1.5000) (A-02,2.5000) (A-03,3.5000)"}},
		},
		{
			name:    "a date becomes a time",
			clients: []string{`field "due" of invoice is of another type: timestamp now, and before: date`},
			edit:    []edit{{"billing", "due: date", "due: timestamp"}},
			makes:   "billing/invoices_change_due",
			other:   []string{"billing.invoices.due"},
			breaks:  []string{"due"},
			asks:    []query{{"billing", "SELECT DISTINCT due AT TIME ZONE 'UTC' AS due FROM invoices", `("2026-12-24 00:00:00")`}},
		},
		{
			name:    "a number becomes a text",
			clients: []string{`field "rank" of brand is of another type: string now, and before: int32`},
			edit:    []edit{{"catalog", "rank: int32 default=1", "rank: string default=none"}},
			makes:   "catalog/brands_change_rank",
			other:   []string{"catalog.brands.rank"},
			breaks:  []string{"rank"},
			asks:    []query{{"catalog", "SELECT string_agg(rank, ' ' ORDER BY rank) FROM brands", `("1 2 3")`}},
		},
		{
			name:    "one becomes many",
			clients: []string{`field "country" of brand is of another type: string[] now, and before: string`},
			edit:    []edit{{"catalog", "country: string default=DE len=2..2", "country: string[] len=2..2"}},
			makes:   "catalog/brands_change_country",
			other:   []string{"catalog.brands.country"},
			breaks:  []string{"country"},
			asks:    []query{{"catalog", "SELECT DISTINCT country FROM brands", "({DE})"}},
		},
		{
			name:    "a type that values cannot follow: the way around it",
			clients: []string{`field "origin" of product is gone: who sends it gets an error`, `field "origin_code" of product is new, and clients have to send it`},
			refused: []attempt{{
				[]edit{{"catalog", "origin: {type: string, len: 2..30}", "origin: int32"}},
				2,
				[]string{`field "origin" cannot become int32`, "add a field of the new type, fill it, and remove origin afterwards"},
			}},
			edit: []edit{
				{"catalog", "      origin: {type: string, len: 2..30}   # or so\n", "      origin_code: int32 backfill=0\n"},
				{"catalog", "  product:\n", "  product:\n    removed: [origin]\n"},
			},
			makes: "catalog/products_changes",
			gone:  []string{"catalog.products.origin"}, lossy: true,
		},
		{
			name:    "another plural",
			clients: []string{`the routes of resource "supplier" begin with /v1/vendors now, and before: /v1/suppliers`},
			edit:    []edit{{"catalog", "  supplier:\n", "  supplier:\n    plural: vendors\n"}},
			makes:   "catalog/rename_suppliers",
			renam:   map[string]string{"catalog.suppliers": "vendors"},
		},
		{
			name:    "remove a resource",
			clients: []string{`resource "brand" is gone, with its methods and /v1/brands`},
			refused: []attempt{{
				[]edit{{"catalog", "  brand:\n    fields:\n      name: string unique len=..80\n      country: string[] len=2..2\n      rank: string default=none\n", ""}},
				4,
				[]string{`resource "brand"`, "removed: [brand]", "its table is deleted"},
			}},
			edit: []edit{
				{"catalog", "  brand:\n    fields:\n      name: string unique len=..80\n      country: string[] len=2..2\n      rank: string default=none\n", ""},
				{"catalog", "service: catalog\n", "service: catalog\nremoved: [brand]\n"},
			},
			makes: "catalog/remove_brands",
			gone:  []string{"catalog.brands"}, lossy: true,
		},
		{
			name: "a removed resource comes back",
			edit: []edit{
				{"catalog", "removed: [brand]\n", ""},
				{"catalog", "  product:\n", "  brand:\n    fields:\n      title: string len=..80\n\n  product:\n"},
			},
			makes: "catalog/add_brands",
		},
		{
			name:    "rename a resource, a field of it, and the reference to it",
			clients: []string{`resource "category" is called "shelf" now: its messages, methods and routes have other names`, `field "name" of shelf was called "title", and clients know it by that`, `field "shelf" of product was called "category", and clients know it by that`},
			edit: []edit{
				{"catalog", "  category:\n", "  shelf:\n    renamed_from: category\n"},
				{"catalog", "title: string len=..120 sort", "name: string len=..120 sort renamed_from=title"},
				{"catalog", "category: ref=category filter", "shelf: ref=shelf filter renamed_from=category"},
			},
			makes:  "catalog/changes",
			renam:  map[string]string{"catalog.categories": "shelves", "catalog.categories.title": "name", "catalog.products.category": "shelf"},
			breaks: []string{`"json_name" from "category" to "shelf"`},
			asks:   []query{{"catalog", "SELECT DISTINCT s.name FROM products AS p JOIN shelves AS s ON s.id = p.shelf", "(Tea)"}},
		},
		{
			name:    "fewer methods",
			clients: []string{`method update of resource "supplier" is gone`, `method delete of resource "supplier" is gone`},
			edit:    []edit{{"catalog", "    plural: vendors\n", "    plural: vendors\n    methods: [create, get, list]\n"}},
		},
		{
			name: "all methods",
			edit: []edit{{"catalog", "    methods: [create, get, list]\n", ""}},
		},
		{
			name: "a description",
			edit: []edit{{"catalog", "stock: int64 default=5 min=0", "stock: int64 default=5 min=0 description=\"How many there are; */ {{.}} \\\"quoted\\\".\""}},
		},
		{
			name:    "filter, sort and search",
			clients: []string{`ListOrders takes no order_by any more`, `field "total" of order has no sort any more`},
			edit: []edit{
				{"catalog", "remark: text optional len=..500", "remark: text optional len=..500 search"},
				{"catalog", "tags: string[]", "tags: string[] filter"},
				{"orders", "total: decimal(12,2) min=0 sort", "total: decimal(12,2) min=0 filter"},
			},
			breaks: []string{`"order_by" on message "ListOrdersRequest" was deleted`},
			makes:  "catalog/products_rules_and_indexes orders/orders_total_id_idx",
		},
		{
			name:    "who may set a field, and who may see it",
			clients: []string{`field "featured" of product is output_only now: what clients send does nothing`},
			edit: []edit{
				{"catalog", "sku: string unique immutable", "sku: string unique"},
				{"catalog", "featured: bool default=false filter", "featured: bool default=false output_only filter"},
				{"orders", "number: string unique immutable", "number: string unique immutable sensitive"},
			},
		},
		{
			name: "an enum of a field becomes one of the service",
			edit: []edit{
				{"orders", "enum=pending,paid filter", "enum=order_status filter"},
				{"orders", "resources:\n", "enums:\n  order_status: [pending, paid]\nresources:\n"},
			},
			nothing: true,
		},
		{
			name:    "a migration of one's own",
			nothing: true,
			own: []edit{{
				"services/orders/migrations/00100_order_totals.sql", "",
				"-- +goose Up\nCREATE VIEW order_totals AS SELECT number, total FROM orders;\n\n-- +goose Down\nDROP VIEW order_totals;\n",
			}},
			makes: "orders/order_totals",
		},
		{
			name: "two services in one run",
			edit: []edit{
				{"orders", "      product: uuid immutable\n", "      product: uuid immutable\n      gift: bool default=false\n"},
				{"billing", "due: timestamp", "due: timestamp sort\n      paid: bool default=false"},
			},
			makes: "billing/invoices_add_paid billing/invoices_due_id_idx orders/lines_add_gift",
			asks:  []query{{"orders", "SELECT count(*) FROM order_totals", "(2)"}},
		},
		{
			name: "a pack less",
			edit: []edit{{"svcgen.yaml", "packs: [github-actions]\n", ""}},
		},
	}
}
