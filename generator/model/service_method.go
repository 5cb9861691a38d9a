package model

import "slices"

// A method of a service that belongs to no resource is a Method whose Action has the body, and whose Resource stands for the service: it has
// its names in texts, and nothing that is stored.

// OwnMethod finds a method of the service that belongs to no resource by its name; nil if the service has none.
func (s *Service) OwnMethod(name string) *Method {
	i := slices.IndexFunc(s.OwnMethods, func(m Method) bool { return string(m.Name) == name })
	if i < 0 {
		return nil
	}
	return &s.OwnMethods[i]
}

// OfService reports whether the method belongs to no resource.
func (m Method) OfService() bool { return m.Resource.Name == "" }

// HasOwnMethods reports whether a service has methods that belong to no resource.
func (m *Model) HasOwnMethods() bool {
	return slices.ContainsFunc(m.Services, func(s *Service) bool { return len(s.OwnMethods) > 0 })
}
