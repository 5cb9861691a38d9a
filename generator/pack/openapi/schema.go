package openapi

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// answerSchema returns the schema of the field in answers. It says nothing of the rules for what clients send: older values may break them.
func answerSchema(f *model.Field) string {
	keywords := schema(f, f.Kind.Schema)
	keywords = append(keywords, describe(f.Doc())...)
	if f.Kind.AnyJSON && !f.Repeated {
		return flow(keywords...)
	}
	return flow(append(keywords, "examples: ["+example(f, 0)+"]")...)
}

// createSchema returns the schema of the field in the body that creates the resource.
func createSchema(f *model.Field) string {
	docs := []string{f.Doc(), f.LimitsDoc()}
	if f.Immutable {
		docs = append(docs, "Cannot be changed later.")
	}
	if f.HasDefault {
		docs = append(docs, "The default is "+f.DefaultText()+".")
	}
	return flow(append(inputSchema(f), describe(docs...)...)...)
}

// patchSchema returns the schema of the field in the body of an update: null removes the value of an optional field.
func patchSchema(f *model.Field) string {
	docs := describe(f.Doc(), f.LimitsDoc())
	switch keywords := inputSchema(f); {
	case !f.Optional || f.Repeated || len(keywords) == 0: // a schema without keywords has null already
		return flow(append(keywords, docs...)...)
	case strings.HasPrefix(keywords[0], "type: "):
		keywords[0] = `type: [` + strings.TrimPrefix(keywords[0], "type: ") + `, "null"]`
		return flow(append(keywords, docs...)...)
	default:
		return flow(append([]string{"anyOf: [" + flow(keywords...) + `, {type: "null"}]`}, docs...)...)
	}
}

// inputSchema returns the keywords of the field in what a client sends.
func inputSchema(f *model.Field) []string {
	element := slices.Clone(f.Kind.Schema)
	if f.Kind.SchemaRules != nil {
		element = append(element, f.Kind.SchemaRules(&f.Shape)...)
	}
	keywords := schema(f, element)
	if most := f.MostItems(); most > 0 {
		keywords = append(keywords, "maxItems: "+strconv.Itoa(most))
	}
	if f.UniqueItems {
		keywords = append(keywords, "uniqueItems: true")
	}
	return keywords
}

// schema returns the keywords of the field from those of an element.
func schema(f *model.Field, element []string) []string {
	if f.Enum != nil {
		element = []string{schemaRef(f.Resource.Service.Name + "." + f.Enum.PBName)}
	}
	if f.Repeated {
		return []string{"type: array", "items: " + flow(element...)}
	}
	return slices.Clone(element)
}

// describe returns the keyword with the texts as one, none for no text.
func describe(texts ...string) []string {
	text := strings.TrimSpace(strings.Join(texts, " "))
	if text == "" {
		return nil
	}
	return []string{"description: " + line(text)}
}

// Member is a member of an object, both as YAML.
type Member struct{ Name, Value string }

// createExample returns the body with which the generated tests create entity 0, without optional references, but for ids of other
// resources.
func createExample(r *model.Resource) []Member {
	members := inputExample(r, 0)
	for _, c := range r.Children {
		members = append(members, listExample(c))
	}
	return members
}

// inputExample returns the fields of sample i that a client sends, without optional references.
func inputExample(r *model.Resource, i int) []Member {
	var members []Member
	for _, f := range r.Inputs() {
		if f.SetIn(0) && (f.RefersTo() == nil || f.Required && !f.Repeated) {
			members = append(members, Member{key(f.JSONName), example(f, i)})
		}
	}
	return members
}

// updateExample returns the body with which the generated tests change entity 0.
func updateExample(r *model.Resource) []Member {
	if f := fixture.Edited(r); f != nil {
		return []Member{{key(f.JSONName), example(f, 1)}}
	}
	return nil
}

// example returns the i-th sample of the field in YAML.
func example(f *model.Field, i int) string {
	element := f.JSONElement(f.Sample(i))
	var text string
	if json.Unmarshal([]byte(element), &text) == nil {
		element = strconv.Quote(text) // YAML takes fewer characters as they are
	}
	if f.Repeated {
		return "[" + element + "]"
	}
	return element
}
