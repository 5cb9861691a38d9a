package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
)

// OwnEnums returns the enums that the file of the resource declares: those that no earlier resource of the service uses.
func (r *Resource) OwnEnums() []*kind.Enum {
	var own []*kind.Enum
	for _, e := range r.Service.Enums {
		if r.Service.firstUser(e) == r {
			own = append(own, e)
		}
	}
	return own
}

// firstUser returns the first resource with a field of the enum; nil if there is none.
func (s *Service) firstUser(e *kind.Enum) *Resource {
	for _, r := range s.Resources {
		for _, f := range r.StoredFields() {
			if f.Enum == e {
				return r
			}
		}
	}
	return nil
}

// UsedEnums returns the enums that fields of the service use.
func (s *Service) UsedEnums() []*kind.Enum {
	return slices.DeleteFunc(slices.Clone(s.Enums), func(e *kind.Enum) bool { return s.firstUser(e) == nil })
}

// Enum finds an enum by its name; nil if the service has none.
func (s *Service) Enum(name string) *kind.Enum {
	for _, e := range s.Enums {
		if e.Name == name {
			return e
		}
	}
	return nil
}
