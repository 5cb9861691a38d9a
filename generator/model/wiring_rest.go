package model

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// RESTName is the resource's name as a part of identifiers in a package that holds the tests of all services.
func (r *Resource) RESTName() string { return r.Service.GoName + r.GoName }

// RESTFixture is a Go expression, in a test through the REST API, for the JSON value of the field of entity i, a variable.
func (f *Field) RESTFixture() string {
	switch {
	case f.Ref != nil:
		return f.restID("i")
	case !f.Told():
		return f.RESTSample(0)
	}
	return f.restWrap(f.restSeries())
}

// restID is a Go expression for the id of the entity with a number that the field refers to.
func (f *Field) restID(number string) string {
	return "create" + f.Ref.RESTName() + "(t, api, " + number + `)["id"]`
}

// RESTPicks reports whether a test through the REST API calls pick.
func (m *Model) RESTPicks() bool {
	picks := func(f *Field) bool { return f.Ref == nil && f.Told() && strings.HasPrefix(f.restSeries(), "pick") }
	return slices.ContainsFunc(m.Services, func(s *Service) bool {
		return s.resourceWhere(func(r *Resource) bool { return r.Creatable() && slices.ContainsFunc(r.Fixture(), picks) }) != nil
	})
}

// RESTSample is a Go expression for the JSON value of the i-th sample, as encoding/json marshals it.
func (f *Field) RESTSample(i int) string {
	return f.restWrap(goJSON(f.jsonElement(f.sampleText(i))))
}

// restWrap makes a JSON value of the field of one element.
func (f *Field) restWrap(element string) string {
	if f.Repeated {
		return "[]any{" + element + "}"
	}
	return element
}

// goJSON is a JSON value that is no list as Go.
func goJSON(text string) string {
	if members, ok := strings.CutPrefix(text, "{"); ok {
		return "testkit.Object{" + members
	}
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

// RESTCleared is an optional field that a test of an update sets to null, or nil.
func (r *Resource) RESTCleared() *Field {
	return first(r.Editable(), func(f *Field) bool { return f.Optional && f.Ref == nil && f.Kind.Type != spec.JSON })
}

// RESTNotNull is a field that a client can change but not to null, or nil.
func (r *Resource) RESTNotNull() *Field {
	return first(r.Editable(), func(f *Field) bool { return f.Repeated || !f.ProtoOptional() && !f.Kind.Message })
}

// RESTEmptied is a field of arbitrary JSON that a client can change, or nil.
func (r *Resource) RESTEmptied() *Field {
	return first(r.Editable(), func(f *Field) bool { return f.Kind.Type == spec.JSON && f.maxBytes() > 2 && !f.Repeated })
}

// RESTMissing is a required reference, or nil.
func (r *Resource) RESTMissing() *Field {
	return first(r.Fixture(), func(f *Field) bool { return f.Ref != nil })
}

// RESTEnum is a field with an enum that a client sends on creation, or nil.
func (r *Resource) RESTEnum() *Field {
	return first(r.Fixture(), func(f *Field) bool { return f.Enum != nil && !f.Repeated })
}

// RESTAssigned is a Go list of the members that an answer to a create has and the request does not.
func (r *Resource) RESTAssigned() string {
	names := []string{"id", "etag", "createTime", "updateTime"}
	for _, f := range r.NowFields() {
		names = append(names, f.JSONName)
	}
	return goTexts(names)
}

// goTexts is a Go list of texts, "" for none.
func goTexts(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = strconv.Quote(text)
	}
	return "[]string{" + strings.Join(quoted, ", ") + "}"
}

// RESTListed reports whether a test through the REST API lists three of the resource.
func (r *Resource) RESTListed() bool { return r.Has(spec.List) && r.Distinct() }

// RPCCodes reports whether a test of package rpc looks at status codes.
func (s *Service) RPCCodes() bool {
	return s.resourceWhere(func(r *Resource) bool { return r.Creatable() && r.HasIDRoute() }) != nil
}

// HasREST reports whether a test through the API can make a resource of the service.
func (s *Service) HasREST() bool { return slices.ContainsFunc(s.Resources, (*Resource).Creatable) }

func first(fields []*Field, holds func(*Field) bool) *Field {
	if i := slices.IndexFunc(fields, holds); i >= 0 {
		return fields[i]
	}
	return nil
}
