package build

import (
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// nastyFields returns names with a special meaning in Go, SQL, protobuf or generated code.
func nastyFields() []*spec.Field {
	var all []*spec.Field
	for _, name := range []string{
		"type", "order", "range", "func", "string", "descriptor", "select", "url", "http_api", "id_number", "x_1", "x_stock",
		"reset", "proto_message", "marshal", "get_id", "get_stock", "get_type", "validate", "set", "user", "group",
		"error", "interface", "package", "default", "return", "var", "map", "chan", "nil", "true", "false", "len", "new", "any",
		"table", "column", "desc", "asc", "limit", "offset", "values", "value", "timestamp", "date", "time", "interval", "json",
		"text", "uuid", "int", "bool", "float", "name", "key", "message", "enum", "option", "syntax", "import", "repeated", "oneof",
		"google", "products", "stores", "x_1_y", "oid", "null", "yes", "no", "on", "y", "n", "ctx", "err", "req", "store", "service",
		"v", "s", "context", "valid", "is_valid", "new_product", "extension_map", "string_", "next_page_token", "update_mask",
		"filter", "order_by", "page_size", "show_deleted", "end", "end_time", "names", "a", "a_b", "year", "month", "window", "over",
	} {
		if name == "string_" {
			continue
		}
		all = append(all, spectest.Field(name, spec.String))
	}
	all = append(all,
		spectest.Field("stock", spec.Int32, spectest.Defaults("0"), spectest.Sorted),
		spectest.Field("status", spec.EnumType),
		spectest.Field("kind", spec.EnumType, spectest.Optional),
		spectest.Field("string_list", spec.String, spectest.Repeated),
	)
	return all
}

func nastyNames() []string {
	return []string{
		"type", "order", "user", "range", "error", "select", "descriptor", "string", "store", "staff", "service", "request", "test",
		"linux", "custom_store", "deps", "new", "table", "func", "map", "interface", "product", "create_product_request",
		"product_store", "new_product", "list_products_response", "get_product", "create_product_params", "queries", "dbtx", "query",
		"product_usecases", "product_test", "product_linux", "test_product", "con", "aux", "server", "enums", "custom", "http_api",
		"sheep", "series", "event", "uuid", "context", "json", "time", "x_1", "message", "enum", "option", "package", "nil", "any",
		"register_type_service_server", "type_service", "type_service_client", "unimplemented_type_service_server", "status",
		"product_status", "product_kind_unspecified", "goose_db_version", "pkey", "i", "s", "v", "go", "update", "list", "reset",
		"google", "timestamp", "empty", "field_mask", "value", "struct",
	}
}

func nastyService(name string) *spec.Service {
	var resources []*spec.Resource
	for _, n := range nastyNames() {
		fields := []*spec.Field{spectest.Field("title", spec.String), spectest.Field(n, spec.String, spectest.Optional)}
		switch n {
		case "staff":
			fields[1].Name = "staffs"
		case "product":
			fields = nastyFields()
		}
		r := spectest.Resource(n, fields...)
		if n == "queries" || n == "enums" {
			r.Plural = n + "_all"
		}
		resources = append(resources, r)
	}
	return spectest.Service(name, resources...)
}

func TestNastyNames(t *testing.T) {
	t.Parallel()
	main := spectest.Service("main", spectest.Resource("store", spectest.Field("type", spec.String)))
	main.HTTPPrefix = "main"
	m, _ := mustBuild(t, spectest.Workspace(nastyService("type"), main), ledger.New())
	for _, s := range m.Services {
		checkPBNames(t, s)
		checkDomain(t, s)
		checkRows(t, s)
	}
}
