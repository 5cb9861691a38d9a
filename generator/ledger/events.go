package ledger

import (
	"cmp"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// Event is something that a resource publishes.
type Event struct {
	Name  string
	On    string   // what happens: an action, if the event has another name; otherwise Name
	Types []string // full names that its message had before renames: events with them may be under way
}

// EventNames returns the names of events.
func EventNames(all []Event) []string {
	names := make([]string, len(all))
	for i, e := range all {
		names[i] = e.Name
	}
	return names
}

// TopicName returns the topic that the resource published to; "" if there is none.
func (r *Resource) TopicName() string {
	if r == nil {
		return ""
	}
	return r.Topic
}

// EventTypes returns the full names that the message of an event of the resource has had: the last one is that of the last run, unless an older
// svcgen wrote the entry.
func (s *Service) EventTypes(r *Resource, e Event) []string {
	return s.withLast(e.Types, cmp.Or(r.PBName, naming.MessageName(r.Name))+naming.MessageName(e.Name))
}

// TypesOn returns the full names that the message of what happens to the resource has had; nil if it never published it.
func (s *Service) TypesOn(r *Resource, on string) []string {
	of := func(e Event) bool { return e.On == on }
	if i := slices.IndexFunc(r.Events, of); i >= 0 {
		return s.EventTypes(r, r.Events[i])
	}
	if i := slices.IndexFunc(r.GoneEvents, of); i >= 0 {
		return r.GoneEvents[i].Types
	}
	return nil
}

// print writes a line for an event of which its name does not say everything.
func (e Event) print(b *strings.Builder) {
	if e.On == e.Name && e.Types == nil {
		return
	}
	l := new(line).text("event", e.Name)
	if e.On != e.Name {
		l.text("on", e.On)
	}
	if e.Types != nil {
		l.list("types", e.Types)
	}
	l.end(b)
}

// setEvents stores the names of the events of the current resource.
func (p *parser) setEvents(names []string) bool {
	p.resource.Events = nil
	for _, name := range names {
		p.resource.Events = append(p.resource.Events, Event{Name: name, On: name})
	}
	return !slices.ContainsFunc(names, func(name string) bool { return !naming.IsSnake(name) })
}

// addEvent stores what is known of an event of the current resource beside its name.
func (p *parser) addEvent(e Event) bool {
	i := slices.IndexFunc(p.resource.Events, func(known Event) bool { return known.Name == e.Name })
	if i < 0 {
		return false
	}
	if e.On == "" {
		e.On = e.Name
	}
	p.resource.Events[i] = e
	return true
}

// isTopic reports whether text is the name of a topic: shop.catalog.order-line.
func isTopic(text string) bool {
	return !slices.ContainsFunc(strings.Split(text, "."), func(part string) bool { return !naming.IsSnake(strings.ReplaceAll(part, "-", "_")) })
}
