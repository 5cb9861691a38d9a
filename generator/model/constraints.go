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
