package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// Event is something that a service publishes about one of its resources.
type Event struct {
	On       string // created, updated, deleted, undeleted, or an action
	Name     string // paid: its name in the spec
	GoName   string // ProductCreated: the type in the domain package
	PBName   string // ProductCreated: the message, and its struct in protoc-gen-go's code
	Resource *Resource
	Former   []string // full names that its message had before renames; nil if it had none
}

// Type returns the full name of the message.
func (e *Event) Type() string { return e.Resource.Service.ProtoPackage + "." + e.PBName }

// Ref returns the event as a consumer names it: catalog.product.created.
func (e *Event) Ref() string {
	return e.Resource.Service.Name + "." + e.Resource.Name + "." + e.Name
}

// IsUpdate reports whether the event tells which fields have changed.
func (e *Event) IsUpdate() bool { return e.On == spec.Updated }

// IsDelete reports whether the resource is gone afterwards.
func (e *Event) IsDelete() bool { return e.On == spec.Deleted && !e.Resource.SoftDelete }

// Happens returns what happens, for running text: "was created".
func (e *Event) Happens() string {
	if slices.Contains([]string{spec.Created, spec.Updated, spec.Deleted, spec.Undeleted}, e.On) {
		return "was " + e.On
	}
	return "had the action " + strings.ReplaceAll(e.On, "_", " ")
}

// EventOf returns the event that a method of the resource publishes; nil if it publishes none. An action publishes its own, or else
// that of an update.
func (r *Resource) EventOf(m *Method) *Event {
	if m == nil {
		return nil
	}
	on := map[spec.Method]string{
		spec.Create: spec.Created, spec.Update: spec.Updated, spec.Delete: spec.Deleted, spec.Undelete: spec.Undeleted,
	}[m.Name]
	if m.Action != nil {
		if e := r.EventOn(string(m.Name)); e != nil {
			return e
		}
		on = spec.Updated
	}
	return r.EventOn(on)
}

// EventOn returns the event of what happens to the resource; nil if it publishes none.
func (r *Resource) EventOn(on string) *Event {
	i := slices.IndexFunc(r.Events, func(e *Event) bool { return e.On == on })
	if i < 0 {
		return nil
	}
	return r.Events[i]
}

// TellsChanges reports whether a method that stores a new version of a row publishes an event.
func (r *Resource) TellsChanges() bool {
	return hasMethod(r, func(m Method) bool { return m.WritesRow && r.EventOf(&m) != nil })
}

// TellsAllChanges reports whether each method that stores a new version of a row publishes an event.
func (r *Resource) TellsAllChanges() bool {
	return !hasMethod(r, func(m Method) bool { return m.WritesRow && r.EventOf(&m) == nil })
}

// Unpublished returns the fields that events leave out: what a bus, and backups of it, should not keep, and what is large. Those of children
// have the name of their list before them: lines.note.
func (r *Resource) Unpublished() []string {
	var names []string
	add := func(fields []*Field, before string) {
		for _, f := range fields {
			if f.Sensitive || f.Kind.Type == spec.Bytes {
				names = append(names, before+f.Name)
			}
		}
	}
	add(r.Fields, "")
	for _, c := range r.Children {
		add(c.Fields, c.List.Name+".")
	}
	return names
}

// Events returns what the service publishes, by resource.
func (s *Service) Events() []*Event {
	var all []*Event
	for _, r := range s.Resources {
		all = append(all, r.Events...)
	}
	return all
}

// Publishes reports whether the service publishes events.
func (s *Service) Publishes() bool { return len(s.Events()) > 0 }

// Topics returns the topics that the service publishes to.
func (s *Service) Topics() []string {
	var all []string
	for _, r := range s.Resources {
		if len(r.Events) > 0 {
			all = append(all, r.Topic)
		}
	}
	return all
}

// HasWorker reports whether the service publishes or consumes events.
func (s *Service) HasWorker() bool { return s.Publishes() || len(s.Consumers) > 0 }

// Worker returns the program that moves and handles the events of the service.
func (s *Service) Worker() *Program { return s.Workspace.program(Worker, s) }

// EventsProto returns the path of the proto file of the service's events, below proto/: shop/catalog/v1/catalog_events.proto.
func (s *Service) EventsProto() string {
	return strings.TrimSuffix(s.ProtoPath, ".proto") + "_events.proto"
}

// HasEvents reports whether a service publishes or consumes events.
func (m *Model) HasEvents() bool { return slices.ContainsFunc(m.Services, (*Service).HasWorker) }

// BusDatabase returns the database, and the role, that carries events.
func (m *Model) BusDatabase() string {
	name := "events"
	for slices.ContainsFunc(m.Services, func(s *Service) bool { return s.Database == name }) {
		name += "_bus"
	}
	return name
}

// Consumer is a function of the user's that gets events.
type Consumer struct {
	Name     string // forget_product
	Title    string // in running text: "forget product"
	Func     string // forgetProduct
	FileName string // forget_product
	Events   []*Event
	All      []string // resources of which it gets all events, as catalog.product
	OnError  spec.OnError
	FromNow  bool
	Was      string // Name in the last run; "" if it is new
	Formerly string // Name before the last rename; "" if there was none
	Service  *Service
}

// Single returns the only event that the consumer can get; nil if there are several, or will be.
func (c *Consumer) Single() *Event {
	if len(c.Events) == 1 && len(c.All) == 0 {
		return c.Events[0]
	}
	return nil
}

// Topics returns the topics of the consumer's events.
func (c *Consumer) Topics() []string {
	var all []string
	for _, e := range c.Events {
		if !slices.Contains(all, e.Resource.Topic) {
			all = append(all, e.Resource.Topic)
		}
	}
	return all
}

// Listens returns what the consumer listens to, for running text.
func (c *Consumer) Listens() string {
	names := slices.Clone(c.All)
	for _, e := range c.Events {
		if !slices.Contains(c.All, e.Resource.Service.Name+"."+e.Resource.Name) {
			names = append(names, e.Ref())
		}
	}
	return strings.Join(names, ", ")
}

// nameEvents names the events of a service, after everything that had its name before them.
func (b *builder) nameEvents(s *Service, ss *spec.Service, domain, pb naming.Scope) {
	for _, r := range s.Resources {
		for _, se := range ss.Resource(r.Name).Events {
			e := &Event{On: se.On, Name: se.Name, PBName: r.PBName + naming.MessageName(se.Name), Resource: r}
			if !pb.Free(e.PBName) {
				b.problem(se.Pos, "give it another name: "+se.On+" as …, or rename what has it", "event %q of %s: the name of its message, %s, is taken", se.Name, r.Name, e.PBName)
			}
			pb.Add(e.PBName)
			e.Former = e.formerTypes(s.Before)
			e.GoName, _ = domain.Claim(r.GoName+naming.GoName(se.Name), "Event", nil)
			r.Events = append(r.Events, e)
		}
	}
	if s.Publishes() {
		s.EventName, _ = domain.Claim("Event", "OfService", nil)
	}
}

// formerTypes returns the full names that the message had in earlier runs, and has no more. Events with them may be under way.
func (e *Event) formerTypes(s *ledger.Service) []string {
	r := e.Resource.Before
	if s == nil || r == nil {
		return nil
	}
	was := r.EventOn(e.On)
	if was == nil {
		return nil
	}
	all := slices.Clone(was.Types)
	if last := s.LastMessage(cmp.Or(r.PBName, naming.MessageName(r.Name)) + naming.MessageName(was.Name)); last != "" && !slices.Contains(all, last) {
		all = append(all, last)
	}
	if all = slices.DeleteFunc(all, func(name string) bool { return name == e.Type() }); len(all) == 0 {
		return nil
	}
	return all
}

// topic returns the topic of a resource: that of the ledger, since events may be under way.
func topic(r *Resource, remembered string) string {
	if remembered != "" {
		return remembered
	}
	return strings.ReplaceAll(fmt.Sprintf("%s.%s.%s", r.Service.Workspace.Name, r.Service.Name, r.Name), "_", "-")
}

// consumers links the consumers of a service with the events, which have their names.
func (b *builder) consumers(d draft) {
	s := d.model
	for _, sc := range d.spec.Consumers {
		c := &Consumer{
			Name: sc.Name, Title: naming.Title(sc.Name), Func: handlerName(sc.Name, s),
			FileName: naming.FileStem(sc.Name), OnError: sc.OnError, FromNow: sc.FromNow, Service: s,
		}
		if c.OnError == "" {
			c.OnError = spec.DeadLetter
		}
		c.setFormer(d.old, sc)
		for _, ref := range sc.On {
			r := s.Workspace.service(ref.Service).Resource(ref.Resource)
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
func (c *Consumer) setFormer(old *ledger.Service, sc *spec.Consumer) {
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
func handlerName(name string, s *Service) string {
	usual := naming.LowerFirst(naming.GoName(name))
	if naming.GoPackage(name) != strings.ReplaceAll(name, "_", "") || usual == s.Package || usual == "event" || usual == "inbox" || usual == "bus" || strings.HasSuffix(usual, "v1") {
		return usual + "Event"
	}
	return usual
}
