package build

import (
	"github.com/svcgen/svcgen/generator/spec"
)

// link sets the enums and the references of fields, and the services that a service calls. Package spec has checked that they exist.
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
				if sf.RefService != "" {
					f.Remote = findService(s.Workspace, sf.RefService).Resource(sf.Ref)
					continue
				}
				f.Ref = s.Resource(sf.Ref)
				f.OnDelete = sf.OnDelete
				if f.OnDelete == "" {
					f.OnDelete = spec.Restrict
				}
			}
		}
	}
	for _, r := range s.Resources {
		if r.List != nil {
			b.checkDistinct(r, ss.Resource(r.Name))
		}
	}
	s.Peers = peers(s, ss)
}
