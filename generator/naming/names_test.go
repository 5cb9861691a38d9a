package naming

import (
	"os"
	"path/filepath"
	"testing"
)

func TestGoName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"product":       "Product",
		"order_id":      "OrderID",
		"sku":           "SKU",
		"product_ids":   "ProductIDs",
		"image_urls":    "ImageURLs",
		"http_api":      "HTTPAPI",
		"https":         "HTTPS",
		"dns":           "DNS",
		"id_number":     "IDNumber",
		"x_1":           "X1",
		"x_2b":          "X2b",
		"weight_kg":     "WeightKg",
		"line_2_text":   "Line2Text",
		"identity":      "Identity",
		"type":          "Type",
		"a_b_c":         "ABC",
		"client_id_url": "ClientIDURL",
	} {
		if got := GoName(name); got != want {
			t.Errorf("GoName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestMessageName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"order_id": "OrderId", "sku": "Sku", "x_1": "X1", "a_b_test": "ABTest", "http_api": "HttpApi", "x_2b": "X2B",
		"line2items": "Line2Items",
	} {
		if got := MessageName(name); got != want {
			t.Errorf("MessageName(%q) = %q, want %q", name, got, want)
		}
	}
}

// The prefixes are those that buf's rule ENUM_VALUE_PREFIX computes (xstrings.ToUpperSnakeCase).
func TestUpperSnake(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"ProductStatus": "PRODUCT_STATUS",
		"X1":            "X1",
		"ABTest":        "AB_TEST",
		"ABC":           "ABC",
		"Foo1Bar":       "FOO1_BAR",
		"A1B":           "A1B",
		"Foo1B":         "FOO1B",
		"FooB":          "FOO_B",
		"Line2Text":     "LINE2_TEXT",
		"HttpApi":       "HTTP_API",
		"AbC1":          "AB_C1",
		"AC1":           "AC1",
		"X2BStatus":     "X2B_STATUS",
	} {
		if got := UpperSnake(name); got != want {
			t.Errorf("UpperSnake(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestPlural(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"product": "products", "category": "categories", "order_item": "order_items", "box": "boxes", "staff": "staff",
		"sheep": "sheep", "series": "series", "species": "species", "fish": "fish", "person": "people", "child": "children",
		"address": "addresses", "status": "statuses", "leaf": "leaves", "day": "days", "key": "keys", "hero": "heroes",
		"photo": "photos", "medium": "media", "media": "media", "datum": "data", "data": "data", "index": "indices",
		"analysis": "analyses", "bus": "buses", "city": "cities", "mouse": "mice", "film_actor": "film_actors",
		"playlist_track": "playlist_tracks", "media_type": "media_types", "inventory": "inventories", "language": "languages",
		"x_1": "x_1s", "type": "types", "news": "news", "equipment": "equipment", "information": "information",
		"shelf": "shelves", "book": "books", "genre": "genres", "customer": "customers", "invoice_line": "invoice_lines", "price": "prices", "list_price": "list_prices", "rice": "rice",
		"gas": "gases", "lens": "lenses", "canvas": "canvases", "alias": "aliases", "video": "videos", "user_portfolio": "user_portfolios",
		"cafe": "cafes", "safe": "safes", "epoch": "epochs", "software": "software",
	} {
		if got := Plural(name); got != want {
			t.Errorf("Plural(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTitleAndArticle(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"product": "a product", "order": "an order", "order_line": "an order line", "sku": "a SKU", "http_api": "an HTTP API",
		"url": "a URL", "uuid": "a UUID", "user": "a user", "unit": "a unit", "uncle": "an uncle", "umbrella": "an umbrella",
		"hour": "an hour", "house": "a house", "id_card": "an ID card", "xml_file": "an XML file", "json_file": "a JSON file",
		"x_ray": "an x ray", "u_turn": "a u turn", "one_time_code": "a one time code", "european_office": "a european office",
		"isbn": "an ISBN", "ip": "an IP", "utility": "a utility", "item": "an item", "image": "an image", "vat_rate": "a VAT rate",
		"useful_thing": "a useful thing", "urgent_call": "an urgent call", "api": "an API", "employee": "an employee",
	} {
		if got := Article(Title(name)) + " " + Title(name); got != want {
			t.Errorf("%q = %q, want %q", name, got, want)
		}
	}
}

func TestVariables(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"product": "p p", "book": "b b", "film": "f f", "note": "n n", "customer": "c c", "event": "e e", "range": "r r",
		"track": "t tr", "type": "t ty", "staff": "st st", "vendor": "ve ve", "query": "qu qu", "invoice": "inv inv",
		"order_item": "o o", "film_actor": "a a", "sales_item": "si si", "shop_video": "sv sv", "x_1": "x x", "ox": "o o", "go": "g g",
		"item_id": "ii ii", "item_key": "k k",
	} {
		got := Receiver(GoName(name), name, "catalog") + " " + Variable(GoName(name), name, "catalog")
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := Receiver("Vendor", "vendor", "ve"); got != "ven" {
		t.Errorf("%q, want a variable that does not shadow the package ve", got)
	}
}

func TestGoPackage(t *testing.T) {
	t.Parallel()
	for service, want := range map[string]string{
		"catalog": "catalog", "orders": "orders", "order_item": "orderitem", "type": "typesvc", "main": "mainsvc",
		"context": "contextsvc", "errors": "errorssvc", "app": "appsvc", "db": "dbsvc", "rpc": "rpcsvc", "postgres": "postgressvc",
		"errs": "errssvc", "aip": "aipsvc", "string": "stringsvc", "p": "psvc", "req": "reqsvc", "uuid": "uuidsvc", "go": "gosvc",
		"func": "funcsvc", "time": "timesvc", "e_2_e": "e2e", "map": "mapsvc", "init": "initsvc", "my_linux": "mylinux",
		"unit_test": "unittestsvc", "store": "storesvc", "service": "servicesvc", "migrations": "migrationssvc", "slog": "slogsvc",
	} {
		if got := GoPackage(service); got != want {
			t.Errorf("GoPackage(%q) = %q, want %q", service, got, want)
		}
	}
}

// TestPlatformPackages checks that no service has the Go package of a package of platform/: files import both.
func TestPlatformPackages(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir("../../templates/core/platform", func(_ string, dir os.DirEntry, err error) error {
		if err == nil && dir.IsDir() && dir.Name() != "testdata" && GoPackage(dir.Name()) == dir.Name() {
			t.Errorf("a service %s has the package %[1]s", dir.Name())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestFileStem(t *testing.T) {
	t.Parallel()
	taken := []string{"catalog", "store", "server"}
	for name, want := range map[string]string{
		"product": "product", "linux": "linux", "test": "test", "my_linux": "my_linux_", "shipment_js": "shipment_js_",
		"unit_test": "unit_test_", "con": "con_", "aux": "aux_", "nul": "nul_", "com1": "com1_", "store": "store_",
		"catalog": "catalog_", "x_amd64": "x_amd64_", "product_usecases": "product_usecases_", "linux_box": "linux_box",
		"x_wasm": "x_wasm_", "x_unix": "x_unix_", "server": "server_",
	} {
		if got := FileStem(name, taken...); got != want {
			t.Errorf("FileStem(%q) = %q, want %q", name, got, want)
		}
	}
}
