package build

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// nameEvents names the events of a service, after everything that had its name before them.
func (b *builder) nameEvents(s *model.Service, ss *spec.Service, domain, pb naming.Scope) {
	for _, r := range s.Resources {
		sr := ss.Resource(r.Name)
		for _, se := range sr.Events {
			e := &model.Event{On: se.On, Name: se.Name, PBName: r.PBName + naming.MessageName(se.Name), Topic: r.Topic, Resource: r, Service: s}
			if !pb.Free(e.PBName) {
				b.problem(se.Pos, "give it another name: "+se.On+" as …, or rename what has it", "event %q of %s: the name of its message, %s, is taken", se.Name, r.Name, e.PBName)
			}
			pb.Add(e.PBName)
			wasOn := ""
			if a := sr.Action(se.On); a != nil {
				wasOn = a.RenamedFrom
			}
			e.Former = formerTypes(e, s.Before, wasOn)
			e.GoName, _ = domain.Claim(r.GoName+naming.GoName(se.Name), "Event", nil)
			r.Events = append(r.Events, e)
		}
	}
	if ss.Publishes() {
		s.EventName, _ = domain.Claim("Event", "OfService", nil)
	}
	b.nameCustomEvents(s, ss, domain, pb)
}

// formerTypes returns the full names that the message of an event had in earlier runs, and has no more. Events with them may be under way.
// wasOn is the previous name of the action that it tells of; "" if it had none.
func formerTypes(e *model.Event, s *ledger.Service, wasOn string) []string {
	r := e.Resource.Before
	if s == nil || r == nil {
		return nil
	}
	all := s.TypesOn(r, e.On)
	if all == nil && wasOn != "" {
		all = s.TypesOn(r, wasOn)
	}
	return others(all, e)
}

// others returns the names of messages that are not the name of the event's message; nil if there are none.
func others(names []string, e *model.Event) []string {
	if names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == e.Type() }); len(names) == 0 {
		return nil
	}
	return names
}

// topic returns the topic of a resource: that of the ledger, since events may be under way.
func topic(r *model.Resource, remembered string) string {
	if remembered != "" {
		return remembered
	}
	return strings.ReplaceAll(fmt.Sprintf("%s.%s.%s", r.Service.Workspace.Name, r.Service.Name, r.Name), "_", "-")
}

// consumers links the consumers of a service with the events, which have their names.
func (b *builder) consumers(d draft) {
	s := d.model
	for _, sc := range d.spec.Consumers {
		c := &model.Consumer{
			Name: sc.Name, Title: naming.Title(sc.Name), Func: handlerName(sc.Name, s),
			FileName: naming.FileStem(sc.Name), OnError: sc.OnError, FromNow: sc.FromNow, Foreign: sc.Topic, Service: s,
		}
		if c.OnError == "" {
			c.OnError = spec.DeadLetter
		}
		setFormer(c, d.old, sc)
		c.Queue = queueBefore(c, d.old)
		for _, ref := range sc.On {
			of := findService(s.Workspace, ref.Service)
			if ref.Resource == "" {
				c.Events = append(c.Events, of.CustomEvent(ref.Event))
				continue
			}
			r := of.Resource(ref.Resource)
			if ref.Event == "" {
				c.All = append(c.All, ref.Text())
			}
			for _, e := range r.Events {
				if ref.Event == "" || ref.Event == e.Name {
					c.Events = append(c.Events, e)
				}
			}
		}
		s.Consumers = append(s.Consumers, c)
	}
}

// setFormer sets the names that a consumer had: in the last run, and before the last rename.
func setFormer(c *model.Consumer, old *ledger.Service, sc *spec.Consumer) {
	if old == nil {
		return
	}
	for _, before := range old.Consumers {
		switch before.Name {
		case c.Name:
			c.Was, c.Formerly = c.Name, before.Was
			return
		case sc.RenamedFrom:
			c.Was, c.Formerly = before.Name, before.Name
		}
	}
}

// handlerName returns the name of a consumer's function. It gets a suffix if the name means something else in its package.
func handlerName(name string, s *model.Service) string {
	usual := naming.LowerFirst(naming.GoName(name))
	if naming.GoPackage(name) != strings.ReplaceAll(name, "_", "") || usual == s.Package || usual == "event" || usual == "inbox" || usual == "bus" || strings.HasSuffix(usual, "v1") {
		return usual + "Event"
	}
	return usual
}
