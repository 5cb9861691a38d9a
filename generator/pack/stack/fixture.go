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

// variesInREST reports whether the entities of REST tests must have different values of the field: it is unique, or lists filter, sort
// or search by it.
func variesInREST(f *model.Field) bool {
	differ := fixture.Compare(f, 0, 1) != 0 || fixture.Compare(f, 0, 2) != 0
	return differ && (fixture.InUnique(f) || f.Sort || f.Search || len(f.Filter) > 0)
}

// restName returns the resource's name for identifiers in the REST tests, which are one package for all services.
func restName(r *model.Resource) string { return r.Service.GoName + r.GoName }

// restFixture returns a Go expression, in a REST test, for the JSON value of the field of entity i. The expression uses variable i.
func restFixture(f *model.Field) string {
	switch {
	case f.Ref != nil:
		return restID(f, "i")
	case !variesInREST(f):
		return restSample(f, 0)
	}
	return restWrap(f, restSeries(f))
}

// restID returns a Go expression for the id of the entity that the field refers to. number is the number of the entity.
func restID(f *model.Field, number string) string {
	return "create" + restName(f.Ref) + "(t, api, " + number + `)["id"]`
}

// restPicks reports whether a REST test calls the helper pick.
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

// restSample returns a Go expression for the JSON value of the i-th sample, as encoding/json marshals it.
func restSample(f *model.Field, i int) string {
	return restWrap(f, goJSON(f.JSONElement(f.Sample(i))))
}

// restWrap turns a Go expression for one element into one for the JSON value of the field.
func restWrap(f *model.Field, element string) string {
	if f.Repeated {
		return "[]any{" + element + "}"
	}
	return element
}

// goJSON returns a JSON value other than a list as a Go expression.
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

// restCleared returns an optional field that a test of an update sets to null, or nil.
func restCleared(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool { return f.Optional && f.Ref == nil && !f.Kind.AnyJSON })
}

// restNotNull returns a field that a client can change, though not to null, or nil.
func restNotNull(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool { return f.Repeated || !f.ProtoOptional() && !f.Kind.Message })
}

// restEmptied returns a field of arbitrary JSON that a client can change, or nil.
func restEmptied(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool { return f.Kind.AnyJSON && f.GreatestSize() > 2 && !f.Repeated })
}

// restMissing returns a required reference, or nil if a test cannot make a second body.
func restMissing(r *model.Resource) *model.Field {
	if !fixture.DistinctRefs(r) {
		return nil
	}
	return fixture.First(fixture.SentFields(r), func(f *model.Field) bool { return f.Ref != nil })
}

// restEnum returns a field with an enum that a client sends on creation, or nil if a test cannot make a second body.
func restEnum(r *model.Resource) *model.Field {
	if !fixture.DistinctRefs(r) {
		return nil
	}
	return fixture.First(fixture.SentFields(r), func(f *model.Field) bool { return f.Enum != nil && !f.Repeated })
}

// restAssigned returns a Go list of the members that the response to a create has in addition to those of the request.
func restAssigned(r *model.Resource) string {
	names := []string{"id", "etag", "createTime", "updateTime"}
	for _, f := range model.FieldsOf(r, func(f *model.Field) bool { return f.Now }) {
		names = append(names, f.JSONName)
	}
	return goTexts(names)
}

// goTexts returns a Go list of texts, "" for none.
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

// restByID reports whether REST tests name an entity of the resource by its id.
func restByID(r *model.Resource) bool {
	return slices.ContainsFunc(r.Methods, func(m model.Method) bool {
		return m.TakesID && r.ForUsers(m.Name) && (m.Name != spec.Undelete || r.ForUsers(spec.Delete))
	})
}

// restListed reports whether a REST test lists three entities of the resource.
func restListed(r *model.Resource) bool { return r.ForUsers(spec.List) && fixture.Distinct(r) }

// restSeries returns a Go expression, in a REST test, for the JSON value of one element of the field of entity i.
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
