package samples

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
)

// fixed returns the fields that every sample of the resource has.
func fixed(r *model.Resource) []*model.Field { return setIn(r, true, true, true) }

// optional returns the optional fields but references that all samples have but the last one.
func optional(r *model.Resource) []*model.Field { return setIn(r, true, true, false) }

// optionalLists returns the children that a resource can do without.
func optionalLists(r *model.Resource) []*model.Resource {
	return slices.DeleteFunc(slices.Clone(r.Children), func(c *model.Resource) bool { return c.List.Min > 0 })
}

// chosen are fields that a check leaves out of some samples.
type chosen struct {
	Condition string // of the samples that have them, in Go
	Fields    []*model.Field
}

// choices returns the fields that checks leave out of other samples than the last one.
func choices(r *model.Resource) []chosen {
	var all []chosen
	for _, c := range []struct {
		condition string
		set       [3]bool
	}{
		{"i == 0", [3]bool{true, false, false}},
		{"i == 1", [3]bool{false, true, false}},
		{"i == 2", [3]bool{false, false, true}},
		{"i != 1", [3]bool{true, false, true}},
		{"i > 0", [3]bool{false, true, true}},
	} {
		if fields := setIn(r, c.set[0], c.set[1], c.set[2]); len(fields) > 0 {
			all = append(all, chosen{c.condition, fields})
		}
	}
	return all
}

// setIn returns the fields but optional references that exactly these samples set.
func setIn(r *model.Resource, first, second, last bool) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool {
		return (f.Ref == nil || !f.Optional) && f.SetIn(0) == first && f.SetIn(1) == second && f.SetIn(2) == last
	})
}

// backward returns the optional references that lead back to the resource.
func backward(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.RefersTo() != nil && f.Optional && fixture.LeadsBack(f) })
}

// sample returns a Go expression for the field in sample i. It uses the variable i.
func sample(f *model.Field) string {
	s := f.In(f.Resource.Service.Package)
	if f.Ref == nil && !fixture.Varies(f) {
		return s.GoSample(0)
	}
	return s.GoValue(element(s))
}

// element returns a Go expression for one element of the field in sample i: fmt.Sprintf("title %d", i+1) if it can be computed,
// otherwise pick(i, "draft", "active", "sold").
func element(s *kind.Shape) string {
	if value := s.InSeries(); value != "" {
		return value
	}
	elements := make([]string, kind.Fixtures)
	for i, text := range s.Series() {
		elements[i] = s.GoElement(text)
	}
	return kind.PickOf("pick", elements)
}

// sampleRef returns a Go expression for an optional reference of sample 1. Tests replace the id by that of a stored entity.
func sampleRef(f *model.Field) string { return f.GoSample(1) }

// picks reports whether samples of the service call the helper pick.
func picks(s *model.Service) bool {
	return slices.ContainsFunc(s.Resources, func(r *model.Resource) bool {
		return slices.ContainsFunc(r.StoredFields(), func(f *model.Field) bool {
			return (f.Ref == nil || !f.Optional) && (strings.Contains(sample(f), "pick(") || strings.Contains(sample(f), "pick["))
		})
	})
}

// narrows reports whether samples of the resource convert i to a smaller type.
func narrows(r *model.Resource) bool {
	return slices.ContainsFunc(r.StoredFields(), func(f *model.Field) bool {
		return (f.Ref == nil || !f.Optional) && kind.Narrows(sample(f))
	})
}

// manyName returns the function that makes the children of an entity: manyOrderLines.
func manyName(c *model.Resource) string { return "many" + c.GoPlural }

// childCount returns how many children an entity of a test has: two, unless the spec or a unique field says otherwise.
func childCount(c *model.Resource) int {
	if c.List.Min < 2 && !fixture.Distinct(c) {
		return 1
	}
	return max(c.List.Min, min(2, c.List.Max))
}

// partlySent returns the children with fields that only the server sets.
func partlySent(r *model.Resource) []*model.Resource {
	return slices.DeleteFunc(slices.Clone(r.Children), func(c *model.Resource) bool { return len(c.Inputs()) == len(c.Fields) })
}
