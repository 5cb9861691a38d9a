package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// hintService helps with a renamed_from that no service had in the last run.
func hintService(l *ledger.Ledger, name string) string {
	was := func(s *ledger.Service) bool { return s.Live() && s.Was == name }
	now := ""
	if at := slices.IndexFunc(l.Services, was); at >= 0 {
		now = l.Services[at].Name
	}
	return hintFrom(name, now, l.ServiceNames(), ledger.Dir)
}

// hintFrom helps with a renamed_from that nothing had in the last run: now is what is called otherwise since then, names are
// those that there were, and file holds them.
func hintFrom(name, now string, names []string, file string) string {
	hint := "delete renamed_from, or write the name that it has in " + file
	if nearest := spec.DidYouMean(name, names); nearest != "" {
		hint = nearest
	}
	if now != "" {
		hint = name + " is called " + now + " now: that is what it would be renamed from"
	}
	return hint
}

// hintResource helps with a renamed_from of a resource that none had in the last run.
func hintResource(s *ledger.Service, name, file string) string {
	now := ""
	if s != nil {
		if at := slices.IndexFunc(s.Resources, func(r *ledger.Resource) bool { return !r.Gone && r.Was == name }); at >= 0 {
			now = s.Resources[at].Name
		}
	}
	return hintFrom(name, now, s.ResourceNames(), file)
}

// hintField helps with a renamed_from of a field that none had in the last run.
func hintField(r *ledger.Resource, name, file string) string {
	now := ""
	if r != nil {
		if at := slices.IndexFunc(r.Fields, func(f *ledger.Field) bool { return f.Was == name }); at >= 0 {
			now = r.Fields[at].Name
		}
	}
	return hintFrom(name, now, r.FieldNames(), file)
}
