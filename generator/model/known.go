package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Known is the name that a service, a resource or a field of the spec had in the last run, under which its data are kept. It is
// "" where it is new, or not there.
func (l *Ledger) Known(s *spec.Spec, at spec.Target) string {
	ss, entry := l.knownService(s, at.Service)
	if entry == nil || at.Resource == "" {
		return nameOf(entry)
	}
	i := slices.IndexFunc(ss.Resources, func(r *spec.Resource) bool { return r.Name == at.Resource })
	if i < 0 {
		return ""
	}
	sr := ss.Resources[i]
	resource, _ := resourceBefore(entry, ss, sr)
	if resource == nil {
		return ""
	}
	if at.Field == "" {
		return resource.Name
	}
	for _, sf := range sr.Fields {
		if before, _ := fieldBefore(resource, sr, sf); sf.Name == at.Field && before != nil {
			return before.Name
		}
	}
	return ""
}

// KnowsValue reports whether the last run knew a value of an enum, which is called as in the spec.
func (l *Ledger) KnowsValue(s *spec.Spec, service, enum, value string) bool {
	ss, entry := l.knownService(s, service)
	if entry == nil {
		return false
	}
	if before := enumsBefore(ss, entry)[enum]; before != "" {
		enum = before
	}
	return entry.enum(enum).value(value) != nil
}

func (l *Ledger) knownService(s *spec.Spec, name string) (*spec.Service, *ServiceEntry) {
	for _, ss := range s.Services {
		if before, _ := l.serviceBefore(s, ss); ss.Name == name && before.live() {
			return ss, before
		}
	}
	return nil, nil
}

func nameOf(s *ServiceEntry) string {
	if s == nil {
		return ""
	}
	return s.Name
}
