package model

import (
	"github.com/svcgen/svcgen/generator/spec"
)

// link sets the enums and the references of fields. Package spec has checked that they exist.
func (b *builder) link(d draft) {
	s, ss := d.model, d.spec
	for _, r := range s.Resources {
		linkOwner(r, ss)
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
