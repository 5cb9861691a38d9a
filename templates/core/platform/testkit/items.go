package testkit

import (
	"fmt"
	"maps"
	"testing"
)

// ObjectsIn returns the objects in a list of the object.
func (o Object) ObjectsIn(name string) []Object {
	list, _ := o[name].([]any)
	items := make([]Object, 0, len(list))
	for _, item := range list {
		if members, ok := item.(map[string]any); ok {
			items = append(items, members)
		}
	}
	return items
}

// WantItems fails the test if the objects in the lists are not those of want, of which members may be missing there. It returns the other
// members of want.
func (o Object) WantItems(tb testing.TB, want Object, lists ...string) Object {
	tb.Helper()
	others := maps.Clone(want)
	for _, name := range lists {
		delete(others, name)
		got, items := o.ObjectsIn(name), want.ObjectsIn(name)
		if _, sent := want[name]; sent && len(got) != len(items) {
			tb.Errorf("%s has %d items, want %d", name, len(got), len(items))
			continue
		}
		for i, item := range items {
			got[i].WantMembers(tb, item)
		}
	}
	return others
}

// OnceWithItems is Once for an object with lists of objects: those of the answer may have more members than those that were sent.
func (a *API) OnceWithItems(tb testing.TB, path string, number int, body func(testing.TB, *API, int) Object, lists ...string) Object {
	tb.Helper()
	key := fmt.Sprint(path, number)
	if _, ok := a.made[key]; !ok {
		sent := body(tb, a, number)
		made, isNew := a.create(tb, path, key, sent)
		if isNew {
			made.WantMembers(tb, made.WantItems(tb, sent, lists...))
		}
	}
	return a.made[key]
}
