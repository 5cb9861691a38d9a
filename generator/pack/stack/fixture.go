package stack

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// variesInREST reports whether the entities of a test through the REST API must differ in the field: it is unique, or lists are
// filtered, sorted or searched by it.
func variesInREST(f *model.Field) bool {
	differ := fixture.Compare(f, 0, 1) != 0 || fixture.Compare(f, 0, 2) != 0
	return differ && (fixture.InUnique(f) || f.Sort || f.Search || len(f.Filter) > 0)
}

// restName is the resource's name as a part of identifiers in a package that holds the tests of all services.
func restName(r *model.Resource) string { return r.Service.GoName + r.GoName }

// restFixture is a Go expression, in a test through the REST API, for the JSON value of the field of entity i, a variable.
func restFixture(f *model.Field) string {
	switch {
	case f.Ref != nil:
		return restID(f, "i")
	case !variesInREST(f):
		return restSample(f, 0)
	}
	return restWrap(f, restSeries(f))
}

// restID is a Go expression for the id of the entity with a number that the field refers to.
func restID(f *model.Field, number string) string {
	return "create" + restName(f.Ref) + "(t, api, " + number + `)["id"]`
}

// restPicks reports whether a test through the REST API calls pick.
func restPicks(m *model.Model) bool {
	picks := func(f *model.Field) bool {
		return f.Ref == nil && variesInREST(f) && strings.HasPrefix(restSeries(f), "pick")
	}
	return slices.ContainsFunc(m.Services, func(s *model.Service) bool {
		return fixture.ResourceWhere(s, func(r *model.Resource) bool {
			return fixture.Creatable(r) && slices.ContainsFunc(fixture.SentFields(r), picks)
		}) != nil
	})
}

// restSample is a Go expression for the JSON value of the i-th sample, as encoding/json marshals it.
func restSample(f *model.Field, i int) string {
	return restWrap(f, goJSON(f.JSONElement(f.Sample(i))))
}

// restWrap makes a JSON value of the field of one element.
func restWrap(f *model.Field, element string) string {
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

// restCleared is an optional field that a test of an update sets to null, or nil.
func restCleared(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool { return f.Optional && f.Ref == nil && !f.Kind.AnyJSON })
}

// restNotNull is a field that a client can change but not to null, or nil.
func restNotNull(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool { return f.Repeated || !f.ProtoOptional() && !f.Kind.Message })
}

// restEmptied is a field of arbitrary JSON that a client can change, or nil.
func restEmptied(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool { return f.Kind.AnyJSON && f.GreatestSize() > 2 && !f.Repeated })
}

// restMissing is a required reference, or nil.
func restMissing(r *model.Resource) *model.Field {
	return fixture.First(fixture.SentFields(r), func(f *model.Field) bool { return f.Ref != nil })
}

// restEnum is a field with an enum that a client sends on creation, or nil.
func restEnum(r *model.Resource) *model.Field {
	return fixture.First(fixture.SentFields(r), func(f *model.Field) bool { return f.Enum != nil && !f.Repeated })
}

// restAssigned is a Go list of the members that an answer to a create has and the request does not.
func restAssigned(r *model.Resource) string {
	names := []string{"id", "etag", "createTime", "updateTime"}
	for _, f := range model.FieldsOf(r, func(f *model.Field) bool { return f.Now }) {
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

// restListed reports whether a test through the REST API lists three of the resource.
func restListed(r *model.Resource) bool { return r.Has(spec.List) && fixture.Distinct(r) }

// restSeries is a Go expression, in a test through the REST API, for the JSON value of one element of the field of entity i.
func restSeries(f *model.Field) string {
	texts := f.Series()
	if texts[0] == "true" || texts[0] == "false" {
		return kind.BoolSeries(texts)
	}
	for i, text := range texts {
		texts[i] = f.JSONElement(text)
	}
	if strings.HasPrefix(texts[0], `"`) {
		for i, text := range texts {
			texts[i] = unquoteJSON(text)
		}
		return kind.TextSeries(texts)
	}
	if first, ok := kind.Consecutive(texts); ok {
		return kind.Plus(first)
	}
	for i, text := range texts {
		texts[i] = goJSON(text)
	}
	return kind.PickOf("pick", texts)
}
