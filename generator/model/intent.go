package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// resourceBefore is what a resource of the spec was in the last run: nil where it is new.
func resourceBefore(old *ledger.Service, ss *spec.Service, sr *spec.Resource) (before *ledger.Resource, matches bool) {
	was := func(name string) string {
		if r := old.LiveResource(name); r != nil {
			return r.Was
		}
		return ""
	}
	before = old.LiveResource(sr.Name)
	if sr.RenamedFrom == "" || renamedBefore(ss.Resources, sr, func(r *spec.Resource) (string, string) { return r.Name, r.RenamedFrom }, was) {
		return before, true
	}
	from := old.LiveResource(sr.RenamedFrom)
	return from, from != nil
}

// fieldBefore is what a field of the spec was in the last run: nil where it is new.
func fieldBefore(old *ledger.Resource, sr *spec.Resource, sf *spec.Field) (before *ledger.Field, matches bool) {
	was := func(name string) string {
		if f := old.Field(name); f != nil {
			return f.Was
		}
		return ""
	}
	before = old.Field(sf.Name)
	if sf.RenamedFrom == "" || renamedBefore(sr.Fields, sf, func(f *spec.Field) (string, string) { return f.Name, f.RenamedFrom }, was) {
		return before, true
	}
	from := old.Field(sf.RenamedFrom)
	return from, from != nil
}

// renamedBefore reports whether what is said of one was done in an earlier run, and may stay in the spec: the ledger has it under
// its new name, and nothing else takes that over now. said is what the spec says of one, was what the ledger does of a name.
func renamedBefore[T comparable](all []T, one T, said func(T) (name, from string), was func(name string) string) bool {
	name, from := said(one)
	for range all { // names may go round
		if was(name) != from {
			return false
		}
		at := slices.IndexFunc(all, func(o T) bool { _, from := said(o); return from == name })
		if at < 0 || all[at] == one {
			break
		}
		name, from = said(all[at])
	}
	return true
}

// enumsBefore finds the enums that have another name than in the last run: those of a field, which have it of the field and
// its resource, and named ones. By their new names.
func enumsBefore(ss *spec.Service, old *ledger.Service) map[string]string {
	there := map[string]bool{}
	for _, e := range ss.Enums {
		there[e.Name] = true
	}
	before, taken := map[string]string{}, map[string]bool{}
	for _, sr := range ss.Resources {
		r, _ := resourceBefore(old, ss, sr)
		if r == nil {
			continue
		}
		for _, sf := range sr.Fields {
			f, _ := fieldBefore(r, sr, sf)
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

// checkIntent finds intent that matches nothing, and what is gone without a word.
func (b *builder) checkIntent(ss *spec.Service, old *ledger.Service) {
	if old == nil {
		b.checkUnknown(ss)
		return
	}
	stays := map[*ledger.Resource]bool{}
	for _, sr := range ss.Resources {
		before, matches := resourceBefore(old, ss, sr)
		if !matches {
			b.problem(sr.Pos, hintResource(old, sr.RenamedFrom, ledgerFile(old, ss)),
				"resource %q: there was no resource %q that it could be renamed from", sr.Name, sr.RenamedFrom)
			continue
		}
		stays[before] = true
		b.checkFieldIntent(ss, sr, old, before)
	}
	for _, gone := range ss.Removed {
		if enum, value, dotted := strings.Cut(gone.Name, "."); dotted {
			b.checkValueGone(gone, old.Enum(enum), value)
		} else if old.Resource(gone.Name) == nil {
			b.nothingRemoved(gone, "resource", old.ResourceNames())
		}
	}
	for _, r := range old.Resources {
		if !r.Gone && !stays[r] && !removes(ss.Removed, r.Name) {
			b.losses = append(b.losses, resourceLoss(ss, old, r))
		}
	}
}

// checkUnknown finds intent in a service that the ledger does not know. To delete it, name by name, would be wrong where the service
// has another name now, or its ledger was lost.
func (b *builder) checkUnknown(ss *spec.Service) {
	if at, said := firstIntent(ss); said {
		b.problem(at, "delete it if the service is new; if it was renamed, say renamed_from: NAME; if "+ledgerFile(nil, ss)+" is lost, restore it from git",
			"nothing of service %q was there before that could be renamed or removed", ss.Name)
	}
}

func firstIntent(ss *spec.Service) (at spec.Pos, said bool) {
	for _, sr := range ss.Resources {
		if sr.RenamedFrom != "" {
			return sr.Pos, true
		}
		for _, sf := range sr.Fields {
			if sf.RenamedFrom != "" {
				return sf.Pos, true
			}
		}
		if len(sr.Removed) > 0 {
			return sr.Removed[0].Pos, true
		}
	}
	if len(ss.Removed) > 0 {
		return ss.Removed[0].Pos, true
	}
	return spec.Pos{}, false
}

func (b *builder) checkFieldIntent(ss *spec.Service, sr *spec.Resource, was *ledger.Service, old *ledger.Resource) {
	stays := map[*ledger.Field]bool{}
	for _, sf := range sr.Fields {
		before, matches := fieldBefore(old, sr, sf)
		if !matches {
			b.problem(sf.Pos, hintField(old, sf.RenamedFrom, ledgerFile(was, ss)),
				"field %q: %s had no field %q that it could be renamed from", sf.Name, naming.Title(sr.Name), sf.RenamedFrom)
			continue
		}
		stays[before] = true
	}
	for _, gone := range sr.Removed {
		field, value, dotted := strings.Cut(gone.Name, ".")
		switch {
		case dotted:
			b.checkValueGone(gone, was.Enum(enumBefore(old, sr, field)), value)
		case gone.Name == "delete_time" && old != nil && old.SoftDelete:
		case old.Field(field) == nil && !old.Buried(field):
			b.nothingRemoved(gone, "field of "+naming.Title(sr.Name), old.FieldNames())
		}
	}
	if old == nil {
		return
	}
	for _, f := range old.Fields {
		if !stays[f] && !removes(sr.Removed, f.Name) {
			b.losses = append(b.losses, fieldLoss(ss, sr, old, f))
		}
	}
	if old.SoftDelete && !sr.SoftDelete && !removes(sr.Removed, "delete_time") {
		b.losses = append(b.losses, softDeleteLoss(ss, sr))
	}
}

// enumBefore is the name that the enum of a field had in the last run, which has it of the resource and the field.
func enumBefore(old *ledger.Resource, sr *spec.Resource, field string) string {
	for _, sf := range sr.Fields {
		if before, _ := fieldBefore(old, sr, sf); sf.Name == field && before != nil && before.Enum != "" {
			return before.Enum
		}
	}
	return sr.Name + "_" + field
}

// ledgerFile is the file that holds what a service was in the last run.
func ledgerFile(old *ledger.Service, ss *spec.Service) string {
	name := ss.Name
	if old != nil {
		name = old.Name
	}
	return ledger.Dir + "/" + name + ".yaml"
}

// checkValueGone finds the removal of a value that the enum never had. One that was renamed has left no trace but the new name.
func (b *builder) checkValueGone(gone spec.Removal, old *ledger.Enum, value string) {
	buried := old != nil && slices.ContainsFunc(old.Removed, func(t ledger.Reserved) bool { return t.Name == value })
	if old.Value(value) == nil && !buried && (gone.Instead == "" || old.Value(gone.Instead) == nil) {
		b.nothingRemoved(gone, "value of an enum", nil)
	}
}

// nothingRemoved refuses a removal of what there never was; known are the names that could be meant.
func (b *builder) nothingRemoved(gone spec.Removal, what string, known []string) {
	hint := "delete it from removed"
	if nearest := spec.DidYouMean(gone.Name, known); nearest != "" {
		hint = nearest
	}
	b.problem(gone.Pos, hint, "there never was a %s called %q", what, gone.Name)
}

func removes(all []spec.Removal, name string) bool {
	for _, r := range all {
		if r.Name == name {
			return true
		}
	}
	return false
}

// valuesGone are the values of an enum that are meant to be gone, with those in their place.
func valuesGone(ss *spec.Service, enum string) map[string]string {
	gone := map[string]string{}
	add := func(all []spec.Removal, name string) {
		for _, r := range all {
			if of, value, dotted := strings.Cut(r.Name, "."); dotted && of == name {
				gone[value] = r.Instead
			}
		}
	}
	add(ss.Removed, enum)
	for _, sr := range ss.Resources {
		for _, sf := range sr.Fields {
			if sf.Enum == enum && sf.Values != nil {
				add(sr.Removed, sf.Name)
			}
		}
	}
	return gone
}
