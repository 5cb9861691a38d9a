package spec

import (
	"slices"
)

// eventFieldKeys are the keys of fields that mean something in a custom event.
var eventFieldKeys = []string{"key", "currency", "optional", "description"}

// eventKeyTypes are the types of a field that can say whom a custom event is about.
var eventKeyTypes = []Type{Ref, UUID, String, Int32, Int64}

// readCustomEvents reads the events that code of the user publishes.
func (s *serviceDecl) readCustomEvents(e entry) {
	const example = "events: {stock_low: {product: ref=product key, left: int32}}"
	switch n := e.value; {
	case n.kind == list:
		s.add(e.key.pos(), "events: [created, updated] stands in a resource; a service has "+example, "events of a service must be a mapping")
		return
	case n.kind == absent || n.kind == null || n.kind == mapping && len(n.entries) == 0:
		s.add(e.key.pos(), example, "service %s has no events under events", quote(s.Name))
		return
	}
	seen := map[string]string{}
	for _, k := range s.entries(e.value, `"events"`) {
		event := &CustomEvent{Pos: k.key.pos(), Name: k.key.text}
		if f := nameFault("event", event.Name); !f.ok() {
			s.add(event.Pos, f.hint, "%s", f.msg)
		} else if before := collision(seen, event.Name); before != "" {
			s.add(event.Pos, "rename one of them", "events %s and %s have the same name in Go", quote(before), quote(event.Name))
		}
		s.Events = append(s.Events, event)
		s.readCustomEvent(event, k)
	}
}

// readCustomEvent reads the fields of an event, exactly one of which is its key.
func (s *serviceDecl) readCustomEvent(event *CustomEvent, e entry) {
	if n := e.value; n.kind != mapping && n.kind != absent && n.kind != null {
		s.unfit(e, "the fields of the event: {product: ref=product key, left: int32}")
		return
	}
	fields := *e.value
	fields.entries = slices.Clone(fields.entries)
	if i := slices.IndexFunc(fields.entries, func(k entry) bool { return k.key.text == "renamed_from" }); i >= 0 {
		event.RenamedFrom = s.renamedFrom(fields.entries[i], "event", event.Name)
		fields.entries = slices.Delete(fields.entries, i, i+1)
	}
	if len(fields.entries) == 0 {
		s.noKey(event)
		return
	}
	decls := s.readFieldList(entry{e.key, &fields})
	keys := 0
	for _, d := range decls {
		event.Fields = append(event.Fields, d.Field)
		if a, ok := d.find("key"); ok {
			if keys++; keys == 2 {
				s.add(a.keyAt.pos(), "an event is about one; let others follow from it", "event %s has two keys", quote(event.Name))
			}
		}
	}
	for _, d := range decls {
		s.checkEventField(event, d, keys > 0)
	}
	s.told = append(s.told, decls...)
	if keys == 0 && len(decls) == len(fields.entries) {
		s.noKey(event)
	}
}

// noKey reports an event without a key. The hint names a resource of the service.
func (s *serviceDecl) noKey(event *CustomEvent) {
	hint := "product: ref=product key"
	if len(s.Resources) > 0 {
		hint = s.Resources[0].Name + ": ref=" + s.Resources[0].Name + " key"
	}
	s.add(event.Pos, hint, "nothing says whom %s is about", event.Name)
}

// checkEventField refuses what has no meaning for a value that is told and not stored. keyed says that the event has a key.
func (s *serviceDecl) checkEventField(event *CustomEvent, d *decl, keyed bool) {
	for _, arg := range d.args {
		switch {
		case arg.key == "sensitive":
			s.add(arg.keyAt.pos(), "send the id, and let the consumer ask", "a broker would keep what is sensitive")
		case slices.ContainsFunc(fieldKeys, func(k fieldKey) bool { return k.name == arg.key }) && !slices.Contains(eventFieldKeys, arg.key):
			s.add(arg.keyAt.pos(), "leave it out", "%s has no meaning in an event", quote(arg.key))
		}
	}
	key, isKey := d.find("key")
	switch {
	case d.skip:
	case isKey && !slices.Contains(eventKeyTypes, d.Type):
		s.add(d.at.pos(), "a key is a ref, uuid, string, int32 or int64", "%s cannot say whom %s is about", quote(string(d.Type)), event.Name)
	case isKey && d.Optional:
		s.add(key.keyAt.pos(), "leave out optional", "an event must say whom it is about")
	case d.Type == Ref && d.RefService != "":
		s.add(d.at.pos(), d.Name+": uuid"+onlyIf(isKey, " key"), "an event is about a resource of its own service, and %s is of another one", quote(d.RefText()))
	case d.Type == Ref && !isKey && keyed:
		s.add(d.at.pos(), d.Name+": uuid", "only the key of an event is a reference: it says in which topic the event is")
	case d.Values != nil:
		s.add(d.at.pos(), "define the values under enums:, by a name, and write enum=name", "an enum of an event has a name")
	}
}

func onlyIf(ok bool, text string) string {
	if ok {
		return text
	}
	return ""
}

// linkCustomEvents looks up what fields of custom events refer to.
func (s *serviceDecl) linkCustomEvents() {
	for _, d := range s.told {
		if d.Type == Ref && d.RefService == "" && !d.skip {
			s.linkRef(d)
			continue
		}
		s.linkMessageField(d)
	}
	for _, e := range s.Events {
		if r := s.Resource(e.Name); r != nil {
			s.add(e.Pos, "rename one of them: consumers name both as "+s.Name+"."+e.Name, "event %s has the name of a resource", quote(e.Name))
		}
	}
}

// customEvents writes the events that code of the user publishes.
func (w *writer) customEvents(depth int, events []*CustomEvent) {
	if len(events) > 0 {
		w.line(depth, "events", "")
	}
	for _, e := range events {
		w.line(depth+1, e.Name, "")
		w.fields(depth+2, e.Fields)
		if e.RenamedFrom != "" {
			w.line(depth+2, "renamed_from", scalar(e.RenamedFrom))
		}
	}
}

// customEventsSchema is the schema of the events that code of the user publishes.
func customEventsSchema() object {
	event := named(reference("field"), "its fields; the one with the flag key says whom it is about")
	event["properties"] = object{"renamed_from": object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the event"}}
	return named(event, "what your own code publishes: stock_low: {product: ref=product key, left: int32}")
}
