package model

import (
	"cmp"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Bus returns what carries the events of the workspace; "" if it has none.
func (m *Model) Bus() spec.Driver {
	if !m.HasEvents() {
		return ""
	}
	return cmp.Or(m.driver, spec.PostgresBus)
}

// BusBefore returns what carried the events in the last run; "" if there were none.
func (m *Model) BusBefore() spec.Driver { return m.busBefore }

// busOf returns what carried the events of the workspace of a ledger.
func busOf(l *ledger.Ledger) spec.Driver {
	for _, s := range l.Services {
		publishes := slices.ContainsFunc(s.Resources, func(r *ledger.Resource) bool { return len(r.Events) > 0 })
		if !s.Gone && (publishes || len(s.Consumers) > 0) {
			return cmp.Or(spec.Driver(s.Bus), spec.PostgresBus)
		}
	}
	return ""
}

// rememberedBus returns what the ledger of a service keeps of what carries its events.
func (s *Service) rememberedBus() string {
	if bus := s.Workspace.Bus(); s.HasWorker() && bus != spec.PostgresBus {
		return string(bus)
	}
	return ""
}
