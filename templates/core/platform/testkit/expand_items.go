package testkit

import (
	"net/url"
	"testing"
)

// ExpandingItems are references of the items in a list that clients can have read with the resources that hold it.
type ExpandingItems struct {
	List  string
	Names []string // of the references
}

// Query returns a query that asks for all of them.
func (e ExpandingItems) Query() string {
	values := url.Values{}
	for _, name := range e.Names {
		values.Add("expand", e.List+"."+name)
	}
	return "?" + values.Encode()
}

// Want fails the test unless resources have items, and each of these has, in expanded, what each of its references leads to. The resources
// themselves have no expanded, because no reference of their own is asked for.
func (e ExpandingItems) Want(t *testing.T, resources ...Object) {
	t.Helper()
	var items []Object
	for _, r := range resources {
		if items = append(items, r.ObjectsIn(e.List)...); r["expanded"] != nil {
			t.Errorf("expanded without being asked: %v", r)
		}
	}
	if len(items) == 0 {
		t.Errorf("no %s in %v", e.List, resources)
	}
	for _, item := range items {
		Expanding{Names: e.Names}.Want(t, item)
	}
}
