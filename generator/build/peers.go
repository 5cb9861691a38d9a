package build

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// peers returns the services that fields of s refer to, and those that ss names.
func peers(s *model.Service, ss *spec.Service) []*model.Peer {
	var all []*model.Peer
	for _, other := range s.Workspace.Services {
		used := slices.ContainsFunc(ss.Uses, func(u *spec.Use) bool { return u.Service == other.Name })
		p := &model.Peer{Service: other, Used: used, TargetVar: s.EnvPrefix + "_" + other.EnvPrefix + "_TARGET"}
		for _, r := range other.Resources {
			if r.List == nil && (used || refersTo(s, r)) {
				p.Resources = append(p.Resources, r)
			}
		}
		if len(p.Resources) > 0 {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(x, y *model.Peer) int { return strings.Compare(x.Service.Name, y.Service.Name) })
	return all
}

// nameClients names what calls the service, and what it calls others with. taken has the entities and enums, which come first: only
// generated code and tests have these names.
func nameClients(s *model.Service, taken naming.Scope) {
	s.ClientName, _ = taken.Claim("Client", "OfService", nil)
	s.ConnectName, _ = taken.Claim("Connect", "Service", nil)
	s.ClientsName, _ = taken.Claim("Clients", "OfPeers", nil)
	for _, p := range s.Peers {
		p.PortName, _ = taken.Claim(p.Service.GoName+"Client", "Port", nil)
	}
}

// findService finds a service by its name; nil if there is none.
func findService(m *model.Model, name string) *model.Service {
	for _, s := range m.Services {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// refersTo reports whether a field of the service refers to a resource of another one.
func refersTo(s *model.Service, r *model.Resource) bool {
	return slices.ContainsFunc(s.Resources, func(own *model.Resource) bool {
		return slices.ContainsFunc(own.Fields, func(f *model.Field) bool { return f.Remote == r })
	})
}
