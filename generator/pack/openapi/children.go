package openapi

import (
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// childSchemas returns the objects of the resource's children: as answers show them, and as clients send them.
func childSchemas(r *model.Resource) []Schema {
	var all []Schema
	for _, c := range r.Children {
		all = append(all, childSchema(c))
		if len(c.Expansions) > 0 {
			all = append(all, expandedSchema(c))
		}
		if r.TakesInput() {
			all = append(all, sentChildSchema(c))
		}
	}
	return all
}

func childSchema(c *model.Resource) Schema {
	s := Schema{Name: qualified(c, c.PBName), Description: c.Description}
	if s.Description == "" {
		s.Description = "One of the " + c.List.Name + " of " + c.List.Parent.Article + " " + c.List.Parent.Title + "."
	}
	for _, f := range c.Fields {
		s.Properties = append(s.Properties, Member{key(f.JSONName), answerSchema(f)})
		if f.NotNull() && !f.Kind.AnyJSON {
			s.Required = append(s.Required, key(f.JSONName))
		}
	}
	if len(c.Expansions) > 0 {
		s.Properties = append(s.Properties, expandedMember(c))
	}
	return s
}

func sentChildSchema(c *model.Resource) Schema {
	s := Schema{Name: qualified(c, c.PBName+createSuffix)}
	for _, f := range c.Inputs() {
		s.Properties = append(s.Properties, Member{key(f.JSONName), createSchema(f)})
		if f.Required && !f.Repeated {
			s.Required = append(s.Required, key(f.JSONName))
		}
	}
	return s
}

// childList returns the member with the list of a child as answers show it.
func childList(c *model.Resource) Member {
	return Member{key(c.List.JSONName), flow("type: array", "items: "+flow(schemaRef(qualified(c, c.PBName))))}
}

// sentChildList returns the member with the list of a child as clients send it: an update replaces all of them.
func sentChildList(c *model.Resource) Member {
	keywords := []string{"type: array", "items: " + flow(schemaRef(qualified(c, c.PBName+createSuffix)))}
	if c.List.Min > 0 {
		keywords = append(keywords, "minItems: "+strconv.Itoa(c.List.Min))
	}
	return Member{key(c.List.JSONName), flow(append(keywords, "maxItems: "+strconv.Itoa(c.List.Max))...)}
}

// listExample returns the list of a child in an example, with as few as possible, but one.
func listExample(c *model.Resource) Member {
	var items []string
	for i := range max(c.List.Min, 1) {
		var members []string
		for _, m := range inputExample(c, i) {
			members = append(members, m.Name+": "+m.Value)
		}
		items = append(items, flow(members...))
	}
	return Member{key(c.List.JSONName), "[" + strings.Join(items, ", ") + "]"}
}
