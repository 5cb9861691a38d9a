package lineage

import (
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Service is what a service of the spec was in the last run; nil if it is new. One that was removed and comes back
// goes on where it ended, because its database and clients that know its numbers may still exist.
func Service(l *ledger.Ledger, s *spec.Spec, ss *spec.Service) *ledger.Service {
	return at(l.Services, services(l, s), s.Services, ss)
}

// Resource is what a resource of the spec was in the last run; nil if it is new.
func Resource(old *ledger.Service, ss *spec.Service, sr *spec.Resource) *ledger.Resource {
	if old == nil {
		return nil
	}
	return at(old.Resources, resources(old, ss), ss.Resources, sr)
}

// Field is what a field of the spec was in the last run; nil if it is new.
func Field(old *ledger.Resource, sr *spec.Resource, sf *spec.Field) *ledger.Field {
	if old == nil {
		return nil
	}
	return at(old.Fields, fields(old, sr), sr.Fields, sf)
}

// at finds the entry of was that one of now comes from; nil if there is none.
func at[W any, N comparable](was []*W, s siblings, now []N, one N) *W {
	for i, n := range now {
		if n != one {
			continue
		}
		if index, _ := s.before(i); index >= 0 {
			return was[index]
		}
	}
	return nil
}

func services(l *ledger.Ledger, s *spec.Spec) siblings {
	all := siblings{kind: "service", removed: s.Removed}
	for _, ss := range s.Services {
		all.now = append(all.now, subject{ss.Name, ss.RenamedFrom, ss.Pos})
	}
	for _, one := range l.Services {
		all.was = append(all.was, former{name: one.Name, was: one.Was, gone: !one.Live(), returns: true})
	}
	return all
}

func resources(old *ledger.Service, ss *spec.Service) siblings {
	all := siblings{kind: "resource", removed: ss.Removed}
	for _, sr := range ss.Resources {
		all.now = append(all.now, subject{sr.Name, sr.RenamedFrom, sr.Pos})
	}
	if old != nil {
		for _, r := range old.Resources {
			all.was = append(all.was, former{name: r.Name, was: r.Was, gone: r.Gone})
		}
	}
	return all
}

func fields(old *ledger.Resource, sr *spec.Resource) siblings {
	all := siblings{kind: "field", removed: sr.Removed}
	for _, sf := range sr.Fields {
		all.now = append(all.now, subject{sf.Name, sf.RenamedFrom, sf.Pos})
	}
	if old != nil {
		for _, f := range old.Fields {
			all.was = append(all.was, former{name: f.Name, was: f.Was})
		}
	}
	return all
}

// Enums finds the enums that have another name than in the last run, by their new names: enums of a field, which are called
// after the resource and the field, and named ones.
func Enums(ss *spec.Service, old *ledger.Service) map[string]string {
	there := map[string]bool{}
	for _, e := range ss.Enums {
		there[e.Name] = true
	}
	before, taken := map[string]string{}, map[string]bool{}
	for _, sr := range ss.Resources {
		r := Resource(old, ss, sr)
		for _, sf := range sr.Fields {
			f := Field(r, sr, sf)
			if f == nil || sf.Enum == "" || f.Enum == sf.Enum || old.Enum(f.Enum) == nil || there[f.Enum] || taken[f.Enum] || old.Enum(sf.Enum) != nil {
				continue
			}
			if before[sf.Enum] == "" {
				before[sf.Enum], taken[f.Enum] = f.Enum, true
			}
		}
	}
	return before
}
