package restjson

import (
	"net/url"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/grpc-ecosystem/grpc-gateway/v2/utilities"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// ShortParameters returns a parser of query parameters that reads the short names of the enums that some files declare, too.
func ShortParameters(files ...string) runtime.QueryParameterParser {
	return shortParameters{shortEnums{files: files}}
}

type shortParameters struct{ enums shortEnums }

// Parse implements runtime.QueryParameterParser.
func (p shortParameters) Parse(msg proto.Message, values url.Values, filter *utilities.DoubleArray) error {
	for name, texts := range values {
		if enum := enumAt(msg.ProtoReflect().Descriptor(), name); enum != nil {
			values[name] = p.long(enum, texts)
		}
	}
	return new(runtime.DefaultQueryParser).Parse(msg, values, filter)
}

// long returns the texts with names of protobuf in place of short ones.
func (p shortParameters) long(enum protoreflect.EnumDescriptor, texts []string) []string {
	names, long := p.enums.toProto(enum), make([]string, len(texts))
	for i, text := range texts {
		if long[i] = names[text]; long[i] == "" {
			long[i] = text
		}
	}
	return long
}

// enumAt returns the enum of the field at a path such as order.state; nil if it has none.
func enumAt(message protoreflect.MessageDescriptor, path string) protoreflect.EnumDescriptor {
	name, rest, inside := strings.Cut(path, ".")
	field := message.Fields().ByTextName(name)
	if field == nil {
		field = message.Fields().ByJSONName(name)
	}
	switch {
	case field == nil:
		return nil
	case !inside:
		return field.Enum()
	case field.Message() == nil:
		return nil
	}
	return enumAt(field.Message(), rest)
}
