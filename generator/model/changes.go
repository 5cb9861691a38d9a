package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Constraint is a constraint of a table that the user's own migrations make.
type Constraint struct {
	Name    string
	Fields  []*Field // that violate it; may be empty
	Message string   // for clients
}

// ownConstraints links the user's constraints of the resources to their fields. A name that svcgen gives is a problem: the answer to those
// constraints is known.
func (b *builder) ownConstraints(s *Service, ss *spec.Service) {
	for _, r := range s.Resources {
		for _, sc := range ss.Resource(r.Name).Constraints {
			c := Constraint{Name: sc.Name, Message: sc.Message}
			for _, name := range sc.Fields {
				c.Fields = append(c.Fields, r.Field(name))
			}
			if r.makes(sc.Name) {
				b.problem(sc.Pos, "name a constraint of your own migrations", "constraint %q is made by svcgen, and its answer is known", sc.Name)
			}
			r.Constraints = append(r.Constraints, c)
		}
	}
}

// makes reports whether a constraint of the resource has the name.
func (r *Resource) makes(name string) bool {
	return r.PrimaryKey == name || slices.ContainsFunc(r.Uniques, func(u *Unique) bool { return u.Name == name }) ||
		slices.ContainsFunc(r.Fields, func(f *Field) bool { return f.ForeignKey == name || f.Check == name }) ||
		slices.ContainsFunc(r.Checks, func(c *Check) bool { return c.Constraint == name })
}

// FetchesOne reports whether the storage reads one entity without locking it: for the method get, to prepare a change, and to find out
// which references to other services an update changes.
func (r *Resource) FetchesOne() bool {
	return r.Has(spec.Get) || r.Prepares && r.Changes() || len(r.EditableRemoteRefs()) > 0
}

// EditableRemoteRefs returns the references to other services that an update can change.
func (r *Resource) EditableRemoteRefs() []*Field {
	if !r.Has(spec.Update) {
		return nil
	}
	return slices.DeleteFunc(r.RemoteRefs(), func(f *Field) bool { return f.OutputOnly || f.Immutable })
}

// InTx returns the method of the storage that runs a change of the resource.
func (r *Resource) InTx() string {
	if r.Serializable {
		return "InSerializableTx"
	}
	return "InTx"
}

// Serializable reports whether changes of a resource run in serializable transactions.
func (s *Service) Serializable() bool {
	return slices.ContainsFunc(s.Resources, func(r *Resource) bool { return r.Serializable })
}
