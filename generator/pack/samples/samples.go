package samples

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
)

// fixed returns the fields that every sample of the resource has.
func fixed(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return !f.Optional })
}

// optional returns the optional fields but references. Sample 2 has none of them.
func optional(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Optional && f.Ref == nil })
}

// backward returns the optional references that lead back to the resource.
func backward(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Ref != nil && f.Optional && fixture.LeadsBack(f) })
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
		return slices.ContainsFunc(slices.Concat(fixed(r), optional(r)), func(f *model.Field) bool {
			return strings.Contains(sample(f), "pick(") || strings.Contains(sample(f), "pick[")
		})
	})
}
