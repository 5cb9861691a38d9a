package spec

import (
	"slices"
	"strings"
)

// Event is something that a resource publishes whenever it happens.
type Event struct {
	Pos  Pos
	On   string // created, updated, deleted, undeleted, or an action
	Name string // paid, for "pay as paid"; otherwise On
}

// The things that happen to every resource.
const (
	Created   = "created"
	Updated   = "updated"
	Deleted   = "deleted"
	Undeleted = "undeleted"
)

// standardEvents are the events that are no actions, in the order in which they are documented.
var standardEvents = []string{Created, Updated, Deleted, Undeleted}

// FormatEvent writes an event as the spec does: created; pay as paid.
func FormatEvent(e *Event) string {
	if e.Name == e.On {
		return e.On
	}
	return e.On + " as " + e.Name
}

// Driver is what carries events from one service to others.
type Driver string

// The drivers.
const (
	PostgresBus Driver = "postgres" // a database of their own; the driver of a spec that names none
	KafkaBus    Driver = "kafka"
	SQSBus      Driver = "sqs"
)

// Drivers are the drivers that a spec can name.
func Drivers() []Driver { return []Driver{KafkaBus, PostgresBus, SQSBus} }

// OnError is what becomes of an event that a consumer cannot handle, after the last attempt.
type OnError string

// What becomes of an event after the last attempt.
const (
	DeadLetter OnError = "dlq"   // it is put aside
	Block      OnError = "block" // it holds up what follows it under its key
	Drop       OnError = "drop"  // it is forgotten
)

func onErrors() []OnError { return []OnError{DeadLetter, Block, Drop} }

// Consumer is a function of the user's that gets events.
type Consumer struct {
	Pos         Pos
	Name        string
	On          []EventRef // in the order of the file; none if Topic is set
	Topic       string     // of others, whose records it gets as they are
	TopicPos    Pos
	OnError     OnError // "" is DeadLetter
	FromNow     bool    // it begins with what is published from now on
	StartPos    Pos     // of the word start, if the file says from: start
	RenamedFrom string  // the previous name; "" if it was not renamed
}

// CustomEvent is something that code of the user publishes.
type CustomEvent struct {
	Pos         Pos
	Name        string   // stock_low
	Fields      []*Field // one of them is its key
	RenamedFrom string   // the previous name; "" if it was not renamed
}

// Key returns the field that says whom the event is about.
func (e *CustomEvent) Key() *Field {
	return e.Fields[slices.IndexFunc(e.Fields, func(f *Field) bool { return f.Key })]
}

// CustomEvent finds a custom event of the service by its name; nil if it has none of that name.
func (s *Service) CustomEvent(name string) *CustomEvent {
	i := slices.IndexFunc(s.Events, func(e *CustomEvent) bool { return e.Name == name })
	if i < 0 {
		return nil
	}
	return s.Events[i]
}

// Publishes reports whether the service publishes events.
func (s *Service) Publishes() bool {
	return len(s.Events) > 0 || slices.ContainsFunc(s.Resources, func(r *Resource) bool { return len(r.Events) > 0 })
}

// EventRef names an event of a resource, all events of a resource, or a custom event.
type EventRef struct {
	Pos      Pos
	Service  string
	Resource string // "" for a custom event
	Event    string // "" for all, later ones too
}

// Text returns the reference as the spec writes it: catalog.product.deleted, catalog.product or catalog.stock_low.
func (e EventRef) Text() string {
	words := []string{e.Service, e.Resource, e.Event}
	return strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), ".")
}

// Event finds an event of the resource by its name; nil if it publishes none of that name.
func (r *Resource) Event(name string) *Event {
	i := slices.IndexFunc(r.Events, func(e *Event) bool { return e.Name == name })
	if i < 0 {
		return nil
	}
	return r.Events[i]
}
