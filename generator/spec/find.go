package spec

// Service finds a service by its name; nil if the spec has none.
func (s *Spec) Service(name string) *Service {
	for _, one := range s.Services {
		if one.Name == name {
			return one
		}
	}
	return nil
}

// Resource finds a resource or a child by its name, order_line; nil if the service has none.
func (s *Service) Resource(name string) *Resource {
	for _, r := range s.Stored() {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Action finds an action by its name; nil if the resource has none.
func (r *Resource) Action(name string) *Action {
	for _, a := range r.Actions {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// Method finds a method that belongs to no resource by its name; nil if the service has none.
func (s *Service) Method(name string) *ServiceMethod {
	for _, m := range s.Methods {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// Enum finds an enum by its name; nil if the service has none.
func (s *Service) Enum(name string) *Enum {
	for _, e := range s.Enums {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// Field finds a field by its name; nil if the resource has none.
func (r *Resource) Field(name string) *Field { return r.field(name) }
