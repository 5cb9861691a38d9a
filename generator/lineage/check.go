package lineage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// Report lists what the user has to correct or to decide before the spec can be generated.
type Report struct {
	Problems spec.Problems // renamed_from and removed that match nothing in the last run
	Losses   []Loss        // subjects of the last run that are missing in the spec, neither renamed nor removed
}

func (r *Report) problem(pos spec.Pos, hint, format string, args ...any) {
	r.Problems = append(r.Problems, spec.Problem{Pos: pos, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

// CheckServices compares the services of the spec with those of the last run.
func CheckServices(l *ledger.Ledger, s *spec.Spec) Report {
	var r Report
	all := services(l, s)
	for i, ss := range s.Services {
		before, ok := all.before(i)
		switch known := l.Service(ss.Name); {
		case !ok:
			r.problem(ss.Pos, all.hint(ss.RenamedFrom, ledger.Dir),
				"service %q: renamed_from names %q, but the last run had no such service", ss.Name, ss.RenamedFrom)
		case known != nil && known.Gone && (before < 0 || l.Services[before] != known):
			r.problem(ss.Pos, "choose another name",
				"service %q: the name belongs to a removed service, whose database and protobuf numbers are kept", ss.Name)
		}
	}
	for _, gone := range s.Removed {
		if l.Service(gone.Name) == nil {
			r.neverExisted(gone, "service", all.known())
		}
	}
	for _, i := range all.lost() {
		r.Losses = append(r.Losses, serviceLoss(l, s, l.Services[i]))
	}
	return r
}

// CheckService compares the resources and fields of a service with those of the last run. old is the service in the last run, nil if
// it is new.
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
				"resource %q: renamed_from names %q, but the last run had no such resource", sr.Name, sr.RenamedFrom)
		case before < 0:
			r.fields(ss, sr, old, nil)
			r.children(ss, sr, old, nil)
		default:
			r.fields(ss, sr, old, apart(old)[before])
			r.children(ss, sr, old, apart(old)[before])
		}
	}
	for _, gone := range ss.Removed {
		if enum, value, dotted := strings.Cut(gone.Name, "."); dotted {
			r.removedValue(gone, old.Enum(enum), value)
		} else if known := old.Resource(gone.Name); known == nil || known.Child != nil {
			r.neverExisted(gone, "resource", all.known())
		}
	}
	for _, i := range all.lost() {
		r.Losses = append(r.Losses, resourceLoss(ss, old, apart(old)[i]))
	}
	return r
}

// unknownService reports renamed_from and removed in a service that the ledger does not have. It reports only the first, because
// all are right if the service was renamed or its ledger is lost.
func (r *Report) unknownService(ss *spec.Service) {
	if at, found := firstIntent(ss); found {
		r.problem(at, "if the service is new, delete this; if it was renamed, give it renamed_from: NAME; if "+File(nil, ss)+" is lost, restore it from git",
			"the last run had no service %q, so nothing in it can be renamed or removed", ss.Name)
	}
}

// firstIntent returns the position of the first renamed_from or removed in a service.
func firstIntent(ss *spec.Service) (at spec.Pos, found bool) {
	for _, sr := range ss.Stored() {
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

// fields compares the fields of a resource with those of the last run. was and old are the service and the resource in the last run;
// old is nil if the resource is new.
func (r *Report) fields(ss *spec.Service, sr *spec.Resource, was *ledger.Service, old *ledger.Resource) {
	all := fields(old, sr)
	for i, sf := range sr.Fields {
		if _, ok := all.before(i); !ok {
			r.problem(sf.Pos, all.hint(sf.RenamedFrom, File(was, ss)),
				"field %q: renamed_from names %q, but %s had no such field in the last run", sf.Name, sf.RenamedFrom, naming.Title(sr.Name))
		}
	}
	for _, gone := range sr.Removed {
		field, value, dotted := strings.Cut(gone.Name, ".")
		switch {
		case dotted:
			r.removedValue(gone, was.Enum(enumBefore(old, sr, field)), value)
		case gone.Name == "delete_time" && old != nil && old.SoftDelete:
		case removesChild(was, old, gone.Name):
		case old.Field(field) == nil && !old.HasReserved(field):
			r.neverExisted(gone, "field of "+naming.Title(sr.Name), all.known())
		}
	}
	for _, i := range all.lost() {
		r.Losses = append(r.Losses, fieldLoss(ss, sr, old, old.Fields[i]))
	}
	if old != nil && old.SoftDelete && !sr.SoftDelete && !removes(sr.Removed, "delete_time") {
		r.Losses = append(r.Losses, softDeleteLoss(ss, sr))
	}
}

// removesChild reports whether the last runs had a child of the resource with a name.
func removesChild(was *ledger.Service, old *ledger.Resource, name string) bool {
	return old != nil && slices.ContainsFunc(was.Children(old.Name), func(c *ledger.Resource) bool { return c.Child.Key == name })
}

// children compares the children of a resource with those of the last run, as fields does.
func (r *Report) children(ss *spec.Service, sr *spec.Resource, was *ledger.Service, old *ledger.Resource) {
	all := children(was, old, sr)
	for i, c := range sr.Children {
		if _, ok := all.before(i); !ok {
			r.problem(c.Pos, all.hint(c.RenamedFrom, File(was, ss)),
				"child %q: renamed_from names %q, but %s had no such child in the last run", c.Child.Key, c.RenamedFrom, naming.Title(sr.Name))
			continue
		}
		r.fields(ss, c, was, Resource(was, ss, c))
	}
	for _, i := range all.lost() {
		r.Losses = append(r.Losses, childLoss(was, ss, sr, was.Children(old.Name)[i]))
	}
}

// enumBefore returns the name that the enum of a field had in the last run. It may differ from the current one, which contains the
// names of the resource and the field.
func enumBefore(old *ledger.Resource, sr *spec.Resource, field string) string {
	for _, sf := range sr.Fields {
		if before := Field(old, sr, sf); sf.Name == field && before != nil && before.Enum != "" {
			return before.Enum
		}
	}
	return sr.Name + "_" + field
}

// File returns the path of the ledger file of a service. old is the service in the last run, nil if it is new.
func File(old *ledger.Service, ss *spec.Service) string {
	name := ss.Name
	if old != nil {
		name = old.Name
	}
	return ledger.Dir + "/" + name + ".yaml"
}

// removedValue reports the removal of a value that the enum never had. The ledger does not keep the old name of a renamed value, so
// "old -> new" is accepted if the enum has new.
func (r *Report) removedValue(gone spec.Removal, old *ledger.Enum, value string) {
	reserved := old != nil && slices.ContainsFunc(old.Removed, func(t ledger.Reserved) bool { return t.Name == value })
	if old.Value(value) == nil && !reserved && (gone.Instead == "" || old.Value(gone.Instead) == nil) {
		r.neverExisted(gone, "value of an enum", nil)
	}
}

// neverExisted reports the removal of something that never existed. known are the names that the user may have meant.
func (r *Report) neverExisted(gone spec.Removal, what string, known []string) {
	hint := "delete it from removed"
	if nearest := spec.DidYouMean(gone.Name, known); nearest != "" {
		hint = nearest
	}
	r.problem(gone.Pos, hint, "removed names %q, which never was a %s", gone.Name, what)
}

// RemovedValues returns the values of an enum that the spec lists under removed. Each maps to its new name, "" if it has none.
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
	for _, sr := range ss.Stored() {
		for _, sf := range sr.Fields {
			if sf.Enum == enum && sf.Values != nil {
				add(sr.Removed, sf.Name)
			}
		}
	}
	return gone
}
