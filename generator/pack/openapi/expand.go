package openapi

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// expandedSchema returns the object with what references of the resource lead to.
func expandedSchema(r *model.Resource) Schema {
	s := Schema{Name: qualified(r, r.PBName+expandedSuffix), Description: "What the references that `expand` names lead to."}
	for _, e := range r.Expansions {
		s.Properties = append(s.Properties, Member{key(e.Field.JSONName), flow(schemaRef(qualified(e.Target(), e.Target().PBName)))})
	}
	return s
}

// expandedMember returns the member of the resource that holds what its references lead to.
func expandedMember(r *model.Resource) Member {
	return Member{spec.Expanded, flow(schemaRef(qualified(r, r.PBName+expandedSuffix)))}
}

// expandable returns the values of the parameter expand, as YAML.
func expandable(r *model.Resource) []string {
	var all []string
	for _, e := range r.AllExpansions() {
		all = append(all, key(e.JSONPath()))
	}
	return all
}
