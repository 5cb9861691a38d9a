package model

import (
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
)

// keepGone puts into the next ledger what is no longer in the spec. A service that was removed stays as it was: its ports,
// numbers and database are not given to another, and should it come back, its migrations go on. One that has another name now
// leaves only the numbers behind that its old protobuf package had.
func (b *builder) keepGone(m *Model) {
	now := map[*ledger.Service]string{}
	for _, ss := range b.spec.Services {
		now[lineage.Service(b.old, b.spec, ss)] = ss.Name
	}
	for _, s := range b.old.Services {
		if b.next.Service(s.Name) != nil {
			continue
		}
		gone := *s
		if to := now[s]; to == "" {
			gone.Gone = s.RenamedTo == ""
			if s.Live() {
				m.removed = append(m.removed, RemovedService{s.Name, s.DatabaseName()})
			}
		} else {
			gone = ledger.Service{Name: s.Name, RenamedTo: to}
			for _, e := range s.Enums {
				gone.Enums = append(gone.Enums, e.Reserve())
			}
			for _, r := range s.Resources {
				gone.Resources = append(gone.Resources, r.Reserve())
			}
		}
		b.next.Services = append(b.next.Services, &gone)
	}
}

// database is the name of a service's database. It is the name that the service had when it was made, for svcgen cannot rename a
// database that others are connected to, and drops none: what another service has or had is taken.
func (b *builder) database(name string, old *ledger.Service) string {
	if old != nil && old.RenamedTo == "" {
		return old.DatabaseName()
	}
	for i := 1; ; i++ {
		database := name
		if i > 1 {
			database += "_" + strconv.Itoa(i)
		}
		taken := func(s *ledger.Service) bool { return s.RenamedTo == "" && s.DatabaseName() == database }
		if !slices.ContainsFunc(b.old.Services, taken) && !slices.ContainsFunc(b.next.Services, taken) {
			return database
		}
	}
}
