package restjson

import "google.golang.org/protobuf/reflect/protoreflect"

// ShortNames returns the JSON of a message with the short names of the enums that its file declares in place of those in protobuf.
func ShortNames(message protoreflect.MessageDescriptor, text []byte) []byte {
	return newRenaming(shortEnums{files: []string{message.ParentFile().Path()}}.toShort).apply(message, text)
}

// ProtoNames is the opposite of ShortNames.
func ProtoNames(message protoreflect.MessageDescriptor, text []byte) []byte {
	return newRenaming(shortEnums{files: []string{message.ParentFile().Path()}}.toProto).apply(message, text)
}
