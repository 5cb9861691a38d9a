package testkit

import (
	"net/http"
	"reflect"
	"strconv"
	"sync"
	"testing"

	"github.com/google/uuid"
)

// Keyed is a method that has an effect once for an Idempotency-Key.
type Keyed struct {
	API     *API
	Path    string
	Refused Object // a body that breaks a rule; nil if there is none
	List    string // the path of the list of what the method creates; "" if there is none
}

// Want sends body with one key several times, some of them at once. It fails the test unless all answers are the same, one entity is created, and
// the key is free after an error and refused for another body.
func (k Keyed) Want(t *testing.T, body Object) {
	t.Helper()
	key := uuid.NewString()
	k.send(t, "not a key", body).WantViolation(t, "Idempotency-Key")
	if k.Refused != nil {
		k.send(t, key, k.Refused).Want(t, http.StatusBadRequest)
	}
	before := k.count(t)
	answers := make([]*Response, 3)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = k.send(t, key, body) })
	}
	all.Wait()
	for i, answer := range answers {
		if answer.status == http.StatusConflict && answer.Header.Get("Retry-After") != "" { // another one was being answered
			answers[i] = k.send(t, key, body)
		}
	}
	first := answers[0].Want(t, http.StatusOK)
	for _, again := range append(answers[1:], k.send(t, key, body)) {
		if got := again.Want(t, http.StatusOK); !reflect.DeepEqual(got, first) || again.Header.Get("ETag") != answers[0].Header.Get("ETag") {
			t.Errorf("the answers differ: %v and %v", got, first)
		}
	}
	if after := k.count(t); k.List != "" && after != before+1 {
		t.Errorf("there are %g entities, were %g", after, before)
	}
	other := Object{}
	if k.Refused != nil {
		other = k.Refused
	}
	if !reflect.DeepEqual(other, body) {
		k.send(t, key, other).Want(t, http.StatusConflict).WantMembers(t, Object{"reason": "IDEMPOTENCY_KEY_REUSED"})
	}
}

func (k Keyed) send(t *testing.T, key string, body Object) *Response {
	t.Helper()
	return k.API.Do(t, http.MethodPost, k.Path, body, "Idempotency-Key", strconv.Quote(key))
}

func (k Keyed) count(t *testing.T) float64 {
	t.Helper()
	if k.List == "" {
		return 0
	}
	count, _ := k.API.Do(t, http.MethodGet, k.List+"?count=true", nil).Want(t, http.StatusOK)["totalSize"].(float64)
	return count
}

// DoTwice sends a POST with an Idempotency-Key of its own, and once more if it succeeds. It fails the test unless the second answer is the same.
func (a *API) DoTwice(t *testing.T, path string, body any, headers ...string) *Response {
	t.Helper()
	headers = append(headers, "Idempotency-Key", uuid.NewString())
	first := a.Do(t, http.MethodPost, path, body, headers...)
	if first.status >= http.StatusBadRequest {
		return first
	}
	if again := a.Do(t, http.MethodPost, path, body, headers...); again.status != first.status || !reflect.DeepEqual(again.body, first.body) {
		t.Errorf("%s: the answers differ: %d %v and %d %v", first.request, first.status, first.body, again.status, again.body)
	}
	return first
}
