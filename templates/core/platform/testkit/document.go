package testkit

import (
	"bytes"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// Document is an OpenAPI document that requests and answers are checked against.
type Document struct {
	root  map[string]any
	paths map[string]*regexp.Regexp // by path in the document

	mu                sync.Mutex // of the compilers
	requests, answers *jsonschema.Compiler
}

// ReadDocument reads an OpenAPI document in YAML. Formats and other members are judged in answers only: a format is a hint for those who
// send, whose words are the rules of the domain, and requests may spell names and numbers as protobuf takes them.
func ReadDocument(data []byte) (*Document, error) {
	d := &Document{paths: map[string]*regexp.Regexp{}, requests: jsonschema.NewCompiler(), answers: jsonschema.NewCompiler()}
	d.answers.AssertFormat()
	for _, compiler := range []*jsonschema.Compiler{d.requests, d.answers} {
		d.root = nil
		if err := yaml.Unmarshal(data, &d.root); err != nil {
			return nil, fmt.Errorf("read the OpenAPI document: %w", err)
		}
		if compiler == d.answers {
			each(d.root, refuseOthers)
		} else {
			each(d.root, bothSpellings)
		}
		if err := compiler.AddResource(address, d.root); err != nil {
			return nil, fmt.Errorf("read the OpenAPI document: %w", err)
		}
	}
	for path := range at(d.root, "paths") {
		d.paths[path] = regexp.MustCompile("^" + variable.ReplaceAllString(regexp.QuoteMeta(path), `[^/:]+`) + "$")
	}
	return d, nil
}

// bothSpellings lets a number also be a string, or the other way around: JSON of protobuf takes both.
func bothSpellings(schema map[string]any) {
	switch schema["format"] {
	case "int32", "int64", "double":
		delete(schema, "type")
	}
}

// refuseOthers lets an object with properties have no others.
func refuseOthers(schema map[string]any) {
	if _, ok := schema["properties"].(map[string]any); ok && schema["type"] == "object" {
		schema["additionalProperties"] = false
	}
}

// each calls change for all objects of a value.
func each(value any, change func(map[string]any)) {
	switch value := value.(type) {
	case map[string]any:
		change(value)
		for _, member := range value {
			each(member, change)
		}
	case []any:
		for _, item := range value {
			each(item, change)
		}
	}
}

// Documented returns the same API, whose requests and answers are checked from now on. Routes that the document does not have are not.
func (a *API) Documented(d *Document) *API {
	as := *a
	as.document = d
	return &as
}

// check fails the test if an answer is not as documented, or if the server took a request that the document refuses.
func (d *Document) check(tb testing.TB, r *Response, method, path string, sent, body []byte) {
	tb.Helper()
	path, _, _ = strings.Cut(path, "?")
	place := d.operation(method, path)
	if place == nil {
		return
	}
	fail := func(problem any) {
		tb.Helper()
		tb.Errorf("%s: %d is not as in the OpenAPI document: %v", r.request, r.status, problem)
	}
	if r.status < http.StatusBadRequest && len(sent) > 0 {
		request := d.resolve(append(place, "requestBody"))
		if err := d.validate(d.requests, append(request, "content", "application/json", "schema"), sent); err != nil {
			fail(fmt.Sprintf("the request: %v", err))
		}
	}
	answer := d.resolve(append(place, "responses", strconv.Itoa(r.status)))
	if at(d.root, answer...) == nil && r.status >= http.StatusBadRequest {
		answer = d.resolve(append(place, "responses", "default"))
	}
	for _, name := range slices.Sorted(maps.Keys(at(d.root, append(answer, "headers")...))) {
		if r.Header.Get(name) == "" {
			fail("no header " + name)
		}
	}
	if at(d.root, answer...) != nil && len(body) == 0 && at(d.root, append(answer, "content")...) == nil {
		return
	}
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err := d.validate(d.answers, append(answer, "content", media, "schema"), body); err != nil {
		fail(err)
	}
}

var variable = regexp.MustCompile(`\\\{[^}]*\\\}`)

// operation returns where the document has a method of a path, nil if it has none.
func (d *Document) operation(method, path string) []string {
	for template, pattern := range d.paths {
		if place := []string{"paths", template, strings.ToLower(method)}; pattern.MatchString(path) && at(d.root, place...) != nil {
			return place
		}
	}
	return nil
}

// at returns the object at a place below value, nil if there is none.
func at(value map[string]any, place ...string) map[string]any {
	for _, name := range place {
		value, _ = value[name].(map[string]any)
	}
	return value
}

// resolve returns the place that a reference at a place leads to, or the place itself.
func (d *Document) resolve(place []string) []string {
	place = slices.Clone(place)
	if ref, ok := at(d.root, place...)["$ref"].(string); ok {
		return strings.Split(strings.TrimPrefix(ref, "#/"), "/")
	}
	return place
}

// escape writes a name as a part of a JSON pointer in a URL.
var escape = strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D")

// address stands for the document in references and messages.
const address = "file:///openapi.yaml"

// validate checks a JSON text against the schema at a place.
func (d *Document) validate(schemas *jsonschema.Compiler, place []string, text []byte) error {
	if at(d.root, place...) == nil {
		return fmt.Errorf("it has no %s", strings.Join(place, " "))
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	names := slices.Clone(place)
	for i, name := range names {
		names[i] = escape.Replace(name)
	}
	d.mu.Lock()
	schema, err := schemas.Compile(address + "#/" + strings.Join(names, "/"))
	d.mu.Unlock()
	if err != nil {
		return err
	}
	return schema.Validate(value)
}
