package lineage

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Service returns the service of the last run that a service of the spec continues; nil if it is new. A service that was removed and
// is in the spec again continues the removed one: its database, and clients that know its protobuf numbers, may still exist.
func Service(l *ledger.Ledger, s *spec.Spec, ss *spec.Service) *ledger.Service {
	return at(l.Services, services(l, s), s.Services, ss)
}

// Resource returns the resource of the last run that a resource or a child of the spec continues; nil if it is new.
func Resource(old *ledger.Service, ss *spec.Service, sr *spec.Resource) *ledger.Resource {
	if old == nil {
		return nil
	}
	if sr.Child == nil {
		return at(apart(old), resources(old, ss), ss.Resources, sr)
	}
	parent := ss.Resource(sr.Child.Of)
	before := Resource(old, ss, parent)
	if before == nil {
		return nil
	}
	return at(old.Children(before.Name), children(old, before, parent), parent.Children, sr)
}

// Field returns the field of the last run that a field of the spec continues; nil if it is new.
func Field(old *ledger.Resource, sr *spec.Resource, sf *spec.Field) *ledger.Field {
	if old == nil {
		return nil
	}
	return at(old.Fields, fields(old, sr), sr.Fields, sf)
}

// at returns the element of was that one, an element of now, continues; nil if one is new.
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

// services compares the services. renamed_from may stay in a spec, so two services that exchange their names a second time have the same
// lines as after the first: what is in them tells whether they did.
func services(l *ledger.Ledger, s *spec.Spec) siblings {
	all := siblings{removed: s.Removed}
	again := false
	for _, ss := range s.Services {
		all.now = append(all.now, subject{ss.Name, ss.RenamedFrom, ss.Pos})
	}
	for _, one := range l.Services {
		all.was = append(all.was, former{name: one.Name, was: one.Was, gone: !one.Live(), returns: true})
	}
	for i, ss := range s.Services {
		again = again || ss.RenamedFrom != "" && all.renamedBefore(i) && l.Service(ss.RenamedFrom).Live()
	}
	if !again {
		return all
	}
	exchanged := all
	exchanged.was = slices.Clone(all.was)
	for i := range exchanged.was {
		exchanged.was[i].was = ""
	}
	if !fit(all, l, s) && fit(exchanged, l, s) {
		return exchanged
	}
	return all
}

// fit reports whether each renamed service has what the one that it continues had.
func fit(all siblings, l *ledger.Ledger, s *spec.Spec) bool {
	for i, ss := range s.Services {
		if ss.RenamedFrom == "" {
			continue
		}
		at, ok := all.before(i)
		if !ok || at < 0 {
			return false
		}
		if r := CheckService(l.Services[at], ss); len(r.Losses) > 0 || len(r.Problems) > 0 {
			return false
		}
	}
	return true
}

func resources(old *ledger.Service, ss *spec.Service) siblings {
	all := siblings{removed: ss.Removed}
	for _, sr := range ss.Resources {
		all.now = append(all.now, subject{sr.Name, sr.RenamedFrom, sr.Pos})
	}
	if old != nil {
		for _, r := range apart(old) {
			all.was = append(all.was, former{name: r.Name, was: r.Was, gone: r.Gone})
		}
	}
	return all
}

// apart returns the resources of the last runs but those that others held.
func apart(old *ledger.Service) []*ledger.Resource {
	return slices.DeleteFunc(slices.Clone(old.Resources), func(r *ledger.Resource) bool { return r.Child != nil })
}

// children compares the children of a resource, by the names that they have there. before is the resource in the last run; nil if it is
// new.
func children(old *ledger.Service, before *ledger.Resource, sr *spec.Resource) siblings {
	all := siblings{removed: sr.Removed}
	for _, c := range sr.Children {
		all.now = append(all.now, subject{c.Child.Key, c.RenamedFrom, c.Pos})
	}
	if before != nil {
		for _, c := range old.Children(before.Name) {
			all.was = append(all.was, former{name: c.Child.Key, was: c.Was, gone: c.Gone})
		}
	}
	return all
}

func fields(old *ledger.Resource, sr *spec.Resource) siblings {
	all := siblings{removed: sr.Removed}
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

// Enums returns the old names of renamed enums by their new names. An enum is renamed if a field that used it uses another one now,
// and if the spec has no enum of the old name. That includes enums of a single field, which are named after resource and field.
func Enums(ss *spec.Service, old *ledger.Service) map[string]string {
	current := map[string]bool{}
	for _, e := range ss.Enums {
		current[e.Name] = true
	}
	before, taken := map[string]string{}, map[string]bool{}
	for _, sr := range ss.Stored() {
		r := Resource(old, ss, sr)
		for _, sf := range sr.Fields {
			f := Field(r, sr, sf)
			if f == nil || sf.Enum == "" || f.Enum == sf.Enum || old.Enum(f.Enum) == nil || current[f.Enum] || taken[f.Enum] || old.Enum(sf.Enum) != nil {
				continue
			}
			if before[sf.Enum] == "" {
				before[sf.Enum], taken[f.Enum] = f.Enum, true
			}
		}
	}
	return before
}
