package lineage

import (
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Known returns the name that a service, resource, child or field of the spec had in the last run, under which its data are stored. It
// returns "" if the target is new or not in the spec.
func Known(l *ledger.Ledger, s *spec.Spec, at spec.Target) string {
	ss, entry := knownService(l, s, at.Service)
	if entry == nil || at.Resource == "" {
		return nameOf(entry)
	}
	sr := ss.Resource(at.Resource)
	if sr == nil {
		return ""
	}
	resource := Resource(entry, ss, sr)
	if resource == nil {
		return ""
	}
	switch {
	case at.Field != "":
	case resource.Child != nil:
		return resource.Child.Key
	default:
		return resource.Name
	}
	for _, sf := range sr.Fields {
		if before := Field(resource, sr, sf); sf.Name == at.Field && before != nil {
			return before.Name
		}
	}
	return ""
}

// KnowsValue reports whether the last run had a value of an enum. enum is the name of the enum in the spec.
func KnowsValue(l *ledger.Ledger, s *spec.Spec, service, enum, value string) bool {
	ss, entry := knownService(l, s, service)
	if entry == nil {
		return false
	}
	if before := Enums(ss, entry)[enum]; before != "" {
		enum = before
	}
	return entry.Enum(enum).Value(value) != nil
}

func knownService(l *ledger.Ledger, s *spec.Spec, name string) (*spec.Service, *ledger.Service) {
	for _, ss := range s.Services {
		if before := Service(l, s, ss); ss.Name == name && before.Live() {
			return ss, before
		}
	}
	return nil, nil
}

func nameOf(s *ledger.Service) string {
	if s == nil {
		return ""
	}
	return s.Name
}
