package build

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// checkEvents reports events that get what others had before they were renamed or removed: those may be under way with it, and would go to
// the wrong consumers.
func (b *builder) checkEvents(m *model.Model) {
	types, topics := map[string]*model.Event{}, map[string]*model.Resource{}
	for _, r := range publishers(m) {
		if r.Before.TopicName() != "" {
			topics[r.Topic] = r
		}
	}
	for _, s := range m.Services {
		for _, e := range s.Events() {
			for _, former := range e.Former {
				types[former] = e
			}
		}
	}
	gone := goneMessages(m)
	for _, r := range publishers(m) {
		events := b.spec.Service(r.Service.Name).Resource(r.Name).Events
		if other := topics[r.Topic]; other != nil && r.Before.TopicName() == "" {
			b.problem(events[0].Pos, "give resource "+r.Name+" another name, or leave its events out",
				"the events of %s.%s would be published to the topic %s, which is that of %s.%s since before its rename",
				r.Service.Name, r.Name, r.Topic, other.Service.Name, other.Name)
			continue
		}
		for i, e := range r.Events {
			b.checkMessage(e, events[i].Pos, "give it another name: "+e.On+" as …", types, gone)
		}
	}
	for _, s := range m.Services {
		for _, e := range s.CustomEvents {
			at := b.spec.Service(s.Name).CustomEvent(e.Name).Pos
			if other := topics[e.Topic]; other != nil && e.About == nil && customBefore(e) == nil {
				b.problem(at, "give it another name", "event %s would be published to the topic %s, which is that of %s.%s since before its rename",
					e.Ref(), e.Topic, other.Service.Name, other.Name)
				continue
			}
			b.checkMessage(e, at, "give it another name", types, gone)
		}
	}
}

// checkForeign reports consumers that read a topic of this workspace as if it were one of others.
func (b *builder) checkForeign(m *model.Model) {
	own := map[string]*model.Event{}
	for _, s := range m.Services {
		for _, e := range s.Events() {
			own[e.Topic] = e
		}
	}
	for _, ss := range b.spec.Services {
		for _, c := range ss.Consumers {
			if e := own[c.Topic]; e != nil {
				b.problem(c.TopicPos, "on: "+e.Ref(), "topic %s is one of this workspace", c.Topic)
			}
		}
	}
}

// checkMessage reports an event whose message has the name that another one had.
func (b *builder) checkMessage(e *model.Event, at spec.Pos, hint string, types map[string]*model.Event, gone map[string]goneMessage) {
	if other := types[e.Type()]; other != nil {
		b.problem(at, hint, "the message of event %s would be %s, as that of %s was: events with that name may be under way", e.Ref(), e.Type(), other.Ref())
	}
	if was, ok := gone[e.Type()]; ok && !was.same(e) {
		b.problem(at, hint, "the message of event %s would be %s, as that of %s was until it was removed: events with that name may be under way",
			e.Ref(), e.Type(), was.text())
	}
}

// publishers returns the resources that publish events.
func publishers(m *model.Model) []*model.Resource {
	var all []*model.Resource
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if len(r.Events) > 0 {
				all = append(all, r)
			}
		}
	}
	return all
}

// goneMessage is what a message told that is published no more.
type goneMessage struct {
	service  *model.Service
	resource *model.Resource // nil for a custom event
	on       string          // what happened, or the name of a custom event
}

// same reports whether an event tells what the message told.
func (g goneMessage) same(e *model.Event) bool {
	if e.Custom() {
		return g.resource == nil && g.service == e.Service && g.on == e.Name && e.Was == ""
	}
	return g.resource == e.Resource && g.on == e.On
}

// text names what the message told.
func (g goneMessage) text() string {
	if g.resource == nil {
		return g.service.Name + "." + g.on
	}
	return g.on + " of " + g.resource.Name
}

// goneMessages returns the messages of events that are published no more, by their full names.
func goneMessages(m *model.Model) map[string]goneMessage {
	all := map[string]goneMessage{}
	for _, s := range m.Services {
		if s.Before == nil {
			continue
		}
		for _, e := range s.Before.Events {
			if slices.ContainsFunc(s.CustomEvents, func(now *model.Event) bool { return now.Was == e.Name }) {
				continue
			}
			for _, name := range s.Before.CustomEventTypes(e) {
				all[name] = goneMessage{s, nil, e.Name}
			}
		}
		for _, r := range s.Resources {
			if r.Before == nil {
				continue
			}
			for _, e := range r.Before.GoneEvents {
				for _, name := range e.Types {
					all[name] = goneMessage{s, r, e.On}
				}
			}
		}
	}
	return all
}
