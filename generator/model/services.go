package model

// MigrationsDir returns the directory of the service's migrations: services/catalog/migrations.
func (s *Service) MigrationsDir() string { return s.Dir + "/migrations" }

// Initial reports whether the service has no schema yet, so that its first migration creates all of it.
func (s *Service) Initial() bool { return len(s.LastSchema.Tables) == 0 }

// HasPeers reports whether there are services that could call each other.
func (m *Model) HasPeers() bool { return len(m.Services) > 1 }
