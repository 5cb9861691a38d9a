package lineage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// Report is what a person has to decide or to correct before the spec can be carried out.
type Report struct {
	Problems spec.Problems // intent that matches nothing
	Losses   []Loss        // things that are gone without a word
}

func (r *Report) problem(pos spec.Pos, hint, format string, args ...any) {
	r.Problems = append(r.Problems, spec.Problem{Pos: pos, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

// CheckServices finds intent that matches no service, and services that are gone without a word.
func CheckServices(l *ledger.Ledger, s *spec.Spec) Report {
	var r Report
	all := services(l, s)
	for i, ss := range s.Services {
		before, ok := all.before(i)
		switch there := l.Service(ss.Name); {
		case !ok:
			r.problem(ss.Pos, all.hint(ss.RenamedFrom, ledger.Dir),
				"service %q: there was no service %q that it could be renamed from", ss.Name, ss.RenamedFrom)
		case there != nil && there.Gone && (before < 0 || l.Services[before] != there):
			r.problem(ss.Pos, "choose another name",
				"service %q: there was a service of this name; it was removed, and its database and its protobuf numbers are kept", ss.Name)
		}
	}
	for _, gone := range s.Removed {
		if l.Service(gone.Name) == nil {
			r.nothingRemoved(gone, "service", all.known())
		}
	}
	for _, i := range all.lost() {
		r.Losses = append(r.Losses, serviceLoss(l, s, l.Services[i]))
	}
	return r
}

// CheckService finds intent in a service that matches nothing, and resources and fields that are gone without a word. old is
// what the service was in the last run.
func CheckService(old *ledger.Service, ss *spec.Service) Report {
	var r Report
	if old == nil {
		r.unknownService(ss)
		return r
	}
	all := resources(old, ss)
	for i, sr := range ss.Resources {
		before, ok := all.before(i)
		switch {
		case !ok:
			r.problem(sr.Pos, all.hint(sr.RenamedFrom, File(old, ss)),
				"resource %q: there was no resource %q that it could be renamed from", sr.Name, sr.RenamedFrom)
		case before < 0:
			r.fields(ss, sr, old, nil)
		default:
			r.fields(ss, sr, old, old.Resources[before])
		}
	}
	for _, gone := range ss.Removed {
		if enum, value, dotted := strings.Cut(gone.Name, "."); dotted {
			r.valueGone(gone, old.Enum(enum), value)
		} else if old.Resource(gone.Name) == nil {
			r.nothingRemoved(gone, "resource", all.known())
		}
	}
	for _, i := range all.lost() {
		r.Losses = append(r.Losses, resourceLoss(ss, old, old.Resources[i]))
	}
	return r
}

// unknownService finds intent in a service that the ledger does not know. To delete it, name by name, would be wrong if the service
// has another name now, or its ledger was lost.
func (r *Report) unknownService(ss *spec.Service) {
	if at, said := firstIntent(ss); said {
		r.problem(at, "delete it if the service is new; if it was renamed, say renamed_from: NAME; if "+File(nil, ss)+" is lost, restore it from git",
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

// fields checks the fields of a resource; old is what the resource was in the last run, nil if it is new.
func (r *Report) fields(ss *spec.Service, sr *spec.Resource, was *ledger.Service, old *ledger.Resource) {
	all := fields(old, sr)
	for i, sf := range sr.Fields {
		if _, ok := all.before(i); !ok {
			r.problem(sf.Pos, all.hint(sf.RenamedFrom, File(was, ss)),
				"field %q: %s had no field %q that it could be renamed from", sf.Name, naming.Title(sr.Name), sf.RenamedFrom)
		}
	}
	for _, gone := range sr.Removed {
		field, value, dotted := strings.Cut(gone.Name, ".")
		switch {
		case dotted:
			r.valueGone(gone, was.Enum(enumBefore(old, sr, field)), value)
		case gone.Name == "delete_time" && old != nil && old.SoftDelete:
		case old.Field(field) == nil && !old.HasReserved(field):
			r.nothingRemoved(gone, "field of "+naming.Title(sr.Name), all.known())
		}
	}
	for _, i := range all.lost() {
		r.Losses = append(r.Losses, fieldLoss(ss, sr, old, old.Fields[i]))
	}
	if old != nil && old.SoftDelete && !sr.SoftDelete && !removes(sr.Removed, "delete_time") {
		r.Losses = append(r.Losses, softDeleteLoss(ss, sr))
	}
}

// enumBefore is the name that the enum of a field had in the last run: it is called after the resource and the field.
func enumBefore(old *ledger.Resource, sr *spec.Resource, field string) string {
	for _, sf := range sr.Fields {
		if before := Field(old, sr, sf); sf.Name == field && before != nil && before.Enum != "" {
			return before.Enum
		}
	}
	return sr.Name + "_" + field
}

// File is the file that holds what a service was in the last run.
func File(old *ledger.Service, ss *spec.Service) string {
	name := ss.Name
	if old != nil {
		name = old.Name
	}
	return ledger.Dir + "/" + name + ".yaml"
}

// valueGone finds the removal of a value that the enum never had. A value that was renamed has left no trace but the new name.
func (r *Report) valueGone(gone spec.Removal, old *ledger.Enum, value string) {
	buried := old != nil && slices.ContainsFunc(old.Removed, func(t ledger.Reserved) bool { return t.Name == value })
	if old.Value(value) == nil && !buried && (gone.Instead == "" || old.Value(gone.Instead) == nil) {
		r.nothingRemoved(gone, "value of an enum", nil)
	}
}

// nothingRemoved refuses the removal of something that never existed; known are the names that could be meant.
func (r *Report) nothingRemoved(gone spec.Removal, what string, known []string) {
	hint := "delete it from removed"
	if nearest := spec.DidYouMean(gone.Name, known); nearest != "" {
		hint = nearest
	}
	r.problem(gone.Pos, hint, "there never was a %s called %q", what, gone.Name)
}

// RemovedValues are the values of an enum that the spec says are removed, with the values in their place ("" for none).
func RemovedValues(ss *spec.Service, enum string) map[string]string {
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
