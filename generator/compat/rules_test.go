package compat_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// buildModel returns the model of a workspace with one resource, whose keys are given.
func buildModel(t *testing.T, keys string, l *ledger.Ledger) (*model.Model, *ledger.Ledger) {
	t.Helper()
	s := parse(t, keys)
	m, next, err := build.Model(s, l)
	if err != nil {
		t.Fatal(err)
	}
	return m, next
}

// parse returns the spec of a workspace with one resource, whose keys are given.
func parse(t *testing.T, keys string) *spec.Spec {
	t.Helper()
	text := "version: 1\nmodule: example.com/shop\nauth: jwt\nroles: [merchant, admin]\nservices: {catalog: {resources: {product: {" + keys + ", fields: {title: string, buyer: uuid, seller: uuid}}}}}\n"
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return s
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
		{
			"allow: {create: [admin], '*': [owner, admin]}, owner: buyer", "allow: [signed_in]",
			"product.create opens: signed_in; product.get opens: signed_in; product.list opens: signed_in; product.update opens: signed_in; product.delete opens: signed_in",
		},
		{"allow: {create: [admin], '*': [admin]}", "allow: {create: [admin], delete: [owner, admin], '*': [admin]}, owner: buyer", "product.delete opens: owner"},
		{"allow: {create: [admin], '*': [owner]}, owner: buyer", "allow: {create: [admin], '*': [owner]}, owner: [buyer, seller]", "product opens: what seller owns"},
		{"allow: [signed_in]", `allow: {delete: [service], "*": [admin]}`, "product.delete opens: service"},
		{"methods: [get], allow: [admin]", "methods: [get, list], allow: {get: [admin], list: [anyone]}", ""}, // a new method
	} {
		_, l := buildModel(t, test.before, ledger.New())
		m, _ := buildModel(t, test.after, l)
		if got := strings.Join(compat.Opened(m, l), "; "); got != test.want {
			t.Errorf("%s, then %s: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}

// TestOwnersChanged holds that a rule that lets other users have something breaks those who had it.
func TestOwnersChanged(t *testing.T) {
	t.Parallel()
	const limited = `allow: {create: [admin], "*": [owner, admin]}`
	for _, test := range []struct{ before, after, want string }{
		{limited + ", owner: buyer", limited + ", owner: buyer", ""},
		{limited + ", owner: buyer", limited + ", owner: [seller, buyer]", ""},
		{limited + ", owner: buyer", limited + ", owner: seller", "who owns a product is said by seller now, was by buyer"},
		{limited + ", owner: [buyer, seller]", limited + ", owner: buyer", "who owns a product is said by buyer now, was by buyer, seller"},
		{"allow: [admin], owner: buyer", "allow: [admin], owner: seller", ""},
		{"allow: [signed_in]", limited + ", owner: buyer", "product.create is for admin now, was for signed_in; product.get is for owner, admin now, was for signed_in; " +
			"product.list is for owner, admin now, was for signed_in; product.update is for owner, admin now, was for signed_in; product.delete is for owner, admin now, was for signed_in"},
		{limited + ", owner: buyer", "allow: [admin]", "product.get is for admin now, was for owner, admin; product.list is for admin now, was for owner, admin; " +
			"product.update is for admin now, was for owner, admin; product.delete is for admin now, was for owner, admin"},
	} {
		_, l := buildModel(t, test.before, ledger.New())
		m, _ := buildModel(t, test.after, l)
		var got []string
		for _, change := range compat.Find(m, parse(t, test.after), l) {
			got = append(got, change.What)
		}
		if text := strings.Join(got, "; "); text != test.want {
			t.Errorf("%s, then %s: %q, want %q", test.before, test.after, text, test.want)
		}
	}
}
