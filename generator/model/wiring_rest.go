package model

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// RESTName is the resource's name as a part of identifiers where those of all services stand in one package.
func (r *Resource) RESTName() string { return r.Service.GoName + r.GoName }

// RESTFixture is a Go expression, in a test through the REST API, for the JSON value of the field of the entity with a
// number, which is in a variable.
func (f *Field) RESTFixture(number string) string {
	if f.Ref != nil {
		return "create" + f.Ref.RESTName() + "(t, api, " + number + `)["id"]`
	}
	if !f.Told() {
		return f.RESTSample(0)
	}
	samples := make([]string, Fixtures)
	for i := range samples {
		samples[i] = f.RESTSample(i)
	}
	return "[]any{" + strings.Join(samples, ", ") + "}[" + number + "]"
}

// RESTSample is a Go expression for the JSON value of the i-th sample, as encoding/json marshals it.
func (f *Field) RESTSample(i int) string {
	element := f.jsonElement(f.sampleText(i))
	if f.Kind.Type == spec.JSON {
		element = "json.RawMessage(" + strconv.Quote(element) + ")"
	} else {
		element = goJSON(element)
	}
	if f.Repeated {
		return "[]any{" + element + "}"
	}
	return element
}

// goJSON is a JSON value that is no object and no list as Go.
func goJSON(text string) string {
	if strings.HasPrefix(text, `"`) {
		return strconv.Quote(unquoteJSON(text))
	}
	return text
}

func unquoteJSON(text string) string {
	var plain string
	if json.Unmarshal([]byte(text), &plain) != nil {
		return ""
	}
	return plain
}

// RESTCleared is an optional field that a test of an update sets to null; nil where there is none.
func (r *Resource) RESTCleared() *Field {
	return first(r.Editable(), func(f *Field) bool { return f.Optional && f.Ref == nil && f.Kind.Type != spec.JSON })
}

// RESTNotNull is a field that the client can change and to which JSON's null is no value; nil where there is none.
func (r *Resource) RESTNotNull() *Field {
	return first(r.Editable(), func(f *Field) bool { return f.Repeated || !f.ProtoOptional() && !f.Kind.Message })
}

// RESTEmptied is a field of arbitrary JSON that a client can change; nil where there is none.
func (r *Resource) RESTEmptied() *Field {
	return first(r.Editable(), func(f *Field) bool { return f.Kind.Type == spec.JSON && f.maxBytes() > 2 && !f.Repeated })
}

// RESTMissing is a required reference; nil where there is none.
func (r *Resource) RESTMissing() *Field {
	return first(r.Fixture(), func(f *Field) bool { return f.Ref != nil })
}

// RESTEnum is a field with an enum that a client sends on creation; nil where there is none.
func (r *Resource) RESTEnum() *Field {
	return first(r.Fixture(), func(f *Field) bool { return f.Enum != nil && !f.Repeated })
}

// HasREST reports whether a test through the REST API can make a resource of the service.
func (s *Service) HasREST() bool { return slices.ContainsFunc(s.Resources, (*Resource).Creatable) }

func first(fields []*Field, holds func(*Field) bool) *Field {
	if i := slices.IndexFunc(fields, holds); i >= 0 {
		return fields[i]
	}
	return nil
}
