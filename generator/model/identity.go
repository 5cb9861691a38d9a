package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// HasSessions reports whether people sign in, so that there is a service identity.
func (m *Model) HasSessions() bool { return m.Auth == spec.AuthSessions }

// Identity returns the service that signs people in; nil if the workspace has none.
func (m *Model) Identity() *Service {
	i := slices.IndexFunc(m.Services, (*Service).IsIdentity)
	if i < 0 {
		return nil
	}
	return m.Services[i]
}

// IsIdentity reports whether the service is the one that signs people in.
func (s *Service) IsIdentity() bool { return s.Name == spec.Identity && s.Workspace.HasSessions() }

// Stored returns everything that the service has a table for.
func (s *Service) Stored() []*Resource { return slices.Concat(s.Resources, s.Tables) }

// setTablesApart moves resources without methods to Tables. Before that they are numbered and named as all others are.
func (s *Service) setTablesApart() {
	isTable := func(r *Resource) bool { return len(r.Methods) == 0 }
	for _, r := range s.Resources {
		if isTable(r) {
			s.Tables = append(s.Tables, r)
		}
	}
	s.Resources = slices.DeleteFunc(s.Resources, isTable)
}
