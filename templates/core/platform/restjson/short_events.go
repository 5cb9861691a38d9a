package restjson

import "google.golang.org/protobuf/reflect/protoreflect"

// ShortEventNames is ShortNames for the message of an event: its enums are those of the API, which its file imports.
func ShortEventNames(message protoreflect.MessageDescriptor, text []byte) []byte {
	return newRenaming(shortEnums{files: apiFiles(message)}.toShort).apply(message, text)
}

// ProtoEventNames is the opposite of ShortEventNames.
func ProtoEventNames(message protoreflect.MessageDescriptor, text []byte) []byte {
	return newRenaming(shortEnums{files: apiFiles(message)}.toProto).apply(message, text)
}

// apiFiles returns the paths of the file of a message, and of those of its package that it imports.
func apiFiles(message protoreflect.MessageDescriptor) []string {
	file := message.ParentFile()
	files := []string{file.Path()}
	for i := range file.Imports().Len() {
		if imported := file.Imports().Get(i); imported.Package() == file.Package() {
			files = append(files, imported.Path())
		}
	}
	return files
}
