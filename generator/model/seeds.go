package model

import "slices"

// Seed is an entity of a resource that is there from the beginning.
type Seed struct {
	Values []SeedValue // of the fields that it sets
}

// SeedValue is the value of a field of a seed.
type SeedValue struct {
	Field *Field
	Texts []string // canonical: one, or the items of a list; of a reference, the value by which the other seed is found
}

// SeedRefs returns the references that seeds of the resource set.
func (r *Resource) SeedRefs() []*Field {
	return FieldsOf(r, func(f *Field) bool {
		return f.Ref != nil && slices.ContainsFunc(r.Seeds, func(s *Seed) bool { return s.Value(f) != nil })
	})
}

// Value returns the value of a field; nil if the seed does not set it.
func (s *Seed) Value(f *Field) *SeedValue {
	if i := slices.IndexFunc(s.Values, func(v SeedValue) bool { return v.Field == f }); i >= 0 {
		return &s.Values[i]
	}
	return nil
}

// HasSeeds reports whether a service has seeds.
func (m *Model) HasSeeds() bool {
	return slices.ContainsFunc(m.Services, func(s *Service) bool { return len(s.Seeded) > 0 })
}
