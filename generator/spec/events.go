package spec

import "slices"

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
	On          []EventRef // in the order of the file
	OnError     OnError    // "" is DeadLetter
	FromNow     bool       // it begins with what is published from now on
	RenamedFrom string     // the previous name; "" if it was not renamed
}

// EventRef names an event, or all events of a resource.
type EventRef struct {
	Pos      Pos
	Service  string
	Resource string
	Event    string // "" for all, later ones too
}

// Text returns the reference as the spec writes it: catalog.product.deleted.
func (e EventRef) Text() string {
	text := e.Service + "." + e.Resource
	if e.Event != "" {
		text += "." + e.Event
	}
	return text
}

// Event finds an event of the resource by its name; nil if it publishes none of that name.
func (r *Resource) Event(name string) *Event {
	i := slices.IndexFunc(r.Events, func(e *Event) bool { return e.Name == name })
	if i < 0 {
		return nil
	}
	return r.Events[i]
}
