package kind

import "fmt"

// ProtoOptional reports whether the field is a proto3 optional one: the message then knows whether it was sent. Messages know
// without it, and so do required enums, whose value 0 means nothing.
func (s *Shape) ProtoOptional() bool {
	switch {
	case s.Repeated || s.Kind.Message:
		return false
	case s.Optional:
		return true
	case s.OutputOnly:
		return false
	}
	return s.HasDefault || s.Required && s.Kind.Presence
}

// ProtoType is the type of an element in the service's proto package.
func (s *Shape) ProtoType() string {
	if s.Enum != nil {
		return s.Enum.PBName
	}
	return s.Kind.ProtoType
}

// FromProto is a Go expression, in package rpc, that reads the field from a message: get calls the field's getter, direct is the
// field itself. It adds a violation to v if the field cannot be read.
func (s *Shape) FromProto(get, direct string) string {
	switch {
	case s.Kind.FromProto != nil:
		return s.Kind.FromProto(s, get, direct)
	case s.Pointer():
		return direct
	case s.Required && s.ProtoOptional():
		return s.read("protoconv.Required", direct)
	}
	return get
}

// ToProto is a Go expression, in package rpc, for the message's field from a value of the domain.
func (s *Shape) ToProto(value string) string {
	if s.Kind.ToProto != nil {
		return s.Kind.ToProto(s, value)
	}
	return s.present(value)
}

// Parser is the function of package aip that reads a value of the field in a filter or page token.
func (s *Shape) Parser() string {
	if s.Enum != nil {
		return s.Enum.parser()
	}
	if s.Kind.ParserOf != nil {
		return s.Kind.ParserOf(s)
	}
	return s.Kind.Parser
}

// TokenText is a function, in package rpc, that writes an element for a page token as Parser reads it; "" if fmt.Sprint does.
func (s *Shape) TokenText() string {
	switch {
	case s.Enum != nil:
		return s.Enum.Converter() + ".ToProto"
	case s.Kind.TokenText != nil:
		return s.Kind.TokenText(s)
	}
	return ""
}

// read calls a function of protoconv that adds a violation to v if it cannot read the field.
func (s *Shape) read(function, argument string) string {
	return fmt.Sprintf("%s(&v, %q, %s)", function, s.Name, argument)
}

// present makes a pointer of a value if the message has one.
func (s *Shape) present(value string) string {
	if s.ProtoOptional() && !s.Pointer() && !s.Kind.Nil {
		return "new(" + value + ")"
	}
	return value
}

// fromText reads a field that travels as text with a converter of package protoconv, such as protoconv.Date.
func fromText(converter string) func(s *Shape, get, direct string) string {
	return func(s *Shape, get, direct string) string {
		switch {
		case s.Repeated:
			return s.read(converter+".ParseList", get)
		case s.Pointer():
			return s.read(converter+".ParseOptional", direct)
		}
		return s.read(converter+".Parse", get)
	}
}

// toText writes a field that travels as text: one converts a value, each is the function for a value behind a pointer or in a list.
func toText(s *Shape, value, one, each string) string {
	switch {
	case s.Repeated:
		return "protoconv.List(" + value + ", " + each + ")"
	case s.Pointer():
		return "protoconv.Optional(" + value + ", " + each + ")"
	case s.ProtoOptional():
		return "new(" + one + ")"
	}
	return one
}
