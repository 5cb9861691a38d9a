package aip_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

var maskFields = []aip.Field{
	{Name: "sku"}, {Name: "title"}, {Name: "price", Message: true}, {Name: "views", OutputOnly: true},
}

// found is a message with the fields of maskFields, an id and a create_time, of which only some were sent.
func found(sent ...string) func(string) (bool, bool) {
	return func(name string) (bool, bool) {
		return slices.Contains(sent, name), slices.Contains([]string{"id", "sku", "title", "price", "stock", "views", "create_time"}, name)
	}
}

func TestMask(t *testing.T) {
	tests := map[string]struct{ paths, present, want []string }{
		"order of the fields": {paths: []string{"title", "sku", "title"}, want: []string{"sku", "title"}},
		"id and etag":         {paths: []string{"id", "etag", "title"}, want: []string{"title"}},
		"only id":             {paths: []string{"id"}},
		"empty body":          {paths: []string{""}}, // as the gateway says it
		"collapsed":           {paths: []string{"price.units", "price.currency_code"}, want: []string{"price"}},
		"all":                 {paths: []string{"*"}, want: []string{"sku", "title", "price"}},
		"none: what is there": {present: []string{"price", "create_time"}, want: []string{"price"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := aip.Mask(tt.paths, found(tt.present...), maskFields)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for path, want := range map[string]string{
		"colour":              "names colour, which is not a field",
		"title.x":             "names title.x, which is not a field",
		"id.x":                "names id.x, which is not a field",
		"create_time.seconds": "names create_time.seconds, which is not a field",
	} {
		_, err := aip.Mask([]string{path, "sku"}, found(), maskFields)
		refused(t, err, "update_mask", want)
	}
}

func TestMaskNamesTheField(t *testing.T) {
	fields := []aip.Field{{Name: "stock", Required: true}, {Name: "views", OutputOnly: true}}
	_, err := aip.Mask([]string{"views"}, found(), fields)
	refused(t, err, "views", "cannot be changed: the server sets it")
	_, err = aip.Mask([]string{"create_time"}, found(), fields)
	refused(t, err, "create_time", "cannot be changed: the server sets it")
	_, err = aip.Mask([]string{"stock"}, found(), fields)
	refused(t, err, "stock", "must be set")
}

func TestETag(t *testing.T) {
	for _, etag := range []string{aip.ETag(42), `"42"`} {
		if version, err := aip.ParseETag(etag); version != 42 || err != nil {
			t.Errorf("%s: %d, %v", etag, version, err)
		}
	}
	for _, etag := range []string{"", "0", "-1", "x", `W/"3"`, "9223372036854775808", `"`, `""`, `"1`, `1"`, `""1""`, "+1", `"+1"`, "01", " 1"} {
		_, err := aip.ParseETag(etag)
		refused(t, err, "etag", "is not an etag that this API returned")
	}
}
