package model

import (
	"slices"
)

// Peer is a service that another one calls.
type Peer struct {
	Service   *Service
	Resources []*Resource // that the caller needs: all of them, or those that its fields refer to
	Used      bool        // the caller's own code calls it, so it needs methods that belong to no resource, too
	PortName  string      // CatalogClient: the interface in the caller's domain package
	TargetVar string      // ORDERS_CATALOG_TARGET: the variable that says where the service is
}

// ClientMethods returns the methods of the client that the caller needs, as its code writes them.
func (p *Peer) ClientMethods() []ClientMethod {
	if p.Used {
		return p.Service.ClientMethods(p.Service.ClientPackage())
	}
	var all []ClientMethod
	for _, r := range p.Resources {
		all = append(all, r.ClientMethods(p.Service.ClientPackage())...)
	}
	return all
}

// ClientPackage returns the Go package with which others call the service: catalogclient, in the directory of that name.
func (s *Service) ClientPackage() string { return s.Package + "client" }

// ClientImport returns the import path of ClientPackage.
func (s *Service) ClientImport() string {
	return s.Workspace.Module + "/" + s.Dir + "/" + s.ClientPackage()
}

// Called reports whether another service calls the service.
func (s *Service) Called() bool { return len(s.Callers()) > 0 }

// Callers returns the services that call the service.
func (s *Service) Callers() []*Service {
	return slices.DeleteFunc(slices.Clone(s.Workspace.Services), func(other *Service) bool { return !other.calls(s) })
}

// Calling reports whether a service of the workspace calls another one by a generated client.
func (m *Model) Calling() bool {
	return slices.ContainsFunc(m.Services, func(s *Service) bool { return len(s.Peers) > 0 })
}

func (s *Service) calls(other *Service) bool {
	return slices.ContainsFunc(s.Peers, func(p *Peer) bool { return p.Service == other })
}

// Awaited returns the services that start before this one: those that it calls, unless they call it, too, directly or not.
func (s *Service) Awaited() []*Service {
	var all []*Service
	for _, p := range s.Peers {
		if !p.Service.reaches(s) {
			all = append(all, p.Service)
		}
	}
	return all
}

// reaches reports whether the service calls another one, directly or not.
func (s *Service) reaches(other *Service) bool {
	reached := []*Service{s}
	for i := 0; i < len(reached); i++ {
		if reached[i].calls(other) {
			return true
		}
		for _, next := range reached[i].Peers {
			if !slices.Contains(reached, next.Service) {
				reached = append(reached, next.Service)
			}
		}
	}
	return false
}

// RefersTo returns what the field refers to, in whichever service; nil if it is no reference.
func (f *Field) RefersTo() *Resource {
	if f.Remote != nil {
		return f.Remote
	}
	return f.Ref
}

// RefText returns what the field refers to as the spec writes it: product, or catalog.product in another service; "" if it is no reference.
func (f *Field) RefText() string {
	switch {
	case f.Remote != nil:
		return f.Remote.Service.Name + "." + f.Remote.Name
	case f.Ref != nil:
		return f.Ref.Name
	}
	return ""
}

// RemoteRefs returns the fields that refer to resources of other services, those of children among them.
func (r *Resource) RemoteRefs() []*Field {
	return slices.DeleteFunc(r.StoredFields(), func(f *Field) bool { return f.Remote == nil })
}

// Referrers returns the fields of other services that refer to the resource.
func (r *Resource) Referrers() []*Field {
	var all []*Field
	for _, s := range r.Service.Workspace.Services {
		for _, other := range s.Stored() {
			all = append(all, FieldsOf(other, func(f *Field) bool { return f.Remote == r })...)
		}
	}
	return all
}
