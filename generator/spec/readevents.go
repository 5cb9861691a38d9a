package spec

import (
	"slices"
	"strings"

	"github.com/gobuffalo/flect"
)

// readDriver reads the key events of svcgen.yaml.
func (p *parse) readDriver(e entry) {
	for _, k := range p.entries(e.value, `"events"`) {
		switch {
		case k.key.text != "driver":
			p.unknown(k.key.pos(), "key", k.key.text, inEvents, eventsKeys)
		case !k.value.scalar():
			p.unfit(k, "a driver")
		case slices.Contains(Drivers(), Driver(k.value.text)):
			p.spec.Driver = Driver(k.value.text)
		case slices.Contains(notYet[inDrivers], k.value.text):
			p.add(k.value.pos(), "known here: "+enumerate(texts(Drivers())), "%s is not generated yet", k.value.text)
		default:
			p.add(k.value.pos(), "known here: "+enumerate(texts(Drivers())), "unknown driver %s", quote(k.value.text))
		}
	}
}

var eventsKeys = []string{"driver"}

// readEvents reads which events a resource publishes. Its methods and actions are known by then.
func (s *serviceDecl) readEvents(r *Resource, e entry) {
	items := s.words(e)
	if e.value.kind == list && len(items) == 0 {
		s.add(e.key.pos(), "events: [created, updated, deleted]", "resource %s has no events under events", quote(r.Name))
	}
	for _, i := range items {
		words := strings.Fields(i.text)
		event := &Event{Pos: i.at.pos()}
		switch {
		case len(words) == 1:
			event.On, event.Name = words[0], words[0]
		case len(words) == 3 && words[1] == "as":
			event.On, event.Name = words[0], words[2]
		default:
			s.add(i.at.pos(), "write created, or pay as paid", "%s is not an event", quote(i.text))
			continue
		}
		if s.checkEvent(r, event) {
			r.Events = append(r.Events, event)
		}
	}
}

// checkEvent reports an event that cannot happen, or that has a name which another one has.
func (s *serviceDecl) checkEvent(r *Resource, e *Event) bool {
	name := r.Name
	known := append(slices.Clone(standardEvents), actionNames(r)...)
	needs := map[string]Method{Created: Create, Updated: Update, Deleted: Delete, Undeleted: Undelete}
	method := needs[e.On]
	switch f := nameFault("event", e.Name); {
	case !slices.Contains(known, e.On):
		s.add(e.Pos, orElse(DidYouMean(e.On, known), "it has "+enumerate(known)), "%s has no event %s", name, quote(e.On))
	case method != "" && e.Name != e.On:
		s.add(e.Pos, "write "+e.On, "%s keeps its name", quote(e.On))
	case !f.ok():
		s.add(e.Pos, f.hint, "%s", f.msg)
	case method == Update && len(r.Actions) > 0: // actions change it, too
		return s.isFirst(r, e)
	case method != "" && !slices.Contains(r.Methods, method):
		s.add(e.Pos, "add "+string(method)+" to methods, or leave it out", "%s has no method %s, so it is never %s", name, method, e.On)
	default:
		return s.isFirst(r, e)
	}
	return false
}

func (s *serviceDecl) isFirst(r *Resource, e *Event) bool {
	if before := r.Event(e.Name); before != nil {
		s.add(e.Pos, "", "event %s is named twice", quote(e.Name))
		return false
	}
	for _, before := range r.Events {
		if before.On == e.On {
			s.add(e.Pos, "one change is one event", "%s has two events for %s", r.Name, e.On)
			return false
		}
	}
	return true
}

func actionNames(r *Resource) []string {
	names := make([]string, len(r.Actions))
	for i, a := range r.Actions {
		names[i] = a.Name
	}
	return names
}

// checkCascades reports events that PostgreSQL would keep silent: it deletes rows, or clears their references, past all code.
func (p *parse) checkCascades(s *serviceDecl, r *Resource) {
	for _, f := range r.Fields {
		if f.Type != Ref || f.RefService != "" || f.OnDelete == "" || f.OnDelete == Restrict {
			continue
		}
		to := s.resource(f.Ref)
		if to == nil || to.SoftDelete || !slices.Contains(to.Methods, Delete) {
			continue // it is reported, or never deleted
		}
		name, happens := Deleted, "go with"
		if f.OnDelete == SetNull {
			name, happens = Updated, "lose"
		}
		if e := r.Event(name); e != nil {
			all := strings.ReplaceAll(orElse(r.Plural, flect.Pluralize(r.Name)), "_", " ")
			p.add(e.Pos, "on_delete=restrict for field "+f.Name+", or leave "+quote(name)+" out", "%s %s their %s without an event",
				all, happens, strings.ReplaceAll(f.Name, "_", " "))
		}
	}
}

func (s *serviceDecl) resource(name string) *Resource {
	i := slices.IndexFunc(s.Resources, func(r *Resource) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	return s.Resources[i]
}
