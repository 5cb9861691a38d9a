package spec

import (
	"strings"
	"testing"
)

// ownedShop says in every way who owns something.
const ownedShop = `version: 1
module: example.com/shop
auth: jwt
allow: [signed_in]
services:
  orders:
    resources:
      order:
        allow: {create: [signed_in], "*": [owner]}
        fields: {customer: uuid value=caller.id, note: string}
      line:
        owner: order # as the order
        fields: {order: ref=order, sku: string}
      visit:
        owner: [patient, "doctor"]
        fields: {patient: uuid, doctor: uuid, text: string}
`

func TestRenameOwner(t *testing.T) {
	for _, tt := range []struct {
		resource, field, to, want string
	}{
		{"line", "order", "of", "owner: of # as the order"},
		{"visit", "doctor", "physician", `owner: [patient, "physician"]`},
		{"order", "customer", "buyer", "{buyer: uuid value=caller.id renamed_from=customer, note: string}"},
	} {
		got, err := Rename([]Source{workspaceOf(ownedShop)}, Target{"orders", tt.resource, tt.field}, tt.to, tt.field)
		if err != nil || !strings.Contains(string(got[0].Data), tt.want) {
			t.Errorf("%s.%s: %v, want %s in\n%s", tt.resource, tt.field, err, tt.want, got[0].Data)
		}
	}
}

func TestRemoveOwner(t *testing.T) {
	for _, tt := range []struct {
		resource, field, want string
	}{
		{"line", "order", `owner names field "order"`},
		{"visit", "doctor", `owner names field "doctor"`},
		{"order", "customer", `who owns "line" is who owns "order", which field "customer" says`},
		{"order", "customer", `the rule of get asks who owns "order", which field "customer" says`},
	} {
		_, err := Remove([]Source{workspaceOf(ownedShop)}, Target{"orders", tt.resource, tt.field}, tt.field)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s.%s: %v, want %s", tt.resource, tt.field, err, tt.want)
		}
	}
	got, err := Remove([]Source{workspaceOf(ownedShop)}, Target{"orders", "visit", "text"}, "text")
	if err != nil || !strings.Contains(string(got.Data), `owner: [patient, "doctor"]`) {
		t.Errorf("another field: %v\n%s", err, got.Data)
	}
}
