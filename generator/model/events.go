package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Event is something that a service publishes: about one of its resources, or a custom event, which code of the user publishes.
type Event struct {
	Name    string   // paid: its name in the spec
	GoName  string   // ProductCreated: the type in the domain package
	PBName  string   // ProductCreated: the message, and its struct in protoc-gen-go's code
	Topic   string   // shop.catalog.product
	Former  []string // full names that its message had before renames; nil if it had none
	Service *Service

	// Of an event of a resource; "" and nil for a custom one.
	On       string // created, updated, deleted, undeleted, or an action
	Resource *Resource

	// Of a custom event; nil and "" for one of a resource.
	Data  *Resource // what it tells, as an entity that is not stored
	Key   *Field    // of Data: whom it is about
	About *Resource // that Key refers to; nil if it is no reference
	Was   string    // Name in the last run; "" if it is new
}

// Custom reports whether code of the user publishes the event.
func (e *Event) Custom() bool { return e.Resource == nil }

// Type returns the full name of the message.
func (e *Event) Type() string { return e.Service.ProtoPackage + "." + e.PBName }

// Ref returns the event as a consumer names it: catalog.product.created, or catalog.stock_low.
func (e *Event) Ref() string {
	if e.Custom() {
		return e.Service.Name + "." + e.Name
	}
	return e.Service.Name + "." + e.Resource.Name + "." + e.Name
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
	return "was changed by the action " + strings.ReplaceAll(e.On, "_", " ")
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

// HasTopic reports whether events are published about the resource: its own, or custom ones.
func (r *Resource) HasTopic() bool {
	return len(r.Events) > 0 || slices.ContainsFunc(r.Service.CustomEvents, func(e *Event) bool { return e.About == r })
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

// Events returns what the service publishes, by resource, and custom events last.
func (s *Service) Events() []*Event {
	var all []*Event
	for _, r := range s.Resources {
		all = append(all, r.Events...)
	}
	return append(all, s.CustomEvents...)
}

// Publishes reports whether the service publishes events.
func (s *Service) Publishes() bool { return len(s.Events()) > 0 }

// Topics returns the topics that the service publishes to.
func (s *Service) Topics() []string { return topics(s.Events()) }

func topics(events []*Event) []string {
	var all []string
	for _, e := range events {
		if !slices.Contains(all, e.Topic) {
			all = append(all, e.Topic)
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
	Foreign  string   // topic of others, whose records it gets; "" if it gets events
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
	if c.Foreign != "" {
		return []string{c.Foreign}
	}
	return topics(c.Events)
}

// ForeignTopics returns the topics of others that consumers of the service read.
func (s *Service) ForeignTopics() []string {
	var all []string
	for _, c := range s.Consumers {
		if c.Foreign != "" && !slices.Contains(all, c.Foreign) {
			all = append(all, c.Foreign)
		}
	}
	return all
}

// ForeignTopics returns the topics of others that the workspace reads.
func (m *Model) ForeignTopics() []string {
	var all []string
	for _, s := range m.Services {
		all = append(all, s.ForeignTopics()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Listens returns what the consumer listens to, for running text.
func (c *Consumer) Listens() string {
	if c.Foreign != "" {
		return "topic " + c.Foreign
	}
	names := slices.Clone(c.All)
	for _, e := range c.Events {
		if e.Custom() || !slices.Contains(c.All, e.Service.Name+"."+e.Resource.Name) {
			names = append(names, e.Ref())
		}
	}
	return strings.Join(names, ", ")
}
