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
		for _, f := range r.Fields {
			if f.Enum == e {
				return r
			}
		}
	}
	return nil
}

// FieldsOf returns the fields of the resource for which keep returns true.
func FieldsOf(r *Resource, keep func(*Field) bool) []*Field {
	return slices.DeleteFunc(slices.Clone(r.Fields), func(f *Field) bool { return !keep(f) })
}

// Defaults returns the fields with a default other than the zero value of their Go type.
func (r *Resource) Defaults() []*Field { return FieldsOf(r, (*Field).SetByDefault) }

// SetByDefault reports whether the field has a default other than the zero value of its Go type.
func (f *Field) SetByDefault() bool {
	switch f.Default {
	case "", "0", "false":
		return f.HasDefault && f.Enum != nil
	}
	return f.HasDefault
}

// Inputs returns the fields that a client can send on creation.
func (r *Resource) Inputs() []*Field {
	return FieldsOf(r, func(f *Field) bool { return !f.OutputOnly && !f.Now })
}

// Editable returns the fields that a client can change after creation.
func (r *Resource) Editable() []*Field {
	return FieldsOf(r, func(f *Field) bool { return !f.OutputOnly && !f.Now && !f.Immutable })
}

// Refs returns the fields that refer to resources.
func (r *Resource) Refs() []*Field {
	return FieldsOf(r, func(f *Field) bool { return f.Ref != nil })
}
