package build

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// nameCustomEvents names the events that code of the user publishes, after everything that had its name before them.
func (b *builder) nameCustomEvents(s *model.Service, ss *spec.Service, domain, pb naming.Scope) {
	for _, se := range ss.Events {
		e := &model.Event{Name: se.Name, PBName: naming.MessageName(se.Name), Service: s}
		if !pb.Free(e.PBName) {
			b.problem(se.Pos, "give it another name", "event %q: the name of its message, %s, is taken", se.Name, e.PBName)
		}
		pb.Add(e.PBName)
		e.GoName, _ = domain.Claim(sampleName(naming.GoName(se.Name), s), "Event", nil)
		e.Was = b.memberBefore(spec.EventMember, s.Before.CustomEventNames(), spec.Former{Pos: se.Pos, Name: se.Name, RenamedFrom: se.RenamedFrom})
		before := customBefore(e)
		e.Topic = customTopic(e, se.Key(), before)
		if before != nil {
			e.Former = others(s.Before.CustomEventTypes(before), e)
		}
		s.CustomEvents = append(s.CustomEvents, e)
	}
}

// sampleName returns the name in Go of a custom event. The package with its sample has other functions, too.
func sampleName(name string, s *model.Service) string {
	taken := func(r *model.Resource) bool { return name == "Sent"+r.GoName }
	if name == "Clients" || slices.ContainsFunc(s.Resources, taken) {
		return name + "Event"
	}
	return name
}

// customBefore returns what the ledger has of a custom event, which may be one that was removed; nil if it is new.
func customBefore(e *model.Event) *ledger.CustomEvent {
	name := e.Was
	if name == "" {
		name = e.Name
	}
	return e.Service.Before.CustomEvent(name)
}

// customTopic returns the topic of a custom event: that of the ledger, since events may be under way, or else that of the resource that it is
// about, or one of its own.
func customTopic(e *model.Event, key *spec.Field, before *ledger.CustomEvent) string {
	switch {
	case before != nil:
		return before.Topic
	case key.Type == spec.Ref:
		return e.Service.Resource(key.Ref).Topic
	}
	return strings.ReplaceAll(e.Service.Workspace.Name+"."+e.Service.Name+"."+e.Name, "_", "-")
}

// linkCustomEvents completes the custom events of the service: what they tell.
func (b *builder) linkCustomEvents(s *model.Service, ss *spec.Service, qualified naming.Scope) {
	for i, se := range ss.Events {
		e := s.CustomEvents[i]
		var before ledger.Message
		if known := customBefore(e); known != nil {
			before = known.Message
		}
		told := &spec.Message{Pos: se.Pos}
		for _, sf := range se.Fields {
			if sf.Type == spec.Ref { // as others see it
				id := *sf
				id.Type, id.Ref = spec.UUID, ""
				sf = &id
			}
			if sf.Enum != "" && !slices.Contains(s.UsedEnums(), s.Enum(sf.Enum)) {
				b.problem(sf.Pos, "use it in a field of a resource, too", "no resource uses enum %q", sf.Enum)
			}
			told.Fields = append(told.Fields, sf)
		}
		m := &model.Method{Name: spec.Method(e.Name), Response: e.PBName, Resource: &model.Resource{Service: s}}
		e.Data = b.message(e.GoName, "out", m, told, before)
		linkMessage(e.Data, m, qualified)
		key := se.Key()
		e.Key = e.Data.Field(key.Name)
		if key.Type == spec.Ref {
			e.About = s.Resource(key.Ref)
		}
	}
}
