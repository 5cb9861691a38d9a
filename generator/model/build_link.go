package model

import "github.com/svcgen/svcgen/generator/spec"

// link resolves the enums and the references of fields. Package spec has checked that they exist.
func (s *Service) link(ss *spec.Service) {
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			sf := specField(ss, r.Name, f.Name)
			switch f.Kind.Type {
			case spec.EnumType:
				f.Enum = s.enum(sf.Enum)
			case spec.Ref:
				f.Ref = s.resource(sf.Ref)
				f.OnDelete = sf.OnDelete
				if f.OnDelete == "" {
					f.OnDelete = spec.Restrict
				}
			}
		}
	}
}

func (s *Service) enum(name string) *Enum {
	for _, e := range s.Enums {
		if e.Name == name {
			return e
		}
	}
	return nil
}

func (s *Service) resource(name string) *Resource {
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

func specResource(ss *spec.Service, name string) *spec.Resource {
	for _, r := range ss.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

func specField(ss *spec.Service, resource, name string) *spec.Field {
	for _, f := range specResource(ss, resource).Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}
