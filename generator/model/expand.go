package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// ExpandedNumber is the number of the field expanded in the messages of resources that have one. No other field of a message has it.
const ExpandedNumber = 1000

// Expansion is a reference whose resource clients can have read with the one that refers to it. It is a field of the message ExpandedName,
// with the name and the number of the reference.
type Expansion struct {
	Field  *Field
	PBName string // protoc-gen-go's name of the field in that message
}

// Path returns what requests say to have it read: product, or lines.product for a reference of a child.
func (e *Expansion) Path() string {
	if l := e.Field.Resource.List; l != nil {
		return l.Name + "." + e.Field.Name
	}
	return e.Field.Name
}

// JSONPath returns Path as clients of the REST API say it.
func (e *Expansion) JSONPath() string {
	if l := e.Field.Resource.List; l != nil {
		return l.JSONName + "." + e.Field.JSONName
	}
	return e.Field.JSONName
}

// Target returns the resource that the reference leads to, in whichever service.
func (e *Expansion) Target() *Resource { return e.Field.RefersTo() }

// ExpandedNumber returns the number of the field expanded.
func (r *Resource) ExpandedNumber() int { return ExpandedNumber }

// ExpandedName returns the message with what the references of the resource lead to: ProductExpanded.
func (r *Resource) ExpandedName() string { return r.PBName + "Expanded" }

// AllExpansions returns the expansions of the resource, then those of its children.
func (r *Resource) AllExpansions() []*Expansion {
	var all []*Expansion
	for _, part := range r.Stored() {
		all = append(all, part.Expansions...)
	}
	return all
}

// Expanding returns the children with references that can be expanded.
func (r *Resource) Expanding() []*Resource {
	return slices.DeleteFunc(slices.Clone(r.Children), func(c *Resource) bool { return len(c.Expansions) == 0 })
}

// ExpandNames returns the references that can be expanded, without those of children; none if there are none.
func (r *Resource) ExpandNames() []string {
	var names []string
	for _, e := range r.Expansions {
		names = append(names, e.Field.Name)
	}
	return names
}

// ExpandPaths returns what requests can say to have references read with the resource; none if there are none.
func (r *Resource) ExpandPaths() []string {
	var paths []string
	for _, e := range r.AllExpansions() {
		paths = append(paths, e.Path())
	}
	return paths
}

// Expands reports whether clients can ask the method to expand references.
func (m Method) Expands() bool {
	reads := m.Name == spec.Get || m.Name == spec.List || m.Name == spec.BatchGet
	return reads && len(m.Resource.AllExpansions()) > 0
}

// expandedBy returns the references of the resource's own service that lead to it and can be expanded.
func (r *Resource) expandedBy() []*Expansion {
	var all []*Expansion
	for _, other := range r.Service.Resources {
		for _, e := range other.AllExpansions() {
			if e.Field.Ref == r {
				all = append(all, e)
			}
		}
	}
	return all
}

// Related reports whether resources of the same service are read with what refers to this one.
func (r *Resource) Related() bool { return len(r.expandedBy()) > 0 }

// ReadsBatches reports whether several are read by their ids at once.
func (r *Resource) ReadsBatches() bool { return r.Has(spec.BatchGet) || r.Related() }

// LimitsBatches reports whether several are read by their ids of what a user owns.
func (r *Resource) LimitsBatches() bool {
	return r.Limited(spec.BatchGet) || r.Related() && r.Limited(spec.Get)
}

// ExpandedPeers returns the services that the service asks to expand references to them, by name.
func (s *Service) ExpandedPeers() []*Peer {
	return slices.DeleteFunc(slices.Clone(s.Peers), func(p *Peer) bool { return !s.ExpandsTo(p.Service) })
}

// ExpandsTo reports whether references of the service that can be expanded lead to another one.
func (s *Service) ExpandsTo(other *Service) bool {
	return slices.ContainsFunc(s.RemoteTargets(), func(r *Resource) bool { return r.Service == other })
}

// RemoteTargets returns the resources of other services to which references lead that can be expanded, each once.
func (s *Service) RemoteTargets() []*Resource {
	var all []*Resource
	for _, r := range s.Resources {
		for _, e := range r.AllExpansions() {
			if to := e.Field.Remote; to != nil && !slices.Contains(all, to) {
				all = append(all, to)
			}
		}
	}
	return all
}
