package restjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
)

// checker finds what is wrong with a body.
type checker struct {
	parsed   bool                                                                       // by protojson, so that its values have the right types
	depth    int                                                                        // of the message that is being checked
	document func(field protoreflect.FieldDescriptor, value []byte, path string) *Error // for fields of any JSON; nil if there are none
	names    func(protoreflect.EnumDescriptor) []string                                 // of the values that a client can send
}

// check returns the first error in a body that should hold a message, or nil.
func (c checker) check(md protoreflect.MessageDescriptor, body []byte) error {
	var value json.RawMessage
	if len(bytes.TrimSpace(body)) == 0 {
		return &Error{"", "must be an object"}
	}
	if err := json.Unmarshal(body, &value); err != nil {
		return &Error{"", "is not valid JSON: " + err.Error()}
	}
	if problem := c.message(md, value, ""); problem != nil {
		return problem
	}
	return nil
}

func (c checker) message(md protoreflect.MessageDescriptor, value []byte, path string) *Error {
	if kind(value) != '{' {
		return &Error{path, "must be an object"}
	}
	if c.depth++; c.depth > maxDepth { // each level is decoded again
		return &Error{path, fmt.Sprintf("must be at most %d levels deep", maxDepth)}
	}
	seen := map[protoreflect.Name]bool{}
	return each(value, func(key string, value []byte) *Error {
		path := strings.TrimPrefix(path+"."+key, ".")
		field := md.Fields().ByJSONName(key)
		if field == nil {
			field = md.Fields().ByTextName(key)
		}
		if field == nil {
			return &Error{path, "is not a known field"}
		}
		if seen[field.Name()] {
			return &Error{path, "is there twice"}
		}
		seen[field.Name()] = true
		return c.field(field, value, path)
	})
}

func (c checker) field(field protoreflect.FieldDescriptor, value []byte, path string) *Error {
	switch {
	case kind(value) == 'n':
		if !field.HasPresence() {
			return &Error{path, "must not be null"}
		}
		return nil
	case field.IsList():
		if kind(value) != '[' {
			return &Error{path, "must be a list"}
		}
		if c.document != nil {
			if problem := c.document(field, value, path); problem != nil {
				return problem
			}
		}
		if c.parsed && !composite(field) {
			return nil
		}
		var list []json.RawMessage
		if json.Unmarshal(value, &list) != nil {
			return nil // cannot happen: check has parsed the body
		}
		if !composite(field) {
			return c.scalars(field, list, path, 0)
		}
		for i, element := range list {
			if problem := c.message(field.Message(), element, fmt.Sprintf("%s[%d]", path, i)); problem != nil {
				return problem
			}
		}
		return nil
	case composite(field):
		return c.message(field.Message(), value, path)
	default:
		if c.document != nil {
			if problem := c.document(field, value, path); problem != nil {
				return problem
			}
		}
		if !c.valid(field, value) {
			return &Error{path, "must be " + c.expected(field)}
		}
		return nil
	}
}

// composite reports whether the values of a field are messages whose fields are checked one by one.
func composite(field protoreflect.FieldDescriptor) bool {
	md := field.Message()
	return md != nil && !field.IsMap() && !strings.HasPrefix(string(md.FullName()), "google.protobuf.")
}

// valid reports whether a field takes a value, by asking protojson.
func (c checker) valid(field protoreflect.FieldDescriptor, value []byte) bool {
	if c.parsed {
		return true
	}
	alone := fmt.Appendf(nil, "{%q:%s}", field.JSONName(), value)
	return unmarshal.Unmarshal(alone, dynamicpb.NewMessage(field.ContainingMessage())) == nil
}

// scalars finds the first wrong value of a list by bisection: to check each value alone takes a second per megabyte.
func (c checker) scalars(field protoreflect.FieldDescriptor, list []json.RawMessage, path string, index int) *Error {
	if value, err := json.Marshal(list); err == nil && c.valid(field, value) {
		return nil
	}
	if len(list) <= 1 {
		return &Error{fmt.Sprintf("%s[%d]", path, index), "must be " + c.expected(field)}
	}
	half := len(list) / 2
	if problem := c.scalars(field, list[:half], path, index); problem != nil {
		return problem
	}
	return c.scalars(field, list[half:], path, index+half)
}

// expected describes the values that a field takes.
func (c checker) expected(field protoreflect.FieldDescriptor) string {
	switch field.Kind() {
	case protoreflect.StringKind:
		return "a string"
	case protoreflect.BoolKind:
		return "true or false"
	case protoreflect.BytesKind:
		return "a string in base64"
	case protoreflect.FloatKind, protoreflect.DoubleKind:
		return "a number"
	case protoreflect.EnumKind:
		return "one of " + strings.Join(c.names(field.Enum()), ", ")
	case protoreflect.MessageKind:
		switch field.Message().FullName() {
		case "google.protobuf.Timestamp":
			return "a time such as 2006-01-02T15:04:05Z"
		case "google.protobuf.Duration":
			return "a duration such as 3.5s"
		default:
			return "JSON in UTF-8"
		}
	default:
		return "a whole number within its range"
	}
}

// protoNames returns the names of the values of an enum, without that of 0, UNSPECIFIED.
func protoNames(enum protoreflect.EnumDescriptor) []string {
	var names []string
	for i := 1; i < enum.Values().Len(); i++ {
		names = append(names, string(enum.Values().Get(i).Name()))
	}
	return names
}

// each calls visit for the members of an object.
func each(object []byte, visit func(key string, value []byte) *Error) *Error {
	decoder := json.NewDecoder(bytes.NewReader(object))
	_, _ = decoder.Token() // {
	for decoder.More() {
		key, _ := decoder.Token()
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil // cannot happen: check has parsed the body
		}
		name, _ := key.(string)
		if problem := visit(name, value); problem != nil {
			return problem
		}
	}
	return nil
}

// kind returns the first byte of a value, which is different for objects, lists and null.
func kind(value []byte) byte {
	return bytes.TrimSpace(value)[0]
}
