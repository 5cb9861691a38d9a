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
	url    string
	header http.Header // of every request
	client *http.Client
	made   map[string]Object

	document *Document // nil: nothing is checked
}

// Object is a JSON object.
type Object map[string]any

// Text returns a member of the object that is a string, else "".
func (o Object) Text(name string) string {
	text, _ := o[name].(string)
	return text
}

// Objects are the objects that a test has created, by number.
type Objects []Object

// IDs returns the ids of the objects with these numbers.
func (o Objects) IDs(numbers ...int) []string {
	var ids []string
	for _, number := range numbers {
		ids = append(ids, o[number].Text("id"))
	}
	return ids
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
		if !reflect.DeepEqual(o[name], value) {
			tb.Errorf("%s is %v, want %v", name, o[name], value)
		}
	}
}

// NewAPI serves a handler on the loopback interface until the test ends.
func NewAPI(tb testing.TB, handler http.Handler) *API {
	tb.Helper()
	server := httptest.NewServer(handler)
	tb.Cleanup(server.Close)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &API{url: server.URL, client: client, made: map[string]Object{}}
}

// With returns the same API as another caller sees it, who sends these headers with every request: names and values in turn.
func (a *API) With(headers ...string) *API {
	as := *a
	as.header = a.header.Clone()
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
// Another call with the same path and number returns the same object.
func (a *API) Once(t *testing.T, path string, number int, body func(*testing.T, *API, int) Object) Object {
	t.Helper()
	key := fmt.Sprint(path, number)
	if _, ok := a.made[key]; !ok {
		sent := body(t, a, number)
		a.made[key] = a.Do(t, http.MethodPost, path, sent).Want(t, http.StatusOK)
		a.made[key].WantMembers(t, sent)
	}
	return a.made[key]
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
