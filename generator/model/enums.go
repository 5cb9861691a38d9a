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
		if usesEnum(r, e) {
			return r
		}
	}
	return nil
}

// usesEnum reports whether a field of the resource, or of the messages of its actions, has the enum.
func usesEnum(r *Resource, e *kind.Enum) bool {
	has := func(f *Field) bool { return f.Enum == e }
	return slices.ContainsFunc(r.StoredFields(), has) || slices.ContainsFunc(r.Actions(), func(m Method) bool {
		return slices.ContainsFunc(m.Action.Messages(), func(message *Resource) bool { return slices.ContainsFunc(message.Fields, has) })
	})
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

// ShortEnums reports whether clients of the REST API see the values of enums of the service, and know them by their names in the spec.
func (s *Service) ShortEnums() bool {
	return slices.ContainsFunc(s.UsedEnums(), func(e *kind.Enum) bool { return e.Short })
}
