package protoconv

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Present returns a function that reports whether a field of m was sent, by the field's proto name.
func Present(m proto.Message) func(field string) bool {
	message := m.ProtoReflect()
	return func(field string) bool {
		fd := message.Descriptor().Fields().ByName(protoreflect.Name(field))
		return fd != nil && message.Has(fd)
	}
}
