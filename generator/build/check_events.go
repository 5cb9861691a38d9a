package build

import (
	"github.com/svcgen/svcgen/generator/model"
)

// checkEvents reports events that get what others had before they were renamed or removed: those may be under way with it, and would go to
// the wrong consumers.
func (b *builder) checkEvents(m *model.Model) {
	types, topics := map[string]*model.Event{}, map[string]*model.Resource{}
	for _, r := range publishers(m) {
		if r.Before.TopicName() != "" {
			topics[r.Topic] = r
		}
		for _, e := range r.Events {
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
			if other := types[e.Type()]; other != nil {
				b.problem(events[i].Pos, "give it another name: "+e.On+" as …",
					"the message of event %s would be %s, as that of %s was: events with that name may be under way", e.Ref(), e.Type(), other.Ref())
			}
			if was, ok := gone[e.Type()]; ok && (was.resource != r || was.on != e.On) {
				b.problem(events[i].Pos, "give it another name: "+e.On+" as …",
					"the message of event %s would be %s, as that of %s of %s was until it was removed: events with that name may be under way",
					e.Ref(), e.Type(), was.on, was.resource.Name)
			}
		}
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
	resource *model.Resource
	on       string
}

// goneMessages returns the messages of events that are published no more, by their full names.
func goneMessages(m *model.Model) map[string]goneMessage {
	all := map[string]goneMessage{}
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if r.Before == nil {
				continue
			}
			for _, e := range r.Before.GoneEvents {
				for _, name := range e.Types {
					all[name] = goneMessage{r, e.On}
				}
			}
		}
	}
	return all
}
