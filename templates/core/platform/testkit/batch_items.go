package testkit

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"testing"
)

// WantWithItems is Want for entities with lists of objects: those of the answer may have more members than those that were sent. It returns the
// entities of the answer.
func (b Batch) WantWithItems(t *testing.T, lists []string, bodies ...Object) []Object {
	t.Helper()
	made := b.created(t, bodies)
	for i, entity := range made {
		entity.WantMembers(t, entity.WantItems(t, bodies[i], lists...))
	}
	return made
}

// WantRead fails the test unless a request for the ids of made, from the last to the first, is answered with them in that order, each with what
// is in its lists.
func (b Batch) WantRead(t *testing.T, made []Object) {
	t.Helper()
	ids := url.Values{}
	var want []any
	for _, entity := range slices.Backward(made) {
		ids.Add("ids", entity.Text("id"))
		want = append(want, map[string]any(entity))
	}
	got := b.API.Do(t, http.MethodGet, b.Path+":batchGet?"+ids.Encode(), nil).Want(t, http.StatusOK)
	if !reflect.DeepEqual(got[b.List], want) {
		t.Errorf("got %v, want %v", got[b.List], want)
	}
}
