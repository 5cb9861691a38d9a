package restjson

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// ShortEnums returns m, which from now on writes short names for the values of the enums that some files declare, given by their paths:
// draft for STATUS_DRAFT. It reads both. STATUS_UNSPECIFIED has no short name.
func (m *Marshaler) ShortEnums(files ...string) *Marshaler {
	short := shortEnums{files: files}
	m.encoder.enum = short.encode
	toShort, toProto := newRenaming(short.toShort), newRenaming(short.toProto)
	protojson := m.encoder.other
	m.encoder.other = func(out []byte, msg proto.Message) ([]byte, error) {
		start := len(out)
		out, err := protojson(out, msg)
		return append(out[:start], toShort.apply(msg.ProtoReflect().Descriptor(), out[start:])...), err
	}
	m.read = toProto.apply
	m.checker.names = short.names
	return m
}

// shortEnums knows the short names of the enums in files.
type shortEnums struct{ files []string }

// name returns the short name of a value, its name in protobuf if it has none.
func (s shortEnums) name(value protoreflect.EnumValueDescriptor) string {
	enum, _ := value.Parent().(protoreflect.EnumDescriptor)
	prefix, ok := strings.CutSuffix(string(enum.Values().Get(0).Name()), "UNSPECIFIED")
	word, prefixed := strings.CutPrefix(string(value.Name()), prefix)
	if !ok || !prefixed || value.Number() == 0 || !slices.Contains(s.files, enum.ParentFile().Path()) {
		return string(value.Name())
	}
	return strings.ToLower(word)
}

func (s shortEnums) encode(enum protoreflect.EnumDescriptor) appendFunc {
	return enumFunc(enum, s.name)
}

// names returns what a client can send for the values of an enum, but that of 0.
func (s shortEnums) names(enum protoreflect.EnumDescriptor) []string {
	var names []string
	for i := 1; i < enum.Values().Len(); i++ {
		names = append(names, s.name(enum.Values().Get(i)))
	}
	return names
}

// toShort returns the short names of an enum by those in protobuf.
func (s shortEnums) toShort(enum protoreflect.EnumDescriptor) map[string]string {
	names := map[string]string{}
	for i := range enum.Values().Len() {
		value := enum.Values().Get(i)
		if short := s.name(value); short != string(value.Name()) {
			names[string(value.Name())] = short
		}
	}
	return names
}

// toProto returns the names of an enum in protobuf by the short ones.
func (s shortEnums) toProto(enum protoreflect.EnumDescriptor) map[string]string {
	names := map[string]string{}
	for name, short := range s.toShort(enum) {
		names[short] = name
	}
	return names
}
