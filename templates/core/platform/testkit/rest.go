package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"testing"
)

// API is the REST API under test, as one caller sees it.
type API struct {
	User string // the id of who calls; "" unless the test says it

	url      string
	handler  http.Handler
	header   http.Header // of every request
	client   *http.Client
	made     map[string]Object // by the caller
	taken    map[string]Object // by any caller
	document *Document         // nil: nothing is checked
}

// Object is a JSON object.
type Object map[string]any

// Text returns a member of the object that is a string, else "".
func (o Object) Text(name string) string {
	text, _ := o[name].(string)
	return text
}

// Null sets those of the members to null that the object does not have.
func (o Object) Null(names ...string) {
	for _, name := range names {
		if _, ok := o[name]; !ok {
			o[name] = nil
		}
	}
}

// WantMembers fails the test if a member of want is missing in the object or has another value. want is what a client sends.
func (o Object) WantMembers(tb testing.TB, want Object) {
	tb.Helper()
	data, err := json.Marshal(want)
	if err != nil {
		tb.Fatal(err)
	}
	var sent Object // as JSON has it: numbers are float64
	if err := json.Unmarshal(data, &sent); err != nil {
		tb.Fatal(err)
	}
	for name, value := range sent {
		if !holds(o[name], value) {
			tb.Errorf("%s is %v, want %v", name, o[name], value)
		}
	}
}

// holds reports whether got is what was sent. An object may have more members than the one that was sent.
func holds(got, sent any) bool {
	members, ok := sent.(map[string]any)
	object, same := got.(map[string]any)
	if !ok || !same {
		return reflect.DeepEqual(got, sent)
	}
	for name, value := range members {
		if !holds(object[name], value) {
			return false
		}
	}
	return true
}

// NewAPI serves a handler on the loopback interface until the test ends.
func NewAPI(tb testing.TB, handler http.Handler) *API {
	tb.Helper()
	server := httptest.NewServer(handler)
	tb.Cleanup(server.Close)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &API{url: server.URL, handler: handler, client: client, made: map[string]Object{}, taken: map[string]Object{}}
}

// With returns the same API as another caller sees it, who sends these headers with every request: names and values in turn.
func (a *API) With(headers ...string) *API {
	as := *a
	as.header, as.made = a.header.Clone(), map[string]Object{}
	if as.header == nil {
		as.header = http.Header{}
	}
	set(as.header, headers)
	return &as
}

func set(header http.Header, pairs []string) {
	for pair := range slices.Chunk(pairs, 2) {
		header.Set(pair[0], pair[1])
	}
}

// Once creates the object with a number by a POST to path, and fails the test if the answer does not hold what was sent.
// Another call with the same path and number returns the same object. So does the call of another caller, if there can be only one.
func (a *API) Once(tb testing.TB, path string, number int, body func(testing.TB, *API, int) Object) Object {
	tb.Helper()
	key := fmt.Sprint(path, number)
	if _, ok := a.made[key]; !ok {
		sent := body(tb, a, number)
		made, isNew := a.create(tb, path, key, sent)
		if isNew {
			made.WantMembers(tb, sent)
		}
	}
	return a.made[key]
}

// create creates the object with a key, or returns the one of another caller if that is why there cannot be a second one.
func (a *API) create(tb testing.TB, path, key string, sent Object) (made Object, isNew bool) {
	tb.Helper()
	answer := a.Do(tb, http.MethodPost, path, sent)
	other, taken := a.taken[key]
	if taken && answer.status == http.StatusConflict {
		a.made[key] = other
		return other, false
	}
	made = answer.Want(tb, http.StatusOK)
	a.made[key], a.taken[key] = made, made
	return made, true
}

// IDs lists a collection page by page and returns the ids; list is the member that holds the objects of a page.
func (a *API) IDs(tb testing.TB, path, list string, query url.Values) []string {
	tb.Helper()
	var ids []string
	for range 10 { // more pages than tests have
		page := a.Do(tb, http.MethodGet, path+"?"+query.Encode(), nil).Want(tb, http.StatusOK)
		items, _ := page[list].([]any)
		for _, item := range items {
			object, _ := item.(map[string]any)
			ids = append(ids, Object(object).Text("id"))
		}
		if page.Text("nextPageToken") == "" {
			break
		}
		query.Set("pageToken", page.Text("nextPageToken"))
	}
	return ids
}

// Do sends a request and follows no redirect. body is nil or something that json.Marshal takes; headers are names and values in
// turn.
func (a *API) Do(tb testing.TB, method, path string, body any, headers ...string) *Response {
	tb.Helper()
	var sent []byte
	var err error
	if body != nil {
		if sent, err = json.Marshal(body); err != nil {
			tb.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(tb.Context(), method, a.url+path, bytes.NewReader(sent))
	if err != nil {
		tb.Fatal(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	maps.Copy(request.Header, a.header)
	set(request.Header, headers)
	response, err := a.client.Do(request)
	if err != nil {
		tb.Fatal(err)
	}
	defer response.Body.Close()
	r := &Response{request: method + " " + path, status: response.StatusCode, Header: response.Header}
	data, err := io.ReadAll(response.Body)
	if err != nil {
		tb.Fatalf("%s: %d: %v", r.request, r.status, err)
	}
	if a.document != nil {
		a.document.check(tb, r, method, path, sent, data)
	}
	if r.empty = len(data) == 0; r.empty {
		return r
	}
	if err := json.Unmarshal(data, &r.body); err != nil {
		tb.Fatalf("%s: %d: the body is not a JSON object: %v", r.request, r.status, err)
	}
	return r
}

// Response is an answer of the API.
type Response struct {
	Header http.Header

	request string
	status  int
	body    Object
	empty   bool
}

// Want ends the test if the status is another one, and returns the body. An error must be a problem (RFC 9457); another answer may
// be empty.
func (r *Response) Want(tb testing.TB, status int) Object {
	tb.Helper()
	if r.status != status {
		tb.Fatalf("%s: got %d, want %d: %v", r.request, r.status, status, r.body)
	}
	if r.empty && status < http.StatusBadRequest {
		return nil
	}
	want := "application/json"
	if status >= http.StatusBadRequest {
		want = "application/problem+json"
	}
	if got := r.Header.Get("Content-Type"); got != want {
		tb.Errorf("%s: got a %s, want %s", r.request, got, want)
	}
	return r.body
}

// WantRefused fails the test unless the answer says that the request is wrong: a status from 400 to 499.
func (r *Response) WantRefused(tb testing.TB) {
	tb.Helper()
	if r.status < http.StatusBadRequest || r.status >= http.StatusInternalServerError {
		tb.Errorf("%s: got %d, want 4xx: %v", r.request, r.status, r.body)
	}
}

// WantViolation fails the test if the answer is not a 400 with a violation of field, a path of JSON names.
func (r *Response) WantViolation(tb testing.TB, field string) {
	tb.Helper()
	list, _ := r.Want(tb, http.StatusBadRequest)["violations"].([]any)
	for _, item := range list {
		if violation, ok := item.(map[string]any); ok && violation["field"] == field {
			return
		}
	}
	tb.Errorf("%s: no violation of %s: %v", r.request, field, r.body)
}
