package spec

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Hook is a function of the user's that every change of a resource calls, beside check<Resource>, which is always there.
type Hook string

// Prepare is called before the transaction.
const Prepare Hook = "prepare"

// Isolation is the isolation level of the transactions that change a resource.
type Isolation string

// Serializable is the level at which the transactions of a resource have the same effect as one after the other.
const Serializable Isolation = "serializable"

// Constraint is a constraint that the user's own migrations make, with the answer to those who violate it.
type Constraint struct {
	Pos     Pos
	Name    string   // in PostgreSQL
	Fields  []string // that violate it; may be empty
	Message string
}

const (
	maxConstraint = 63  // length of the longest name in PostgreSQL
	maxMessage    = 200 // characters; an error travels in the headers of an answer
)

var constraintKeys = []string{"message", "fields"}

// readHooks reads hooks: [prepare].
func (s *serviceDecl) readHooks(r *Resource, e entry) {
	for _, i := range s.words(e) {
		switch hook := Hook(i.text); {
		case hook != Prepare:
			s.unknown(i.at.pos(), "hook", i.text, inHooks, []string{string(Prepare)})
		case slices.Contains(r.Hooks, hook):
			s.add(i.at.pos(), "", "hook %s is named twice", quote(i.text))
		default:
			r.Hooks = append(r.Hooks, hook)
		}
	}
}

// readIsolation reads isolation: serializable.
func (s *serviceDecl) readIsolation(r *Resource, e entry) {
	switch {
	case !e.value.scalar():
		s.unfit(e, "a word")
	case e.value.text != string(Serializable):
		s.unknown(e.value.pos(), "isolation", e.value.text, inIsolation, []string{string(Serializable)})
	default:
		r.Isolation = Serializable
	}
}

// checkChanged reports words about changes in a resource that no method changes.
func (s *serviceDecl) checkChanged(r *Resource, words ...*entry) {
	if slices.ContainsFunc(r.AllMethods(), func(m Method) bool { return m != Get && m != List && m != BatchGet }) {
		return
	}
	for _, e := range words {
		if e != nil {
			s.add(e.key.pos(), "add create, update or delete to methods, or an action", "%s is about changes, and resource %s has no method that changes it", quote(e.key.text), quote(r.Name))
		}
	}
}

// readConstraints reads constraints, each with its message, or with message and fields:
//
//	appointments_room_excl: the room is taken at that time
//	appointments_room_excl: {message: the room is taken at that time, fields: [room, starts_at]}
func (s *serviceDecl) readConstraints(r *resourceDecl, e entry) {
	for _, constraint := range s.entries(e.value, `"constraints"`) {
		at, name := constraint.key.pos(), constraint.key.text
		switch {
		case !isName(name):
			s.add(at, "a name consists of lower-case letters, digits and _, and starts with a letter", "constraint name %s is not snake_case", quote(name))
		case len(name) > maxConstraint:
			s.add(at, "PostgreSQL cuts names after 63 characters", "constraint name %s is too long", quote(name))
		}
		c := &Constraint{Pos: at, Name: name}
		if constraint.value.kind == mapping {
			s.readConstraint(r, c, constraint)
		} else {
			c.Message = s.message(constraint)
		}
		r.Constraints = append(r.Constraints, c)
	}
}

func (s *serviceDecl) readConstraint(r *resourceDecl, c *Constraint, e entry) {
	said := false
	for _, k := range s.entries(e.value, "constraint "+quote(c.Name)) {
		switch k.key.text {
		case "message":
			said = true
			c.Message = s.message(k)
		case "fields":
			for _, field := range s.words(k) {
				if slices.Contains(c.Fields, field.text) {
					s.add(field.at.pos(), "", "field %s is named twice", quote(field.text))
				}
				c.Fields = append(c.Fields, field.text)
				r.constraintFields = append(r.constraintFields, field)
			}
		default:
			s.unknown(k.key.pos(), "key", k.key.text, inConstraint, constraintKeys)
		}
	}
	if !said {
		s.add(c.Pos, c.Name+": {message: what is wrong, fields: [title]}", "constraint %s has no message", quote(c.Name))
	}
}

// message reads the text of an error, which is one line.
func (s *serviceDecl) message(e entry) string {
	message := s.text(e)
	if e.value.kind != text {
		return ""
	}
	if strings.TrimSpace(e.value.text) == "" {
		s.add(e.value.pos(), "say what is wrong, such as: the room is taken at that time", "%s has no message", quote(e.key.text))
	}
	if utf8.RuneCountInString(message) > maxMessage {
		s.add(e.value.pos(), "use at most 200 characters", "the message of %s is too long", quote(e.key.text))
	}
	if strings.ContainsAny(message, "\n\t") {
		s.add(e.value.pos(), "it is the message of an error", "%s must be one line", quote(e.key.text))
	}
	return message
}

// linkConstraints checks that the fields of constraints exist.
func (s *serviceDecl) linkConstraints(r *resourceDecl) {
	names := make([]string, len(r.Fields))
	for i, f := range r.Fields {
		names[i] = f.Name
	}
	for _, field := range r.constraintFields {
		if !slices.Contains(names, field.text) {
			s.add(field.at.pos(), DidYouMean(field.text, names), "resource %s has no field %s", quote(r.Name), quote(field.text))
		}
	}
}
