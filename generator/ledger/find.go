package ledger

import (
	"slices"
	"strings"
)

// Service finds a service by its name; nil if the ledger does not know it.
func (l *Ledger) Service(name string) *Service {
	for _, s := range l.Services {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Live reports whether the service was in the spec of the last run, under this name.
func (s *Service) Live() bool { return s != nil && !s.Gone && s.RenamedTo == "" }

// DatabaseName returns the name of the service's database.
func (s *Service) DatabaseName() string {
	if s.Database != "" {
		return s.Database
	}
	return s.Name
}

// Unusual returns a name as the ledger stores it: "" for the usual one, which later runs derive again.
func Unusual(name, usual string) string {
	if name == usual {
		return ""
	}
	return name
}

// Enum finds an enum by its name. It returns nil for a nil service, too.
func (s *Service) Enum(name string) *Enum {
	if s == nil {
		return nil
	}
	for _, e := range s.Enums {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// Resource finds a resource by its name, live or gone. It returns nil for a nil service, too.
func (s *Service) Resource(name string) *Resource {
	if s == nil {
		return nil
	}
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// LiveResource finds a resource of the last run by its name; nil if the last run did not have it.
func (s *Service) LiveResource(name string) *Resource {
	if r := s.Resource(name); r != nil && !r.Gone {
		return r
	}
	return nil
}

// Children returns what the last runs had as children of a resource, live or gone. It returns nil for a nil service, too.
func (s *Service) Children(of string) []*Resource {
	if s == nil {
		return nil
	}
	var all []*Resource
	for _, r := range s.Resources {
		if r.Child != nil && r.Child.Of == of {
			all = append(all, r)
		}
	}
	return all
}

// List returns the name of the list that a child is in: lines.
func (r *Resource) List() string { return strings.TrimPrefix(r.Plural, r.Child.Of+"_") }

// Field finds a field by its name. It returns nil for a nil resource, too.
func (r *Resource) Field(name string) *Field {
	if r == nil {
		return nil
	}
	for _, f := range r.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Columns returns all columns of the field; the first has the name of the field.
func (f *Field) Columns() []Column {
	return append([]Column{{Name: f.Name, SQL: f.SQL, Default: f.SQLDefault}}, f.MoreColumns...)
}

// HasReserved reports whether the name of a field is reserved because an earlier run removed the field. It returns false for a nil
// resource, too.
func (r *Resource) HasReserved(field string) bool {
	if r == nil {
		return false
	}
	for _, t := range r.Removed {
		if t.Name == field {
			return true
		}
	}
	return false
}

// Value finds a value by its name. It returns nil for a nil enum, too.
func (e *Enum) Value(name string) *Reserved {
	if e == nil {
		return nil
	}
	if at := slices.IndexFunc(e.Values, func(t Reserved) bool { return t.Name == name }); at >= 0 {
		return &e.Values[at]
	}
	return nil
}

// ResourceNames returns the names of the live resources.
func (s *Service) ResourceNames() []string {
	if s == nil {
		return nil
	}
	var names []string
	for _, r := range s.Resources {
		if !r.Gone {
			names = append(names, r.Name)
		}
	}
	return names
}

// FieldNames returns the names of the fields.
func (r *Resource) FieldNames() []string {
	if r == nil {
		return nil
	}
	var names []string
	for _, f := range r.Fields {
		names = append(names, f.Name)
	}
	return names
}
