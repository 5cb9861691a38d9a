package protoconv

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Present returns a function that reports whether m has a field with a proto name and whether it was sent.
func Present(m proto.Message) func(field string) (sent, ok bool) {
	message := m.ProtoReflect()
	return func(field string) (sent, ok bool) {
		fd := message.Descriptor().Fields().ByName(protoreflect.Name(field))
		return fd != nil && message.Has(fd), fd != nil
	}
}
