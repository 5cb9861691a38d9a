package testkit

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

const described = `
openapi: 3.1.1
paths:
  /v1/things/{id}:
    patch:
      requestBody: {content: {application/json: {schema: {type: object, properties: {size: {type: integer}, mail: {type: string, format: email}, long: {type: string, format: int64}}}}}}
      responses:
        "200": {$ref: "#/components/responses/thing"}
        default: {$ref: "#/components/responses/problem"}
  /out:
    post: {responses: {"204": {description: It is over.}}}
  /v1/things/{id}:undelete:
    post: {responses: {"200": {$ref: "#/components/responses/thing"}}}
components:
  responses:
    thing:
      headers: {ETag: {schema: {type: string}}}
      content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
    problem:
      content: {application/problem+json: {schema: {type: object, required: [title]}}}
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: string, format: uuid}, size: {type: integer}}}
`

// recorder is a test that remembers what it was failed with.
type recorder struct {
	testing.TB

	failures []string
}

func (*recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// TestDocumented proves that an API is compared with its document: what is sent and accepted, and what comes back.
func TestDocumented(t *testing.T) {
	const id, thing = `"id": "01890000-0000-7000-8000-000000000001"`, "/v1/things/1"
	document, err := ReadDocument([]byte(described))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		method, path string
		sent         any
		status       int
		answer, want string // want is part of the failure, "" for none
	}{
		{http.MethodPatch, thing, Object{"size": 1}, http.StatusOK, `{` + id + `, "size": 1}`, ""},
		{http.MethodPatch, thing + "?a=b", Object{}, http.StatusOK, `{` + id + `}`, ""},
		{http.MethodPost, thing + ":undelete", nil, http.StatusOK, `{` + id + `}`, ""},
		{http.MethodPatch, thing, Object{}, http.StatusOK, `{}`, "missing property 'id'"},
		{http.MethodPatch, thing, Object{}, http.StatusOK, `{"id": "1"}`, "is not valid uuid"},
		{http.MethodPatch, thing, Object{}, http.StatusOK, `{` + id + `, "size": "1"}`, "got string, want integer"},
		{http.MethodPatch, thing, Object{}, http.StatusOK, `{` + id + `, "more": 1}`, "additional properties 'more' not allowed"},
		{http.MethodPatch, thing, Object{"size": "1"}, http.StatusOK, `{` + id + `}`, "the request: "},
		{http.MethodPatch, thing, Object{"size": "1"}, http.StatusConflict, `{"title": "no"}`, ""}, // it was refused
		{http.MethodPatch, thing, Object{"as_in_protobuf": 1}, http.StatusOK, `{` + id + `}`, ""},
		{http.MethodPatch, thing, Object{"mail": "odd"}, http.StatusOK, `{` + id + `}`, ""}, // what an address is, the domain knows
		{http.MethodPatch, thing, Object{"long": 1}, http.StatusOK, `{` + id + `}`, ""},     // as protobuf takes it
		{http.MethodPatch, thing, Object{}, http.StatusConflict, `{}`, "missing property 'title'"},
		{http.MethodPatch, thing, Object{}, http.StatusAccepted, `{` + id + `}`, "it has no "},
		{http.MethodPost, thing + ":undelete", nil, http.StatusConflict, `{"title": "no"}`, "it has no "},
		{http.MethodPost, thing + ":more", nil, http.StatusOK, `{"more": 1}`, ""}, // a route by hand
		{http.MethodPost, "/out", nil, http.StatusNoContent, ``, ""},
		{http.MethodPost, "/out", nil, http.StatusAccepted, ``, "it has no "},
		{http.MethodPatch, thing, Object{}, http.StatusOK, ``, "EOF"}, // documented with a body
	} {
		api := NewAPI(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Content-Type", "application/json")
			if test.status >= http.StatusBadRequest {
				w.Header().Set("Content-Type", "application/problem+json")
			}
			w.WriteHeader(test.status)
			_, _ = io.WriteString(w, test.answer)
		}))
		r := &recorder{TB: t}
		api.Documented(document).Do(r, test.method, test.path, test.sent)
		if got := strings.Join(r.failures, "\n"); (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
			sent, _ := json.Marshal(test.sent)
			t.Errorf("%s %s %s, %d %s: got %q, want %q", test.method, test.path, sent, test.status, test.answer, got, test.want)
		}
	}

	r := &recorder{TB: t}
	without := NewAPI(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{`+id+`}`)
	}))
	without.Documented(document).Do(r, http.MethodPatch, thing, Object{})
	if len(r.failures) != 1 || !strings.Contains(r.failures[0], "no header ETag") {
		t.Errorf("without the header: %q", r.failures)
	}
}
