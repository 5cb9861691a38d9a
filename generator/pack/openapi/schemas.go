package openapi

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Schema is an object of the API.
type Schema struct {
	Name        string
	Description string   // any text, or ""
	Required    []string // as YAML
	Properties  []Member
}

// The names of what belongs to a resource. No other resource can have them: there is a dot in them. Generators of clients have names of
// their own for what is called after an operation, such as ListProductsResponse.
const createSuffix, updateSuffix, pageSuffix, batchSuffix, batchCreateSuffix, expandedSuffix = ".Create", ".Update", ".Page", ".Batch", ".BatchCreate", ".Expanded"

// schemas returns the objects of the resource: itself, the bodies that create and change it, a page and a batch of it.
func schemas(r *model.Resource) []Schema {
	var all []Schema
	if len(r.Methods) > 0 {
		all = append(all, resourceSchema(r))
	}
	if len(r.Expansions) > 0 {
		all = append(all, expandedSchema(r))
	}
	if r.Has(spec.Create) {
		s := input(r)
		s.Name, s.Description = qualified(r, r.PBName+createSuffix), checksDoc(r)
		for _, c := range r.Children {
			s.Properties = append(s.Properties, sentChildList(c))
			if c.List.Min > 0 {
				s.Required = append(s.Required, key(c.List.JSONName))
			}
		}
		all = append(all, s)
	}
	if r.Has(spec.Update) {
		s := Schema{Name: qualified(r, r.PBName+updateSuffix), Description: checksDoc(r), Properties: []Member{{"etag", flow(schemaRef("ETag"))}}}
		for _, f := range r.Editable() {
			s.Properties = append(s.Properties, Member{key(f.JSONName), patchSchema(f)})
		}
		for _, c := range r.Children {
			s.Properties = append(s.Properties, sentChildList(c))
		}
		all = append(all, s)
	}
	if r.Has(spec.List) {
		all = append(all, Schema{
			Name:     qualified(r, r.PBName+pageSuffix),
			Required: []string{key(r.JSONList), "nextPageToken"},
			Properties: []Member{
				listOf(r),
				{"nextPageToken", flow(schemaRef("NextPageToken"))},
				{"totalSize", flow(schemaRef("TotalSize"))},
				{"totalSizeCapped", flow(schemaRef("TotalSizeCapped"))},
			},
		})
	}
	if r.Has(spec.BatchCreate) {
		all = append(all, batchCreateSchema(r))
	}
	if r.Has(spec.BatchGet) || r.Has(spec.BatchCreate) {
		all = append(all, Schema{
			Name:       qualified(r, r.PBName+batchSuffix),
			Required:   []string{key(r.JSONList)},
			Properties: []Member{listOf(r)},
		})
	}
	return slices.Concat(all, messageSchemas(r), childSchemas(r))
}

// batchCreateSchema returns the body that creates several of the resource.
func batchCreateSchema(r *model.Resource) Schema {
	field := key(spec.JSONName(r.ProtoField))
	create := field + ": " + flow(schemaRef(qualified(r, r.PBName+createSuffix)))
	request := flow("type: object", "required: ["+field+"]", "properties: {"+create+"}")
	s := Schema{
		Name: qualified(r, r.PBName+batchCreateSuffix), Required: []string{"requests"},
		Properties: []Member{{"requests", flow("type: array", "minItems: 1", "maxItems: 100", "items: "+request)}},
	}
	if r.Method(spec.BatchCreate).ValidatesOnly {
		s.Properties = append(s.Properties, Member{"validateOnly", flow("type: boolean", "description: Whether to check the requests and create nothing.")})
	}
	return s
}

// listOf returns the member of an answer that holds several of the resource.
func listOf(r *model.Resource) Member {
	return Member{key(r.JSONList), flow("type: array", "items: "+flow(schemaRef(qualified(r, r.PBName))))}
}

// resourceSchema returns the resource as answers show it.
func resourceSchema(r *model.Resource) Schema {
	s := Schema{
		Name:        qualified(r, r.PBName),
		Description: r.Description,
		Required:    []string{"id", "createTime", "updateTime", "etag"},
		Properties: []Member{
			{"id", "{type: string, format: uuid}"},
			{"createTime", "{type: string, format: date-time}"},
			{"updateTime", "{type: string, format: date-time}"},
			{"etag", flow(schemaRef("ETag"))},
		},
	}
	if s.Description == "" {
		s.Description = capital(r.Article) + " " + r.Title + "."
	}
	if r.SoftDelete {
		s.Properties = append(s.Properties, Member{"deleteTime", "{type: string, format: date-time, description: Set only while it is deleted.}"})
	}
	s.answers(r)
	for _, c := range r.Children {
		s.Properties = append(s.Properties, childList(c))
		s.Required = append(s.Required, key(c.List.JSONName))
	}
	if len(r.Expansions) > 0 {
		s.Properties = append(s.Properties, expandedMember(r))
	}
	return s
}

// checksDoc returns the rules between fields of the resource, "" if there are none.
func checksDoc(r *model.Resource) string {
	var all []string
	for _, c := range r.Checks {
		all = append(all, c.Refused().JSONName+" "+c.Text()+".")
	}
	return strings.Join(all, " ")
}

// usesMoney reports whether a field of the API refers to the schema of an amount.
func usesMoney(m *model.Model) bool {
	money := func(f *model.Field) bool { return slices.Contains(f.Kind.Schema, kind.MoneySchema) }
	inMessages := func(m model.Method) bool {
		return m.Action != nil && slices.ContainsFunc(m.Action.Messages(), func(message *model.Resource) bool { return slices.ContainsFunc(message.Fields, money) })
	}
	return slices.ContainsFunc(m.Services, func(s *model.Service) bool {
		return slices.ContainsFunc(s.Methods(), inMessages) || slices.ContainsFunc(s.Resources, func(r *model.Resource) bool {
			return len(r.Methods) > 0 && slices.ContainsFunc(r.StoredFields(), money)
		})
	})
}

// qualified returns the name of a schema of the resource's service: services may have resources of the same name.
func qualified(r *model.Resource, name string) string { return r.Service.Name + "." + name }

// schemaRef returns the keyword that refers to a schema.
func schemaRef(name string) string { return "$ref: " + strconv.Quote("#/components/schemas/"+name) }

// enumValue returns a value of an enum in JSON, as YAML.
func enumValue(v kind.EnumValue) string { return key(v.JSONName) }

// enumDoc returns what the enum is.
func enumDoc(e *kind.Enum) string { return capital(e.Article()) + " " + e.Title() + "." }

// serviceDoc returns what the service is.
func serviceDoc(s *model.Service) string {
	if s.Description != "" {
		return s.Description
	}
	return "The " + s.Title + " service."
}

// apiDoc returns what the API is, and what the document does not say elsewhere.
func apiDoc(m *model.Model) string {
	return strings.TrimSpace(m.Description + `

Integers of 64 bits and decimals are strings. Members without a value are left out. In a request, names may also be written in snake_case.
Each answer has the header X-Request-Id. Routes that are written by hand are not in this document.`)
}
