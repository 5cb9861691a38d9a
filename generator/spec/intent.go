package spec

import (
	"slices"
	"strings"
)

// The spec says what was renamed or removed: svcgen never guesses. renamed_from, removed and backfill have an effect in the run
// that finds the old name in the ledger; afterwards they may stay or be deleted.

func (d *decl) setRenamedFrom(a arg) {
	if f := fieldNameFault(a.text); !f.ok() {
		d.report.add(a.textAt.pos(), f.hint, "%s", f.msg)
		return
	}
	if a.text == d.Name {
		d.report.add(a.textAt.pos(), "delete renamed_from", "field %s is renamed from itself", quote(d.Name))
		return
	}
	d.RenamedFrom = a.text
}

func (d *decl) setBackfill(a arg) {
	if d.textOK("backfill", a) {
		d.Backfill = &a.text
	}
}

// checkBackfill makes the value canonical, as checkDefault does.
func (d *decl) checkBackfill() {
	a, ok := d.find("backfill")
	switch {
	case !ok:
	case d.Type == EnumType:
		if d.Values != nil {
			d.report.valueIn(a, *d.Backfill, d.Values)
		}
	default:
		d.Backfill = d.canonicalValue(a)
	}
}

// renamedFrom reads the name that a service or a resource had before.
func (s *serviceDecl) renamedFrom(e entry, what, now string) string {
	if !e.value.scalar() {
		s.unfit(e, "a name")
		return ""
	}
	if f := nameFault(what, e.value.text); !f.ok() {
		s.add(e.value.pos(), f.hint, "%s", f.msg)
		return ""
	}
	if e.value.text == now {
		s.add(e.value.pos(), "delete renamed_from", "%s %s is renamed from itself", what, quote(now))
		return ""
	}
	return e.value.text
}

// removed reads the names under removed.
func (r *report) removed(e entry) []Removal {
	var all []Removal
	for _, i := range r.words(e) {
		path, instead, replaced := strings.Cut(i.text, " -> ")
		name, value, dotted := strings.Cut(path, ".")
		same := func(have Removal) bool { return have.Name == path }
		switch {
		case !isName(name) || dotted && !isName(value) || replaced && (!dotted || !isName(instead)):
			r.add(i.at.pos(), "write a name, like note; or a value of an enum, like status.archived or status.archived -> old", "%s is not a name", quote(i.text))
		case slices.ContainsFunc(all, same):
			r.add(i.at.pos(), "", "%s is named twice", quote(path))
		default:
			all = append(all, Removal{Pos: i.at.pos(), Name: path, Instead: instead})
		}
	}
	return all
}

// removedServices reads the names of removed services.
func (p *parse) removedServices(e entry) {
	for _, gone := range p.removed(e) {
		if strings.Contains(gone.Name, ".") {
			p.add(gone.Pos, "list it under removed of its service", "%s is a value of an enum, and only services are removed here", quote(gone.Name))
			continue
		}
		p.spec.Removed = append(p.spec.Removed, gone)
	}
}

// checkIntent finds contradictions: a service that is listed under removed but still defined, and two services that are renamed
// from the same one.
func (p *parse) checkIntent() {
	there := func(name string) *Service {
		at := slices.IndexFunc(p.spec.Services, func(s *Service) bool { return s.Name == name })
		if at < 0 {
			return nil
		}
		return p.spec.Services[at]
	}
	for _, gone := range p.spec.Removed {
		if s := there(gone.Name); s != nil {
			p.stillThere(gone)
		}
	}
	from := map[string]string{}
	for _, s := range p.spec.Services {
		p.once(s.Pos, from, "service", s.RenamedFrom, s.Name)
		if old := there(s.RenamedFrom); old != nil && old.RenamedFrom == "" {
			p.cameFrom(s.Pos, "service", s.Name, old.Name)
		}
	}
}

// cameFrom reports a thing that is renamed from one that is still defined.
func (r *report) cameFrom(at Pos, what, name, old string) {
	hint := "if an earlier run has renamed it, delete renamed_from; otherwise run svcgen generate without " + quote(old) + " first"
	r.add(at, hint, "%s %s is renamed from %s, but %s is still defined", what, quote(name), quote(old), quote(old))
}

// checkIntent finds contradictions, as that of the workspace does, among resources and values of enums.
func (s *serviceDecl) checkIntent() {
	for _, gone := range s.Removed {
		name, value, dotted := strings.Cut(gone.Name, ".")
		enum := s.enum(name)
		switch {
		case dotted && enum != nil && slices.Contains(enum.Values, value),
			!dotted && slices.ContainsFunc(s.Resources, func(r *Resource) bool { return r.Name == name }):
			s.stillThere(gone)
		case dotted && enum != nil:
			s.checkInstead(gone, enum.Values)
		}
	}
	from := map[string]string{}
	for _, r := range s.Resources {
		s.once(r.Pos, from, "resource", r.RenamedFrom, r.Name)
		if slices.ContainsFunc(s.Resources, func(o *Resource) bool { return o.Name == r.RenamedFrom && o.RenamedFrom == "" }) {
			s.cameFrom(r.Pos, "resource", r.Name, r.RenamedFrom)
		}
		r.checkIntent(s)
		for _, c := range r.Children {
			c.checkIntent(s)
		}
	}
}

func (r *Resource) checkIntent(s *serviceDecl) {
	for _, gone := range r.Removed {
		name, value, dotted := strings.Cut(gone.Name, ".")
		f := r.field(name)
		switch {
		case dotted && f != nil && slices.Contains(f.Values, value), !dotted && f != nil, gone.Name == "delete_time" && r.SoftDelete:
			s.stillThere(gone)
		case dotted && f != nil && f.Values != nil:
			s.checkInstead(gone, f.Values)
		}
	}
	from := map[string]string{}
	for _, f := range r.Fields {
		s.once(f.Pos, from, "field", f.RenamedFrom, f.Name)
		switch old := r.field(f.RenamedFrom); {
		case old != nil && f.InTwoSteps:
			s.add(old.Pos, "give it another name, or finish renaming "+quote(f.Name)+" first (delete in_two_steps)",
				"field %s is renamed in two steps: programs still use the name %s", quote(f.Name), quote(old.Name))
		case old != nil && old.RenamedFrom == "":
			s.cameFrom(f.Pos, "field", f.Name, old.Name)
		}
	}
	r.checkChildIntent(s)
	s.checkFormer(ActionMember, s.Members(ActionMember, r.Name))
}

// checkChildIntent finds contradictions among the children of the resource.
func (r *Resource) checkChildIntent(s *serviceDecl) {
	there := func(key string) *Resource {
		if i := slices.IndexFunc(r.Children, func(c *Resource) bool { return c.Child.Key == key }); i >= 0 {
			return r.Children[i]
		}
		return nil
	}
	for _, gone := range r.Removed {
		if there(gone.Name) != nil {
			s.stillThere(gone)
		}
	}
	from := map[string]string{}
	for _, c := range r.Children {
		s.once(c.Pos, from, "child", c.RenamedFrom, c.Child.Key)
		if old := there(c.RenamedFrom); old != nil && old.RenamedFrom == "" {
			s.cameFrom(c.Pos, "child", c.Child.Key, old.Child.Key)
		}
	}
}

// checkInstead checks that the replacement of a removed value exists.
func (s *serviceDecl) checkInstead(gone Removal, values []string) {
	if gone.Instead != "" && !slices.Contains(values, gone.Instead) {
		hint := DidYouMean(gone.Instead, values)
		if hint == "" {
			hint = "if an earlier run has replaced it, delete this entry; a value that is gone now has an entry of its own: " + gone.Instead
		}
		s.add(gone.Pos, hint, "%s is not a value of the enum", quote(gone.Instead))
	}
}

func (r *report) stillThere(gone Removal) {
	r.add(gone.Pos, "delete its definition, or take it out of removed to keep it", "%s is listed under removed but still defined", quote(gone.Name))
}

// once reports two things that are renamed from the same one.
func (r *report) once(at Pos, seen map[string]string, what, from, name string) {
	if from == "" {
		return
	}
	if other := seen[from]; other != "" {
		r.add(at, "if an earlier run has renamed one of them, delete its renamed_from", "%ss %s and %s cannot both be renamed from %s", what, quote(other), quote(name), quote(from))
	}
	seen[from] = name
}
