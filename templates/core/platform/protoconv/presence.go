package protoconv

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Present tells of a message which of its fields were sent, by their proto names.
func Present(m proto.Message) func(field string) bool {
	message := m.ProtoReflect()
	return func(field string) bool {
		fd := message.Descriptor().Fields().ByName(protoreflect.Name(field))
		return fd != nil && message.Has(fd)
	}
}
