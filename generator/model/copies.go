package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
)

// Copy is a message of a service's proto that shows a resource of another service: CatalogProduct. Its fields have the names and numbers of the
// other message. There is one for each resource that references of the service expand, if its proto cannot import the other one, which imports
// it already.
type Copy struct {
	Of     *Resource
	PBName string
}

// Enums returns the enums that fields of the resource and of its children have, each once.
func (c *Copy) Enums() []*kind.Enum {
	var all []*kind.Enum
	for _, f := range c.Of.StoredFields() {
		if f.Enum != nil && !slices.Contains(all, f.Enum) {
			all = append(all, f.Enum)
		}
	}
	return all
}

// CopyOf returns the service's copy of a resource; nil if it has none.
func (s *Service) CopyOf(r *Resource) *Copy {
	for _, c := range s.Copies {
		if c.Of == r {
			return c
		}
	}
	return nil
}

// Copied returns the names of the services of whose resources the service has copies, sorted.
func (s *Service) Copied() []string {
	var names []string
	for _, c := range s.Copies {
		names = append(names, c.Of.Service.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// ShowsShortEnums reports whether the service's proto declares enums whose values have short names in JSON, those of copies among them.
func (s *Service) ShowsShortEnums() bool {
	return s.ShortEnums() || slices.ContainsFunc(s.Copies, func(c *Copy) bool {
		return slices.ContainsFunc(c.Enums(), func(e *kind.Enum) bool { return e.Short })
	})
}
