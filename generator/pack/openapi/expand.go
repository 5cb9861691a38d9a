package openapi

import "github.com/svcgen/svcgen/generator/model"

// expandedSchema returns the object with what references of the resource lead to.
func expandedSchema(r *model.Resource) Schema {
	s := Schema{Name: qualified(r, r.PBName+expandedSuffix), Description: "What the references that `expand` names lead to."}
	for _, e := range r.Expansions {
		s.Properties = append(s.Properties, Member{key(e.Field.JSONName), flow(schemaRef(qualified(e.Target(), e.Target().PBName)))})
	}
	return s
}

// expandable returns the values of the parameter expand, as YAML.
func expandable(r *model.Resource) []string {
	var all []string
	for _, e := range r.Expansions {
		all = append(all, key(e.Field.JSONName))
	}
	return all
}
