package spec

import (
	"slices"
	"unicode/utf8"
)

// actionUses are the words of the actions of a resource that name a field, and those that name one of its values.
func actionUses(resource *node, field string) (names []span, values []span) {
	actions := child(resource, "actions")
	if actions == nil {
		return nil, nil
	}
	for _, a := range actions.entries {
		transition, set := a.value, (*node)(nil)
		if a.value.kind == mapping {
			transition, set = child(a.value, "transition"), child(a.value, "set")
		}
		if transition != nil {
			if words, ok := parseTransition(item{transition.text, place{node: transition}}); ok && words.field.text == field {
				names = append(names, part(transition, words.field))
				for _, w := range words.values() {
					values = append(values, part(transition, w))
				}
			}
		}
		if set == nil {
			continue
		}
		for _, e := range set.entries {
			if e.key.text == field {
				names, values = append(names, whole(e.key)), append(values, whole(e.value))
			}
		}
	}
	return names, values
}

// eachMessageField calls a function with each field of the requests and answers of actions and methods.
func eachMessageField(service *node, do func(field entry)) {
	methods := entriesOf(child(service, "methods"))
	for _, r := range entriesOf(child(service, "resources")) {
		methods = append(slices.Clip(methods), entriesOf(child(r.value, "actions"))...)
	}
	for _, told := range entriesOf(child(service, "events")) {
		for _, f := range entriesOf(told.value) {
			do(f)
		}
	}
	for _, m := range methods {
		for _, key := range []string{"request", "returns"} {
			for _, f := range entriesOf(child(m.value, key)) {
				do(f)
			}
		}
	}
}

// entriesOf returns the entries of a mapping; none if there is no mapping.
func entriesOf(n *node) []entry {
	if n == nil {
		return nil
	}
	return n.entries
}

// messageDefault is a field of a request whose default is a value of an enum.
func (e *editor) messageDefault(enum, value string) *Field {
	var messages []*Message
	for _, m := range e.service.Methods {
		messages = append(messages, m.Messages()...)
	}
	for _, r := range e.service.Resources {
		for _, a := range r.Actions {
			messages = append(messages, a.Messages()...)
		}
	}
	for _, m := range messages {
		for _, f := range m.Fields {
			if f.Enum == enum && f.Default != nil && *f.Default == value {
				return f
			}
		}
	}
	return nil
}

// part is a word of a scalar.
func part(of *node, w item) span {
	return span{of, w.at.off, w.at.off + utf8.RuneCountInString(w.text)}
}

// uses reports whether the action changes or sets the field.
func (a *Action) uses(field string) bool {
	return a.Transition != nil && a.Transition.Field == field || a.setting(field) != nil
}

// setting returns what the action sets a field to; nil if it does not set it.
func (a *Action) setting(field string) *Setting {
	for i := range a.Set {
		if a.Set[i].Field == field {
			return &a.Set[i]
		}
	}
	return nil
}

// usesValue reports whether the action names a value of the field.
func (a *Action) usesValue(field, value string) bool {
	if t := a.Transition; t != nil && t.Field == field && (t.To == value || slices.Contains(t.From, value)) {
		return true
	}
	set := a.setting(field)
	return set != nil && set.Value != nil && *set.Value == value
}
