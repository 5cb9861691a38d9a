package spec

import (
	"slices"
	"strings"
)

// Action is a method of a resource beside the standard ones.
type Action struct {
	Pos        Pos
	Name       string // publish
	Transition *Transition
	Set        []Setting // in the order of the file
	Own        bool      // its body is Go of the user: it has request or returns
	Request    *Message  // what clients send beside the id and the etag; nil for nothing
	Returns    *Message  // the answer; nil for the resource

	RenamedFrom string // the previous name; "" if it was not renamed
}

// Message is what clients send to an action, or get from it.
type Message struct {
	Pos    Pos
	Fields []*Field // in the order of the file
}

// Messages returns the request and the answer of the action, as far as it has them.
func (a *Action) Messages() []*Message {
	return slices.DeleteFunc([]*Message{a.Request, a.Returns}, func(m *Message) bool { return m == nil })
}

// Transition changes an enum field from one of some values to another one.
type Transition struct {
	Pos   Pos
	Field string
	From  []string // in the order of the file
	To    string
}

// Setting is a field that an action sets.
type Setting struct {
	Pos   Pos
	Field string
	Now   bool    // the time of the change
	Value *string // as text, canonical; nil if Now, or if the action clears the field
}

const (
	arrow = "->"
	now   = "now"
)

// FormatTransition writes a transition as the spec does: status draft, active -> archived.
func FormatTransition(t *Transition) string {
	return t.Field + " " + strings.Join(t.From, ", ") + " " + arrow + " " + t.To
}

// ParseTransition reads a text that FormatTransition wrote. ok is false if it has another form.
func ParseTransition(text string) (t Transition, ok bool) {
	words, ok := parseTransition(item{text: text})
	if !ok {
		return t, false
	}
	t = words.transition(Pos{})
	return t, !slices.ContainsFunc(append([]string{t.Field, t.To}, t.From...), func(name string) bool { return !isName(name) })
}

// transitionWords are the words of a transition with their places.
type transitionWords struct {
	field, to item
	from      []item
}

func (w transitionWords) transition(at Pos) Transition {
	t := Transition{Pos: at, Field: w.field.text, To: w.to.text}
	for _, from := range w.from {
		t.From = append(t.From, from.text)
	}
	return t
}

// values are the words that name values.
func (w transitionWords) values() []item { return append(slices.Clone(w.from), w.to) }

// parseTransition reads a text such as status draft, active -> archived. ok is false if it has another form.
func parseTransition(text item) (t transitionWords, ok bool) {
	words := cutWords(text, ",->")
	to := len(words) - 1
	if to < 3 || to%2 == 0 || words[to-1].text != arrow {
		return t, false
	}
	t.field, t.to = words[0], words[to]
	for i, w := range words[1 : to-1] {
		switch {
		case i%2 == 0:
			t.from = append(t.from, w)
		case w.text != ",":
			return t, false
		}
	}
	return t, true
}

// reservedActions are the names that no action can have: those of standard methods, of today and later.
func reservedActions() []string {
	return append(texts(Methods()), notYet[inMethods]...)
}

// texts returns words as strings.
func texts[T ~string](words []T) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return all
}

// AllMethods returns the methods of the resource: the standard ones, then its actions.
func (r *Resource) AllMethods() []Method {
	all := slices.Clone(r.Methods)
	for _, a := range r.Actions {
		all = append(all, Method(a.Name))
	}
	return all
}
