package compat_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// build returns the model of a workspace with one resource, whose keys are given.
func build(t *testing.T, keys string, l *ledger.Ledger) (*model.Model, *ledger.Ledger) {
	t.Helper()
	text := "version: 1\nmodule: example.com/shop\nauth: jwt\nroles: [merchant, admin]\nservices: {catalog: {resources: {product: {" + keys + ", fields: {title: string}}}}}\n"
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	m, next, err := model.Build(s, l)
	if err != nil {
		t.Fatal(err)
	}
	return m, next
}

func TestOpened(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ before, after, want string }{
		{"allow: [admin]", "allow: [admin]", ""},
		{"allow: [signed_in]", "allow: [admin]", ""},
		{"allow: [anyone]", "allow: [admin, service]", ""},
		{"allow: [admin]", `allow: {list: [anyone], "*": [admin]}`, "product.list opens: anyone"},
		{"allow: [admin]", `allow: {"get, list": [merchant, admin], "*": [admin]}`, "product.get opens: merchant; product.list opens: merchant"},
		{"allow: [merchant]", `allow: {delete: [signed_in], "*": [merchant]}`, "product.delete opens: signed_in"},
		{"allow: [signed_in]", `allow: {delete: [service], "*": [admin]}`, "product.delete opens: service"},
		{"methods: [get], allow: [admin]", "methods: [get, list], allow: {get: [admin], list: [anyone]}", ""}, // a new method
	} {
		_, l := build(t, test.before, ledger.New())
		m, _ := build(t, test.after, l)
		if got := strings.Join(compat.Opened(m.Services[0]), "; "); got != test.want {
			t.Errorf("%s, then %s: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}
