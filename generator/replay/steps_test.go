package replay

import (
	"fmt"
	"strings"
)

func numbered(i int, name string) string { return fmt.Sprintf("%02d %s", i, name) }

// shop is a spec with a text in the place of a product's fields, and what follows the products.
func shop(fields string, rest ...string) string {
	lines := "    resources:\n      product:\n        fields:\n"
	for line := range strings.SplitSeq(strings.TrimSpace(fields), "\n") {
		lines += "          " + strings.TrimSpace(line) + "\n"
	}
	for _, r := range rest {
		lines += strings.TrimRight(r, "\n") + "\n"
	}
	return lines
}

const insertProducts = `INSERT INTO products (id, title, create_time, update_time, version)
	SELECT gen_random_uuid(), 'title ' || n, now(), now(), 1 FROM generate_series(1, 3) AS n`

const shelf = `
      shelf:
        fields: {name: string}`

const shelves = `
      rack:
        renamed_from: shelf
        fields: {name: string}`

func evolutionSteps() []evolutionStep {
	const title = "title: string\n"
	return []evolutionStep{
		{name: "start", spec: shop(title), files: "init", ask: "SELECT count(*) FROM products", answer: "(0)"},
		{
			name: "add an optional field", before: insertProducts,
			spec: shop(title + "note: text optional len=..50"), files: "products_add_note",
			ask: "SELECT count(*) FROM products WHERE note IS NULL", answer: "(3)",
		},
		{
			name:    "add a field with a default",
			refused: shop(title + "note: text optional len=..50\nstock: int32 min=0"),
			why:     `field "stock" is new and required, and the products that are there have no value for it | add optional, or default=…, or backfill=… for those that are there`,
			spec:    shop(title + "note: text optional len=..50\nstock: int32 min=0 default=7"), files: "products_add_stock",
			ask: "SELECT DISTINCT stock FROM products", answer: "(7)",
		},
		{
			name: "add a required field with backfill",
			spec: shop(title + "note: text optional len=..50\nstock: int32 min=0 default=7\norigin: string len=..30 backfill=\"it's; -- here\""), files: "products_add_origin",
			ask: "SELECT DISTINCT origin FROM products", answer: `("it's; -- here")`,
		},
		{
			name: "sort and search and filter",
			spec: shop(title + "note: text optional len=..50 search\nstock: int32 min=0 default=7 sort\norigin: string len=..30\ntags: string[] filter"), files: "products_add_tags products_rules_and_indexes",
			ask: "SELECT count(*) FROM products WHERE tags = '{}'", answer: "(3)",
		},
		{
			name: "change rules",
			spec: shop(title + "note: text optional len=..80 search\nstock: int32 min=0 max=99 default=8 sort\norigin: string len=2..30\ntags: string[] filter max_items=4"), files: "products_change_stock products_rules_and_indexes",
			ask: "SELECT DISTINCT stock FROM products", answer: "(7)",
		},
		{
			name:    "rename a field",
			refused: shop(title + "note: text optional len=..80 search\namount: int32 min=0 max=99 default=8 sort\norigin: string len=2..30\ntags: string[] filter max_items=4"),
			why:     "field \"stock\" of product | renamed_from=stock\nfield \"stock\" of product | removed: [stock]",
			spec:    shop(title + "note: text optional len=..80 search\namount: int32 min=0 max=99 default=8 sort renamed_from=stock\norigin: string len=2..30\ntags: string[] filter max_items=4"), files: "products_rename_stock",
			ask: "SELECT DISTINCT amount FROM products", answer: "(7)",
		},
		{
			name:    "widen a type, intent left over",
			refused: shop(title + "note: text optional len=..80 search\namount: bool default=true renamed_from=stock\norigin: string len=2..30\ntags: string[] filter max_items=4"),
			why:     `field "amount" cannot become bool: no value of int32 may be lost or change its meaning | add a field of the new type, fill it, and remove amount afterwards`,
			spec:    shop(title + "note: text optional len=..80 search\namount: int64 min=0 max=99 default=8 sort renamed_from=stock\norigin: string len=2..30\ntags: string[] filter max_items=4"), files: "products_change_amount products_amount_check",
			ask: "SELECT DISTINCT amount FROM products", answer: "(7)",
		},
		{
			name: "a text that is searched and has a quoted name",
			spec: shop(title + "order: text optional len=..80 search renamed_from=note\namount: decimal(25,2) min=0 max=99 default=8 sort\norigin: string len=2..30\ntags: string[] filter max_items=4"), files: "products_changes products_amount_check",
			before: "UPDATE products SET note = 'kept'", ask: `SELECT DISTINCT "order", amount FROM products`, answer: "(kept,7.00)",
		},
		{
			name: "add an enum and a resource that refers to products",
			spec: shop(title+"order: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"        removed: [amount, origin, tags]\n      review:\n        fields: {product: ref=product on_delete=cascade, text: text optional}"),
			files: "changes products_rules_and_indexes", lossy: true,
			ask: "SELECT DISTINCT status FROM products", answer: "(draft)",
		},
		{
			name:   "add a value, change on_delete",
			before: "INSERT INTO reviews (id, product, create_time, update_time, version) SELECT gen_random_uuid(), id, now(), now(), 1 FROM products",
			spec: shop(title+"order: text optional search\nstatus: enum=draft,active,old default=draft filter sort",
				"      review:\n        fields: {product: ref=product, text: text optional}"),
			files: "rules_and_indexes", ask: "SELECT count(*) FROM reviews", answer: "(3)",
		},
		{
			name: "remove a value",
			refused: shop(title+"order: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"      review:\n        fields: {product: ref=product, text: text optional}"),
			why:    `value "old" of field status of product | removed: [status.old]`,
			before: "UPDATE products SET status = 'active'",
			spec: shop(title+"order: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"        removed: [status.old]\n      review:\n        fields: {product: ref=product, text: text optional}"),
			files: "products_status_check", ask: "SELECT DISTINCT status FROM products", answer: "(active)",
		},
		{
			name: "rename a value, put another in the place of a third",
			refused: shop(title+"order: text optional search\nstatus: enum=draft,live default=draft filter sort",
				"      review:\n        fields: {product: ref=product, text: text optional}"),
			why: "value \"active\" of field status of product | removed: [status.active -> live]\nvalue \"active\" of field status of product | removed: [status.active]",
			spec: shop(title+"order: text optional search\nstatus: enum=draft,live default=draft filter sort",
				"        removed: [status.active -> live]\n      review:\n        fields: {product: ref=product, text: text optional}"),
			files: "products_change_status products_status_check", ask: "SELECT DISTINCT status FROM products", answer: "(live)",
		},
		{
			name: "one value in the place of another",
			spec: shop(title+"order: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"        removed: [status.live -> draft]\n      review:\n        fields: {product: ref=product, text: text optional}"),
			files: "products_change_status products_status_check", ask: "SELECT DISTINCT status FROM products", answer: "(draft)",
		},
		{
			name: "optional on",
			spec: shop("title: string optional\norder: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"      review:\n        fields: {product: ref=product optional, text: text optional}"),
			files: "changes products_title_check", ask: "SELECT count(*) FROM products WHERE title IS NULL", answer: "(0)",
		},
		{
			name: "optional off",
			refused: shop("title: string\norder: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"      review:\n        fields: {product: ref=product optional, text: text optional}"),
			why:    `field "title" is required now, and some of the products that are there may have no value for it | add default=… or backfill=…, which those get that have none; or keep optional`,
			before: "UPDATE products SET title = NULL WHERE title = 'title 1'",
			spec: shop("title: string backfill=none\norder: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"      review:\n        fields: {product: ref=product optional, text: text optional}"),
			files: "products_change_title products_title_check", ask: "SELECT title FROM products ORDER BY 1", answer: `(none) ("title 2") ("title 3")`,
		},
		{
			name: "rename a resource with its enum, and its reference",
			refused: strings.ReplaceAll(shop("title: string\norder: text optional search\nstatus: enum=draft,active default=draft filter sort",
				"      review:\n        fields: {item: ref=product optional, text: text optional}"), "product", "item"),
			why: "field \"product\" of review | renamed_from=product\nfield \"product\" of review | removed: [product]\nresource \"product\" | renamed_from: product\nresource \"product\" | removed: [product]",
			spec: "    resources:\n      item:\n        renamed_from: product\n        fields: {title: string, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional renamed_from=product, text: text optional}\n",
			files: "changes", ask: "SELECT count(*) FROM reviews JOIN items ON items.id = reviews.item", answer: "(3)",
		},
		{
			name: "soft delete and unique",
			spec: "    resources:\n      item:\n        soft_delete: true\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional renamed_from=product, text: text optional}\n",
			files: "items_add_delete_time items_title_key", ask: "SELECT count(*) FROM items", answer: "(3)",
		},
		{
			name:    "no soft delete any more",
			before:  "UPDATE items SET delete_time = now() WHERE title = 'none'; UPDATE reviews SET item = NULL",
			refused: "    resources:\n      item:\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n      review:\n        fields: {item: ref=item optional renamed_from=product, text: text optional}\n",
			why:     "soft_delete of item | soft_delete: true\nsoft_delete of item | removed: [delete_time]",
			spec: "    resources:\n      item:\n        removed: [delete_time]\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional, text: text optional}\n",
			files: "items_remove_delete_time items_title_key", ask: "SELECT count(*) FROM items", answer: "(2)",
		},
		{
			name: "exchange two names",
			spec: "    resources:\n      item:\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional, text: text optional, note: text optional len=..9}\n",
			files: "reviews_add_note", ask: "SELECT count(*) FROM reviews", answer: "(3)",
		},
		{
			name: "exchange two names, now", before: "UPDATE reviews SET note = 'n', text = 't'",
			spec: "    resources:\n      item:\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional, text: text optional renamed_from=note len=..9, note: text optional renamed_from=text}\n",
			files: "reviews_changes", ask: "SELECT DISTINCT note, text FROM reviews", answer: "(t,n)",
		},
		{
			name: "one optional text beside another",
			spec: "    resources:\n      item:\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional, text: text optional len=..9, note: text optional len=..9}\n",
			files: "reviews_note_check", ask: "SELECT DISTINCT note, text FROM reviews", answer: "(t,n)",
		},
		{
			name: "exchange two names, the schema stays as it is", same: true,
			spec: "    resources:\n      item:\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional, text: text optional len=..9 renamed_from=note, note: text optional renamed_from=text len=..9}\n",
			files: "reviews_changes", ask: "SELECT DISTINCT note, text FROM reviews", answer: "(n,t)",
		},
		{
			name: "what was said may stay",
			spec: "    resources:\n      item:\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional, text: text optional len=..9, note: text optional}\n",
			files: "reviews_note_check", ask: "SELECT DISTINCT note, text FROM reviews", answer: "(n,t)",
		},
		{
			name: "a plural of its own, a table for another",
			spec: "    resources:\n      item:\n        plural: wares\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" +
				"      review:\n        fields: {item: ref=item optional, text: text optional len=..9, note: text optional}" + shelf,
			files: "changes", ask: "SELECT count(*) FROM wares", answer: "(2)",
		},
		{
			name:    "remove a resource, rename another",
			refused: "    resources:\n      item:\n        plural: wares\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}\n" + shelf,
			why:     `resource "review" | removed: [review]`,
			spec:    "    removed: [review]\n    resources:\n      item:\n        plural: wares\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}" + shelves,
			files:   "changes", lossy: true, ask: "SELECT count(*) FROM racks", answer: "(0)",
		},
		{
			name: "a removed resource comes back",
			spec: "    resources:\n      item:\n        plural: wares\n        fields: {title: string unique, order: text optional search, status: 'enum=draft,active default=draft filter sort'}" + shelves +
				"\n      review:\n        fields: {item: ref=item, next: ref=review optional}\n",
			files: "add_reviews", ask: "SELECT count(*) FROM reviews", answer: "(0)",
		},
	}
}
