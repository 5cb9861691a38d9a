package ledger

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// CustomEvent is an event that code of the user publishes. It stays when it is removed: its message is never another one, and its numbers are
// never those of other fields.
type CustomEvent struct {
	Name    string
	Topic   string // where it is published, whatever it is called later
	Key     string // the field that says whom it is about
	Types   []string
	Gone    bool
	Message Message
}

// CustomEvent finds a custom event of the service by its name, a removed one, too; nil if there was none. It returns nil for a nil service, too.
func (s *Service) CustomEvent(name string) *CustomEvent {
	if s == nil {
		return nil
	}
	if i := slices.IndexFunc(s.Events, func(e *CustomEvent) bool { return e.Name == name }); i >= 0 {
		return s.Events[i]
	}
	return nil
}

// CustomEventNames returns the names of the custom events that the service published in the last run. It returns none for a nil service.
func (s *Service) CustomEventNames() []string {
	if s == nil {
		return nil
	}
	var names []string
	for _, e := range s.Events {
		if !e.Gone {
			names = append(names, e.Name)
		}
	}
	return names
}

// CustomEventTypes returns the full names that the message of a custom event has had: the last one is that of the last run in which it was
// published, unless an older svcgen wrote the entry.
func (s *Service) CustomEventTypes(e *CustomEvent) []string {
	if e.Gone {
		return e.Types
	}
	return s.withLast(e.Types, naming.MessageName(e.Name))
}

// withLast returns types with the name that a message had in the last run behind them.
func (s *Service) withLast(types []string, message string) []string {
	i := strings.LastIndexByte(s.API, '.')
	if i < 0 {
		return types
	}
	last := s.API[:i+1] + message
	return append(slices.DeleteFunc(slices.Clone(types), func(name string) bool { return name == last }), last)
}

const (
	eventsSection = "events" // of a ledger: custom events
	tellsKey      = "tells"  // of a line about a field; one without a type is about a removed field
)

func (e *CustomEvent) print(b *strings.Builder) {
	b.WriteString("  " + yamlScalar(e.Name) + ":\n")
	l := new(line).text("topic", e.Topic).text("key", e.Key)
	if e.Types != nil {
		l.list("types", e.Types)
	}
	l.flag("gone", e.Gone).end(b)
	for _, f := range e.Message.Fields {
		new(line).text(tellsKey, f.Name).number(f.Number).text("type", f.TypeText()).flag("optional", f.Optional).end(b)
	}
	for _, t := range e.Message.Removed {
		new(line).text(tellsKey, t.Name).number(t.Number).end(b)
	}
}

// eventFact adds one line to the current custom event.
func (p *parser) eventFact(pairs []pair) {
	e, f := p.event, &Field{}
	for _, kv := range pairs {
		ok := true
		switch kv.key {
		case "topic":
			p.once("topic", 0)
			e.Topic, ok = kv.value, isTopic(kv.value)
		case "key":
			e.Key, ok = kv.value, naming.IsSnake(kv.value)
		case "types":
			e.Types, ok = kv.list, areTypes(kv.list)
		case "gone":
			e.Gone = kv.value == "true"
			ok = e.Gone
		case tellsKey:
			f.Name, ok = kv.value, naming.IsSnake(kv.value)
		case "number":
			f.Number, ok = parseNumber(kv.value)
		default:
			ok = f.set(kv)
		}
		if !ok {
			p.problem(hintRestore, "cannot read %s: %s", kv.key, kv.value)
			return
		}
	}
	switch {
	case pairs[0].key == "topic":
		return
	case pairs[0].key != tellsKey:
		p.problem("a newer svcgen may have written it", "unknown line: %s", pairs[0].key)
	case f.Number == 0 || f.Enum != "" && !naming.IsSnake(f.Enum) || f.Ref != "":
		p.problem(hintRestore, "the line of %q is incomplete, or has an invalid name", f.Name)
	case f.Type == "":
		p.once("number "+strconv.Itoa(f.Number), 0)
		e.Message.Removed = append(e.Message.Removed, Reserved{Name: f.Name, Number: f.Number})
	default:
		p.once("field "+f.Name, f.Number)
		e.Message.Fields = append(e.Message.Fields, f)
	}
}

// leaveEvent ends the custom event that is being read.
func (p *parser) leaveEvent() {
	e := p.event
	p.event = nil
	if e.Topic == "" || e.Key == "" || e.Gone && e.Types == nil {
		p.problem(hintRestore, "event %q above this line has no topic or no key, or is gone without a message", e.Name)
	}
}

// areTypes reports whether a list has full names of messages.
func areTypes(list []string) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(name string) bool { return !isProtoName(name) })
}
