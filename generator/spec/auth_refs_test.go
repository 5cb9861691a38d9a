package spec

import (
	"errors"
	"fmt"
	"testing"
)

// TestServiceRefs holds that a rule lets no service in whose every call would be refused, for what it refers to.
func TestServiceRefs(t *testing.T) {
	t.Parallel()
	const file = `version: 1
module: example.com/shop
auth: {sessions: {providers: [google]}}
allow: [signed_in]
services:
  catalog: {resources: {product: {allow: {get: %s}, fields: {title: string}}}}
  orders:
    resources:
      order: {allow: {get: %s}, fields: {customer: uuid value=caller.id optional}}
      line:
        allow: {"create, batch_create": %s}
        methods: [create, batch_create, get]
        fields: {%s}
  identity: {resources: {user: {allow: {get: %s}}}}
`
	const ask, open = "[admin, service]", "[signed_in, service]"
	for _, test := range []struct{ product, order, create, fields, user, wrong string }{
		{"[admin]", open, ask, "product: ref=catalog.product", "[admin]", `a service cannot create "line", for it may not get the "catalog.product" that product refers to`},
		{"[admin]", open, ask, "product: ref=catalog.product optional", "[admin]", ""},
		{"[admin]", open, ask, "product: ref=catalog.product output_only optional", "[admin]", ""},
		{"[admin]", open, "[admin]", "product: ref=catalog.product", "[admin]", ""},
		{"[anyone]", open, ask, "product: ref=catalog.product", "[admin]", ""},
		{ask, open, ask, "product: ref=catalog.product", "[admin]", ""},
		{ask, "[owner, admin]", ask, "order: ref=order", "[admin]", `a service cannot create "line", for it may not get the "order" that order refers to`},
		{ask, "[owner, service]", ask, "order: ref=order", "[admin]", ""},
		{ask, "[admin]", ask, "order: ref=order", "[admin]", ""}, // the foreign key asks nobody
		{ask, open, ask, "user: ref=identity.user", "[admin]", `a service cannot create "line", for it may not get the "identity.user" that user refers to`},
		{ask, open, ask, "user: ref=identity.user", "[admin, service]", ""},
	} {
		_, err := Parse([]Source{workspaceOf(fmt.Sprintf(file, test.product, test.order, test.create, test.fields, test.user))})
		problems, _ := errors.AsType[Problems](err)
		switch {
		case test.wrong == "" && err != nil:
			t.Errorf("%+v: %v", test, err)
		case test.wrong != "" && (len(problems) != 1 || problems[0].Msg != test.wrong):
			t.Errorf("%+v: %v", test, err)
		case test.wrong != "" && (problems[0].Line != 11 || problems[0].Col != 49):
			t.Errorf("%+v: it stands at %v", test, problems[0].Pos)
		}
	}
}
