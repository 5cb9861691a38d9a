package model

import (
	"slices"
	"strings"

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
	Queue    string // in SQS: orders.forget_product, as the service and the consumer were called when it was new
	Service  *Service
}

// QueueName returns the name that the queue of the consumer has unless something was renamed.
func (c *Consumer) QueueName() string { return c.Service.Name + "." + c.Name }

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
