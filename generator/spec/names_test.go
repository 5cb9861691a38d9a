package spec

import (
	"errors"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	tests := []struct {
		check func(string) error
		name  string
		want  string // "" is a legal name
	}{
		{CheckServiceName, "catalog", ""},
		{CheckServiceName, "orders", ""},
		{CheckServiceName, "type", ""},
		{CheckServiceName, "main", ""},
		{CheckServiceName, "http", ""},
		{CheckServiceName, "compass", ""},
		{CheckServiceName, "google", `a service cannot be called "google": a proto package of that name hides google.protobuf (choose another name)`},
		{CheckServiceName, "con", `a service cannot be called "con": Windows has no directory of that name (choose another name)`},
		{CheckServiceName, "com1", `a service cannot be called "com1": Windows has no directory of that name (choose another name)`},
		{CheckServiceName, "coms", ""},
		{CheckServiceName, "pg_x", `a service cannot be called "pg_x": PostgreSQL reserves the roles that start with pg_ (choose another name)`},
		{CheckServiceName, "../x", `service name "../x" contains "." (a name consists of lower-case letters, digits and _)`},
		{CheckServiceName, `a\b`, `service name "a\b" contains "\" (a name consists of lower-case letters, digits and _)`},
		{CheckServiceName, "", "service name is empty"},
		{CheckResourceName, "order_line", ""},
		{CheckResourceName, "OrderLine", `resource name "OrderLine" is not snake_case (order_line?)`},
		{CheckResourceName, "HTTPServer2", `resource name "HTTPServer2" is not snake_case (http_server2?)`},
		{CheckResourceName, "order-line", `resource name "order-line" is not snake_case (order_line?)`},
		{CheckResourceName, "order__line", `resource name "order__line" is not snake_case (order_line?)`},
		{CheckResourceName, "9lives", `resource name "9lives" is not snake_case (a name consists of lower-case letters, digits and _, and starts with a letter)`},
		{CheckResourceName, "größe", `resource name "größe" is not snake_case (a name consists of lower-case letters, digits and _, and starts with a letter)`},
		{CheckResourceName, "products", `resource name "products" is a plural (product?)`},
		{CheckResourceName, "categories", `resource name "categories" is a plural (category?)`},
		{CheckResourceName, "series", ""},
		{CheckResourceName, "species", ""},
		{CheckResourceName, "address", ""},
		{CheckResourceName, "status", ""},
		{CheckResourceName, "analysis", ""},
		{CheckResourceName, "news", ""},
		{CheckResourceName, "movies", `resource name "movies" is a plural (movie?)`},
		{CheckResourceName, "bus", ""},
		{CheckResourceName, "canvas", ""},
		{CheckResourceName, "gps", ""},
		{CheckResourceName, "chaos", ""},
		{CheckResourceName, "lens", ""},
		{CheckResourceName, "data", ""},
		{CheckResourceName, "media", ""},
		{CheckFieldName, "tags", ""},
		{CheckFieldName, "select", ""},
		{CheckFieldName, "create_time", `field name "create_time" is reserved (every resource has it already)`},
		{CheckFieldName, "ctid", `field name "ctid" is reserved (PostgreSQL has a column of that name in every table; choose another name)`},
		{CheckFieldName, "proto_reflect", `field name "proto_reflect" is reserved (protoc-gen-go gives every message a method ProtoReflect; choose another name)`},
		{CheckResourceName, "update_mask", `resource name "update_mask" is reserved (the request of every update has a field update_mask; choose another name)`},
		{CheckFieldName, strings.Repeat("a", 41), `field name "` + strings.Repeat("a", 41) + `" is too long (use at most 40 characters)`},
		{CheckModule, "github.com/acme/shop", ""},
		{CheckModule, "github.com/acme/shop/v2", ""},
		{CheckModule, "shop", ""},
		{CheckModule, "example/my-shop", ""},
		{CheckModule, "", "the module path is empty (for example github.com/acme/shop)"},
		{CheckModule, "github.com/acme/", `module path "github.com/acme/" is not valid: trailing slash (for example github.com/acme/shop)`},
		{CheckModule, "GitHub.com/acme/shop", `module path "GitHub.com/acme/shop" is not valid: invalid char 'G' in first path element (for example github.com/acme/shop)`},
		{CheckModule, "../shop", `module path "../shop" is a path of the file system (a Go module path, for example github.com/acme/shop)`},
		{CheckModule, "github.com/acme/shop/v1", `module path "github.com/acme/shop/v1" is not valid: invalid version (for example github.com/acme/shop)`},
		{CheckModule, "github.com/acme/99", `the last element of module path "github.com/acme/99" is the name of the workspace: it must start with a letter, and have at most 40 characters (for example github.com/acme/shop)`},
		{CheckModule, "std", `module path "std" belongs to Go itself (for example github.com/acme/shop)`},
		{CheckModule, strings.Repeat("a", 300), "the module path is too long (use at most 200 characters)"},
	}
	for _, test := range tests {
		got := ""
		if err := test.check(test.name); err != nil {
			var p Problem
			if !errors.As(err, &p) {
				t.Fatalf("%T", err)
			}
			got = p.Inline()
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestWorkspaceName(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/acme/shop": "shop", "github.com/acme/shop/v2": "shop", "github.com/acme/My-Shop": "my_shop", "shop": "shop",
		"gopkg.in/shop.v2": "shop", "example.com/a.b": "a_b", "github.com/acme/42": "",
	} {
		if got := WorkspaceName(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestSuggestions(t *testing.T) {
	known := []string{"string", "text", "int32", "int64", "money", "optional", "output_only", "ip"}
	for word, want := range map[string]string{
		"strng": "string", "stirng": "string", "sting": "string", "intt32": "int32", "mony": "money", "optonal": "optional", "outputonly": "output_only",
		"xyz": "", "a": "", "": "", "completely_different": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}
