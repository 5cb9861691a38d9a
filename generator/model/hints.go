package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// hintFrom helps with a renamed_from that no service had in the last run.
func (l *Ledger) hintFrom(name string) string {
	was := func(s *ServiceEntry) bool { return s.live() && s.Was == name }
	now := ""
	if at := slices.IndexFunc(l.Services, was); at >= 0 {
		now = l.Services[at].Name
	}
	return hintFrom(name, now, l.serviceNames(), LedgerDir)
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

// hintFrom helps with a renamed_from of a resource that none had in the last run.
func (s *ServiceEntry) hintFrom(name, file string) string {
	now := ""
	if s != nil {
		if at := slices.IndexFunc(s.Resources, func(r *ResourceEntry) bool { return !r.Gone && r.Was == name }); at >= 0 {
			now = s.Resources[at].Name
		}
	}
	return hintFrom(name, now, s.resourceNames(), file)
}

// hintFrom helps with a renamed_from of a field that none had in the last run.
func (r *ResourceEntry) hintFrom(name, file string) string {
	now := ""
	if r != nil {
		if at := slices.IndexFunc(r.Fields, func(f *FieldEntry) bool { return f.Was == name }); at >= 0 {
			now = r.Fields[at].Name
		}
	}
	return hintFrom(name, now, r.fieldNames(), file)
}

func (l *Ledger) serviceNames() []string {
	var names []string
	for _, s := range l.Services {
		if s.live() {
			names = append(names, s.Name)
		}
	}
	return names
}

func (s *ServiceEntry) resourceNames() []string {
	if s == nil {
		return nil
	}
	var names []string
	for _, r := range s.Resources {
		if !r.Gone {
			names = append(names, r.Name)
		}
	}
	return names
}

func (r *ResourceEntry) fieldNames() []string {
	if r == nil {
		return nil
	}
	var names []string
	for _, f := range r.Fields {
		names = append(names, f.Name)
	}
	return names
}
