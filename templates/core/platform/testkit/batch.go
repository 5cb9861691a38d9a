package testkit

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// Batch creates several entities with one request. Members are named as in JSON.
type Batch struct {
	API      *API
	Path     string // /v1/products
	Member   string // product: the member of a request that holds the entity
	List     string // products: the member of the answer that holds the entities
	Distinct bool   // no two entities can have the same values
}

// Want creates entities of bodies with one request. It fails the test unless the answer holds what was sent, and batches with
// something wrong are refused, with its index, and leave nothing behind.
func (b Batch) Want(t *testing.T, bodies ...Object) {
	t.Helper()
	for i, entity := range b.created(t, bodies) {
		entity.WantMembers(t, bodies[i])
	}
}

// created returns the entities that one request creates of bodies, after others that are refused.
func (b Batch) created(t *testing.T, bodies []Object) []Object {
	t.Helper()
	last := fmt.Sprintf("requests[%d].%s", len(bodies), b.Member)
	b.create(t).WantViolation(t, "requests")
	b.create(t, append(slices.Clone(bodies), nil)...).WantViolation(t, last)
	if b.Distinct {
		if twice := b.create(t, append(slices.Clone(bodies), bodies[0])...); !twice.about(http.StatusConflict, last) {
			t.Errorf("%s: the last entity is there twice: got %d, %v", twice.request, twice.status, twice.body)
		}
	}
	created := b.create(t, bodies...).Want(t, http.StatusOK)
	list, _ := created[b.List].([]any)
	if len(list) != len(bodies) {
		t.Fatalf("got %v, want %d entities", created, len(bodies))
	}
	entities := make([]Object, len(list))
	for i := range list {
		entities[i], _ = list[i].(map[string]any)
	}
	return entities
}

// create sends one request with entities; nil stands for a request that has none.
func (b Batch) create(t *testing.T, bodies ...Object) *Response {
	t.Helper()
	requests := make([]Object, len(bodies))
	for i, body := range bodies {
		if requests[i] = (Object{}); body != nil {
			requests[i][b.Member] = body
		}
	}
	return b.API.Do(t, http.MethodPost, b.Path+":batchCreate", Object{"requests": requests})
}

// about reports whether the answer has a status and a violation of path or of a part of it.
func (r *Response) about(status int, path string) bool {
	list, _ := r.body["violations"].([]any)
	return r.status == status && slices.ContainsFunc(list, func(item any) bool {
		violation, _ := item.(map[string]any)
		field := Object(violation).Text("field")
		return field == path || strings.HasPrefix(field, path+".")
	})
}
