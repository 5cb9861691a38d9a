package model

import (
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/spec"
)

// link sets the enums and the references of fields. Package spec has checked that they exist.
func (b *builder) link(d draft) {
	s, ss := d.model, d.spec
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			sf := ss.Resource(r.Name).Field(f.Name)
			switch f.Kind.Type {
			case spec.EnumType:
				f.Enum = s.Enum(sf.Enum)
			case spec.Ref:
				f.Ref = s.Resource(sf.Ref)
				f.OnDelete = sf.OnDelete
				if f.OnDelete == "" {
					f.OnDelete = spec.Restrict
				}
			}
		}
	}
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

// Resource finds a resource by its name; nil if the service has none.
func (s *Service) Resource(name string) *Resource {
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}
