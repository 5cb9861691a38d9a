package testkit

import (
	"net/url"
	"slices"
	"testing"
)

// List is a collection under test. Its methods work out what lists find from the objects in it.
type List struct {
	API  *API
	Path string   // of the collection
	Name string   // of the member that holds the objects of a page
	Made []Object // all that the collection has
}

// ids lists the collection with a parameter, one object a page unless that is the parameter.
func (l List) ids(tb testing.TB, parameter, value string) []string {
	tb.Helper()
	query := url.Values{"pageSize": {"1"}}
	query.Set(parameter, value)
	return l.API.IDs(tb, l.Path, l.Name, query)
}

// created returns the ids of the objects that holds reports true for, in the order in which they were created.
func (l List) created(holds func(Object) bool) []string {
	var ids []string
	for _, object := range l.Made {
		if holds(object) {
			ids = append(ids, object.Text("id"))
		}
	}
	slices.Sort(ids)
	return ids
}

// WantOrders checks that the collection can be sorted by each of the fields, and otherwise has the order of creation.
func (l List) WantOrders(tb testing.TB, fields ...string) {
	tb.Helper()
	created := l.created(func(Object) bool { return true })
	if got := l.ids(tb, "pageSize", "2"); !slices.Equal(got, created) {
		tb.Errorf("got %v, want %v", got, created)
	}
	for _, field := range fields {
		got, reversed := l.ids(tb, "orderBy", field), l.ids(tb, "orderBy", field+" desc")
		slices.Reverse(reversed)
		if len(got) != len(created) || !slices.Equal(got, reversed) || field == "createTime" && !slices.Equal(got, created) {
			tb.Errorf("by %s: %v, descending and reversed: %v", field, got, reversed)
		}
	}
}
