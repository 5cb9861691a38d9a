package restjson

import (
	"encoding/json"
	"strings"
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// renaming replaces names of enum values in the JSON of messages. It looks at a type of message once.
type renaming struct {
	names func(protoreflect.EnumDescriptor) map[string]string // new ones by old ones
	types sync.Map                                            // *place by full name of the message
}

// place is a place in JSON at which there are values of enums, or below which there are some.
type place struct {
	names   map[string]string // of the enum: new ones by old ones
	members map[string]*place // of the message, by both of their names
	every   *place            // each value of a map; nil if it is none
}

func newRenaming(names func(protoreflect.EnumDescriptor) map[string]string) *renaming {
	return &renaming{names: names}
}

// apply returns the JSON of a message with the new names. What is not valid stays so.
func (r *renaming) apply(message protoreflect.MessageDescriptor, text []byte) []byte {
	known, ok := r.types.Load(message.FullName())
	if !ok {
		known, _ = r.types.LoadOrStore(message.FullName(), r.placeOf(message, map[protoreflect.FullName]*place{}))
	}
	top, _ := known.(*place)
	if top == nil {
		return text
	}
	s := scan{text: text}
	s.value(top, 0)
	if s.copied == 0 {
		return text
	}
	return append(s.out, text[s.copied:]...)
}

// leadsToEnum reports whether a message has values to rename, in its own fields or below them, without looking into messages that were seen.
func (r *renaming) leadsToEnum(message protoreflect.MessageDescriptor, seen map[protoreflect.FullName]bool) bool {
	if seen[message.FullName()] || strings.HasPrefix(string(message.FullName()), "google.protobuf.") {
		return false
	}
	seen[message.FullName()] = true
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		if field.Enum() != nil && len(r.names(field.Enum())) > 0 || field.Message() != nil && r.leadsToEnum(field.Message(), seen) {
			return true
		}
	}
	return false
}

// placeOf returns the place of a message; seen has those of messages that it is in. It is nil if there is no enum.
func (r *renaming) placeOf(message protoreflect.MessageDescriptor, seen map[protoreflect.FullName]*place) *place {
	if known := seen[message.FullName()]; known != nil {
		return known
	}
	if !r.leadsToEnum(message, map[protoreflect.FullName]bool{}) {
		return nil
	}
	p := &place{members: map[string]*place{}}
	seen[message.FullName()] = p
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		value := field
		if field.IsMap() {
			value = field.MapValue()
		}
		member := r.placeOfValue(value, seen)
		if member != nil && field.IsMap() {
			member = &place{every: member}
		}
		if member != nil {
			p.members[field.JSONName()], p.members[field.TextName()] = member, member
		}
	}
	return p
}

func (r *renaming) placeOfValue(field protoreflect.FieldDescriptor, seen map[protoreflect.FullName]*place) *place {
	if field.Message() != nil {
		return r.placeOf(field.Message(), seen)
	}
	if field.Enum() != nil {
		if names := r.names(field.Enum()); len(names) > 0 {
			return &place{names: names}
		}
	}
	return nil
}

// member returns the place of a member of an object; nil if there is no enum.
func (p *place) member(key []byte) *place {
	if p.every != nil {
		return p.every
	}
	return p.members[string(key)]
}

// spare is how many bytes the new names of a body may have more than the old ones, without that it is copied once more.
const spare = 64

// scan goes through JSON once, and copies it when something is to be replaced. It stops where the text is not JSON.
type scan struct {
	text   []byte
	pos    int
	out    []byte
	copied int // bytes of text that out has
}

// value goes through the value that comes next, which is that many levels deep.
func (s *scan) value(p *place, depth int) {
	next := s.next()
	switch {
	case p == nil || depth > maxDepth:
		s.skip()
	case next == '[':
		s.elements(func() { s.value(p, depth+1) })
	case next == '{' && p.names == nil:
		s.elements(func() {
			key := s.string()
			if s.next() == ':' {
				s.pos++
				s.value(p.member(key), depth+1)
			}
		})
	case next == '"' && p.names != nil:
		start := s.pos
		if name, ok := p.names[string(s.string())]; ok {
			if s.out == nil {
				s.out = make([]byte, 0, len(s.text)+spare)
			}
			s.out = append(append(s.out, s.text[s.copied:start]...), '"')
			s.out = append(append(s.out, name...), '"')
			s.copied = s.pos
		}
	default:
		s.skip()
	}
}

// elements calls element at each element of a list, or each member of an object.
func (s *scan) elements(element func()) {
	s.pos++ // the bracket
	for next := s.next(); next != ']' && next != '}' && next != 0; {
		element()
		if next = s.next(); next == ',' {
			s.pos++
			next = s.next()
		}
	}
	s.pos = min(s.pos+1, len(s.text))
}

// next goes to the next byte that is no space, and returns it; 0 at the end.
func (s *scan) next() byte {
	for ; s.pos < len(s.text); s.pos++ {
		switch c := s.text[s.pos]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// string goes through a string and returns its text.
func (s *scan) string() []byte {
	start, escaped := s.pos, false
	for s.pos++; s.pos < len(s.text) && s.text[s.pos] != '"'; s.pos++ {
		if s.text[s.pos] == '\\' {
			escaped = true
			s.pos++
		}
	}
	if s.pos++; s.pos > len(s.text) {
		s.pos = len(s.text)
		return nil
	}
	quoted := s.text[start:s.pos]
	if escaped {
		var text string
		_ = json.Unmarshal(quoted, &text) // "" if it is no JSON
		return []byte(text)
	}
	return quoted[1 : len(quoted)-1]
}

// skip goes through a value without looking into it.
func (s *scan) skip() {
	for depth := 0; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '"':
			s.string()
			s.pos--
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth < 0 {
				return
			}
		case ',':
			if depth == 0 {
				return
			}
		}
	}
}
