package build

import (
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
)

// keepGone copies services that are no longer in the spec to the ledger of the next run. A removed service stays as it is: its ports,
// numbers and database are not given to another one, and if it comes back, its migrations continue. A renamed service leaves only the
// reserved numbers of its old protobuf package.
func (b *builder) keepGone(m *model.Model) {
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
				m.RemovedServices = append(m.RemovedServices, model.RemovedService{Name: s.Name, Database: s.DatabaseName()})
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

// database returns the name of a service's database. It never changes, because svcgen cannot rename a database that is in use. It never
// drops a database either, so a new service must not take the one of another service, current or removed.
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
