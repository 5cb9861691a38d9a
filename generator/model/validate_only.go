package model

import "github.com/svcgen/svcgen/generator/spec"

// ValidatesOnly reports whether clients can ask a method of the service to check a request and change nothing.
func (s *Service) ValidatesOnly() bool {
	for _, r := range s.Resources {
		if len(r.ValidateOnly()) > 0 {
			return true
		}
	}
	return false
}

// ValidateOnly returns the methods of the resource that clients can ask to check a request and change nothing.
func (r *Resource) ValidateOnly() []spec.Method {
	return r.methodsWhere(func(m Method) bool { return m.ValidatesOnly })
}

// methodsWhere returns the names of the methods of which fn reports true.
func (r *Resource) methodsWhere(fn func(Method) bool) []spec.Method {
	var names []spec.Method
	for _, m := range r.Methods {
		if fn(m) {
			names = append(names, m.Name)
		}
	}
	return names
}
