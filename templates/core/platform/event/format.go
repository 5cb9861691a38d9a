package event

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Format is how the data of events are written. Consumers read both, whatever they publish themselves.
type Format string

// The formats.
const (
	Protobuf Format = "protobuf"
	JSON     Format = "json" // as the gateway writes the messages of the API
)

const (
	contentType = "datacontenttype" // the attribute of a message that is not in protobuf
	typeJSON    = "application/json"
)

// Check says what is wrong with a setting.
func (f Format) Check() error {
	if f != Protobuf && f != JSON {
		return fmt.Errorf("EVENTS_FORMAT must be protobuf or json, not %q", string(f))
	}
	return nil
}

// Names returns the JSON of a message with other names of enums.
type Names func(protoreflect.MessageDescriptor, []byte) []byte

// InFormat returns what makes messages as encode does, in a format. names give JSON the names that the API has for the values of enums, if these
// are not the ones of protobuf.
func InFormat[E any](f Format, encode func(context.Context, E) (Message, error), names ...Names) func(context.Context, E) (Message, error) {
	if f != JSON {
		return encode
	}
	return func(ctx context.Context, e E) (Message, error) {
		m, err := encode(ctx, e)
		if err != nil {
			return m, err
		}
		data, err := decode[proto.Message](m)
		if err != nil {
			return m, err
		}
		clearUnsayable(data)
		text, err := protojson.MarshalOptions{EmitDefaultValues: true}.Marshal(data)
		if err != nil {
			return m, fmt.Errorf("encode %s: %w", m.Type, err)
		}
		for _, rename := range names {
			text = rename(data.ProtoReflect().Descriptor(), text)
		}
		m.Data, m.Attributes = text, maps.Clone(m.Attributes)
		m.Attributes[contentType] = typeJSON
		return m, nil
	}
}

// clearUnsayable clears field masks that JSON cannot hold: it has no way back from line2 to line_2. Without one, any field may have changed.
func clearUnsayable(m proto.Message) {
	message := m.ProtoReflect()
	for i := range message.Descriptor().Fields().Len() {
		field := message.Descriptor().Fields().Get(i)
		if field.IsList() || field.Message() == nil || field.Message().FullName() != "google.protobuf.FieldMask" {
			continue
		}
		if _, err := protojson.Marshal(message.Get(field).Message().Interface()); err != nil {
			message.Clear(field)
		}
	}
}

// IsJSON reports whether the data of the message are in JSON.
func (m Message) IsJSON() bool { return m.Attributes[contentType] == typeJSON }

// MediaType returns the media type of the data.
func (m Message) MediaType() string {
	if m.IsJSON() {
		return typeJSON
	}
	return "application/protobuf"
}

// SetMediaType notes the media type of the data, as whoever published them says it.
func (m Message) SetMediaType(text string) {
	if media, _, _ := strings.Cut(text, ";"); strings.TrimSpace(media) == typeJSON {
		m.Attributes[contentType] = typeJSON
	}
}
