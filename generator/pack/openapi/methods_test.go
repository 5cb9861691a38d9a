package openapi

import (
	"cmp"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func product(t *testing.T) *model.Resource {
	t.Helper()
	return rendertest.Shop(t).Services[0].Resource("product")
}

func TestConflicts(t *testing.T) {
	t.Parallel()
	services := rendertest.Shop(t).Services
	for _, test := range []struct {
		resource string
		method   spec.Method
		want     string
	}{
		{"product", spec.Get, ""},
		{"product", spec.Create, "`ALREADY_EXISTS`: another product has the same sku, or the same budget, or the same title and category. " +
			"`IDEMPOTENCY_KEY_REUSED`: another request had the same `Idempotency-Key`. `CONFLICT`: others change the same; try again after `Retry-After` seconds."},
		{"product", "publish", "`ILLEGAL_TRANSITION`: the status is not draft. `ETAG_MISMATCH`: the product has changed since the etag was read. " +
			"`IDEMPOTENCY_KEY_REUSED`: another request had the same `Idempotency-Key`. `CONFLICT`: others change the same; try again after `Retry-After` seconds."},
		{"product", "feature", "`ETAG_MISMATCH`: the product has changed since the etag was read. " +
			"`IDEMPOTENCY_KEY_REUSED`: another request had the same `Idempotency-Key`. `CONFLICT`: others change the same; try again after `Retry-After` seconds."},
		{"order", "type_test", "`ILLEGAL_TRANSITION`: the state is not new or picked. `ETAG_MISMATCH`: the order has changed since the etag was read. " +
			"`CONFLICT`: others change the same; try again after `Retry-After` seconds."},
		{"product", spec.BatchGet, ""},
		{"category", spec.Create, "`ALREADY_EXISTS`: another category has the same slug."},
		{"category", spec.Update, "`ETAG_MISMATCH`: the category has changed since the etag was read."}, // its slug is immutable
		{"category", spec.Delete, "`ETAG_MISMATCH`: the category has changed since the etag was read."}, // its products go with it
		{"criterion", spec.Delete, "`IN_USE`: others refer to the criterion. `ETAG_MISMATCH`: the criterion has changed since the etag was read."},
		{"product", spec.Undelete, "`ALREADY_EXISTS`: another product has the same sku, or the same budget, or the same title and category. " +
			"`NOT_DELETED`: the product is not deleted. `ETAG_MISMATCH`: the product has changed since the etag was read. " +
			"`CONFLICT`: others change the same; try again after `Retry-After` seconds."},
	} {
		r := cmp.Or(services[0].Resource(test.resource), services[1].Resource(test.resource))
		if got := conflicts(*r.Method(test.method)); got != test.want {
			t.Errorf("%s %s: got %s, want %s", test.method, test.resource, got, test.want)
		}
	}
}

// TestSummaries holds what the document says of methods beside those that every resource has.
func TestSummaries(t *testing.T) {
	t.Parallel()
	r := product(t)
	for method, want := range map[spec.Method]string{
		spec.BatchGet: "Returns the products with the given ids",
		"withdraw":    "Changes the status of a product from active to draft",
		"feature":     "Sets the motto and label of a product",
	} {
		if got := summary(*r.Method(method)); got != want {
			t.Errorf("%s: got %s, want %s", method, got, want)
		}
	}
}

func TestSchemas(t *testing.T) {
	t.Parallel()
	r := product(t)
	for _, test := range []struct {
		field                 string
		answer, create, patch string
	}{
		{
			"sku", `{type: string, description: "The number on the label.", examples: ["SKU 1"]}`,
			`{type: string, minLength: 3, maxLength: 32, description: "The number on the label. Cannot be changed later."}`, "",
		},
		{"stock", `{type: integer, format: int32, examples: [1]}`, `{type: integer, format: int32, minimum: 0, description: "The default is 0."}`, `{type: integer, format: int32, minimum: 0}`},
		{"views", `{type: string, format: int64, examples: ["10"]}`, `{type: string, format: int64, description: "Between 0 and 1000000."}`, `{type: string, format: int64, description: "Between 0 and 1000000."}`},
		{
			"weight_kg", `{type: string, format: decimal, description: "A decimal number with up to 3 digits after the point.", examples: ["1.000"]}`,
			`{type: string, format: decimal, pattern: "^-?[0-9]{1,7}(\\.[0-9]{1,3})?$", description: "A decimal number with up to 3 digits after the point. At least 0.000."}`,
			`{type: [string, "null"], format: decimal, pattern: "^-?[0-9]{1,7}(\\.[0-9]{1,3})?$", description: "A decimal number with up to 3 digits after the point. At least 0.000."}`,
		},
		{
			"flags", `{type: array, items: {$ref: "#/components/schemas/catalog.Label"}, examples: [["new"]]}`,
			`{type: array, items: {$ref: "#/components/schemas/catalog.Label"}, maxItems: 10000}`, `{type: array, items: {$ref: "#/components/schemas/catalog.Label"}, maxItems: 10000}`,
		},
		{
			"warranty", `{type: string, pattern: "^-?[0-9]+(\\.[0-9]+)?s$", examples: ["1s"]}`,
			`{type: string, pattern: "^-?[0-9]+(\\.[0-9]+)?s$", description: "At least 0s."}`,
			`{type: [string, "null"], pattern: "^-?[0-9]+(\\.[0-9]+)?s$", description: "At least 0s."}`,
		},
		{
			"image", `{type: string, contentEncoding: base64, examples: ["MWRhdGE="]}`,
			`{type: string, contentEncoding: base64, description: "At most 262144 bytes."}`, `{type: [string, "null"], contentEncoding: base64, description: "At most 262144 bytes."}`,
		},
		{
			"origin", `{type: string, examples: ["192.0.2.1"]}`,
			`{type: string, anyOf: [{format: ipv4}, {format: ipv6}]}`, `{type: [string, "null"], anyOf: [{format: ipv4}, {format: ipv6}]}`,
		},
		{
			"budget", `{$ref: "#/components/schemas/Money", description: "An amount in EUR, in steps of 0.01.", examples: [{"currencyCode": "EUR", "units": "1", "nanos": 10000000}]}`,
			`{$ref: "#/components/schemas/Money", description: "An amount in EUR, in steps of 0.01."}`, "",
		},
		{
			"label", `{$ref: "#/components/schemas/catalog.Label", examples: ["sale"]}`,
			`{$ref: "#/components/schemas/catalog.Label", description: "The default is new."}`, `{$ref: "#/components/schemas/catalog.Label"}`,
		},
	} {
		f := r.Field(test.field)
		if got := answerSchema(f); got != test.answer {
			t.Errorf("%s in answers: got\n%s, want\n%s", test.field, got, test.answer)
		}
		if got := createSchema(f); got != test.create {
			t.Errorf("%s in a create: got\n%s, want\n%s", test.field, got, test.create)
		}
		if got := patchSchema(f); test.patch != "" && got != test.patch {
			t.Errorf("%s in an update: got\n%s, want\n%s", test.field, got, test.patch)
		}
	}
}

func TestOptionalEnum(t *testing.T) {
	t.Parallel()
	r := rendertest.Resource(t, spectest.Resource("thing", spectest.Field("state", spec.EnumType, spectest.Optional)))
	if got, want := patchSchema(r.Fields[0]), `{anyOf: [{$ref: "#/components/schemas/catalog.ThingState"}, {type: "null"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	r := product(t)
	for field, want := range map[string]string{
		"title": "`=`, `!=`, `= \"start*\"`", "tags": "`:` for an item", "price": "`>`, `>=`, `<`, `<=`", "status": "`=`, `!=`, `OR`",
	} {
		if got := operators(r.Field(field)); got != want {
			t.Errorf("%s: got %s, want %s", field, got, want)
		}
	}
	if got := strings.Join(orders(r)[:4], ", "); got != "title, title desc, status, status desc" {
		t.Errorf("the orders are %s", got)
	}
	for _, e := range filterExamples(r) {
		if e.Name == "price" && e.Value != `"price >= \"2.00\""` {
			t.Errorf("%+v", e)
		}
	}
}

// TestPortable holds which patterns of RE2 a document may repeat: those that JavaScript reads alike.
func TestPortable(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		`^[a-z0-9-]{2,40}$`: `{type: string, minLength: 1, pattern: "^[a-z0-9-]{2,40}$"}`,
		`^(?:a|b)\d+\.x$`:   `{type: string, minLength: 1, pattern: "^(?:a|b)\\d+\\.x$"}`,
		`^(?i)abc$`:         `{type: string, minLength: 1}`,
		`^\pL+$`:            `{type: string, minLength: 1}`,
		`^[[:alpha:]]$`:     `{type: string, minLength: 1}`,
		`\Aabc\z`:           `{type: string, minLength: 1}`,
		`^(?P<a>b)$`:        `{type: string, minLength: 1}`,
	} {
		f := rendertest.Resource(t, spectest.Resource("thing", &spec.Field{Name: "code", Type: spec.String, Pattern: pattern})).Fields[0]
		if got := createSchema(f); got != want {
			t.Errorf("%s: got %s, want %s", pattern, got, want)
		}
	}
}
