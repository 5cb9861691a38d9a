package ledger

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Message is what clients send to an action or get from it. It has no fields if they send nothing, or get the resource.
type Message struct {
	Fields  []*Field   // without their columns
	Removed []Reserved // removed fields, whose numbers are never used again
}

// Field finds a field of the message by its name; nil if the last run did not have it.
func (m *Message) Field(name string) *Field {
	if i := slices.IndexFunc(m.Fields, func(f *Field) bool { return f.Name == name }); i >= 0 {
		return m.Fields[i]
	}
	return nil
}

// The keys of lines about fields of the messages of an action. A line without a type is about a removed field.
const (
	requestKey = "request"
	returnsKey = "returns"
)

func (m *Message) print(b *strings.Builder, key, action string) {
	for _, f := range m.Fields {
		l := new(line).text(key, f.Name).text("of", action).number(f.Number).text("type", f.TypeText()).flag("optional", f.Optional)
		if f.API != nil {
			l.list("api", f.API)
		}
		l.end(b)
	}
	for _, t := range m.Removed {
		new(line).text(key, t.Name).text("of", action).number(t.Number).end(b)
	}
}

// addToMessage adds a field to a message of an action, whose line stands above. It returns false if there is no such action.
func (p *parser) addToMessage(l item) bool {
	a := p.resource.Action(spec.Method(l.of))
	if a == nil {
		return false
	}
	message, in := &a.Request, l.what+" of "+l.of+" "
	if l.what == returnsKey {
		message = &a.Returns
	}
	if l.field.Type == "" {
		p.once(in+strconv.Itoa(l.field.Number), 0)
		message.Removed = append(message.Removed, Reserved{Name: l.field.Name, Number: l.field.Number})
		return true
	}
	p.once(in+l.field.Name, 0)
	p.once(in+strconv.Itoa(l.field.Number), 0)
	f := l.field
	message.Fields = append(message.Fields, &f)
	return true
}
