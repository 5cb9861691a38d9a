package domain

import (
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// seedRow returns the elements of a Go literal that holds a seed and the values by which those are found that it refers to.
func seedRow(r *model.Resource, s *model.Seed) string {
	all := []string{"draft: &" + r.GoName + "{" + seedDraft(r, s) + "}"}
	for _, f := range r.SeedRefs() {
		if v := s.Value(f); v != nil {
			value := f.Ref.SeedKey.GoElement(v.Texts[0])
			if f.Pointer() {
				value = "new(" + value + ")"
			}
			all = append(all, "to"+f.GoName+": "+value)
		}
	}
	return elements(all)
}

// seedDraft returns the elements of a Go literal of the entity with what a seed sets, and the defaults of other fields.
func seedDraft(r *model.Resource, s *model.Seed) string {
	var all []string
	for _, f := range r.Fields {
		v := s.Value(f)
		switch {
		case f.Ref != nil:
		case v != nil:
			all = append(all, f.GoName+": "+seedValue(f, v))
		case f.SetByDefault():
			all = append(all, f.GoName+": "+goDefault(f))
		}
	}
	return elements(all)
}

func seedValue(f *model.Field, v *model.SeedValue) string {
	if !f.Repeated {
		return f.GoValue(f.GoElement(v.Texts[0]))
	}
	items := make([]string, len(v.Texts))
	for i, text := range v.Texts {
		items[i] = f.ListItem(f.GoElement(text))
	}
	return "[]" + f.ElementType() + "{" + strings.Join(items, ", ") + "}"
}

// seedCount returns how many seeds a service has.
func seedCount(s *model.Service) int {
	n := 0
	for _, r := range s.Seeded {
		n += len(r.Seeds)
	}
	return n
}
