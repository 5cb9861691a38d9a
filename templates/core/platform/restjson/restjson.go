// Package restjson reads and writes the JSON of the REST API. Its errors say where a body is wrong: unknown fields, values of the
// wrong type, null for a field that cannot be absent, duplicate keys, numbers that would change.
package restjson

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// maxDepth limits how deep the values of a field of any JSON are nested: protoconv.JSON has the same limit.
const maxDepth = 100

// unmarshal takes a little more, because protojson counts the messages around a value too.
var unmarshal = protojson.UnmarshalOptions{RecursionLimit: maxDepth + 10}

// Marshaler reads requests and writes responses for the gateway.
type Marshaler struct {
	runtime.JSONPb

	encoder *encoder
	checker checker
	read    func(message protoreflect.MessageDescriptor, body []byte) []byte // as protojson takes it; nil if that is how clients write it
}

// New returns a Marshaler. It writes fields that have their default value, and leaves out optional fields that are absent.
func New() *Marshaler {
	options := protojson.MarshalOptions{EmitDefaultValues: true}
	return &Marshaler{
		JSONPb:  runtime.JSONPb{MarshalOptions: options, UnmarshalOptions: unmarshal},
		encoder: &encoder{enum: protoEnum, other: options.MarshalAppend},
		checker: checker{names: protoNames},
	}
}

// Marshal returns the JSON of an answer.
func (m *Marshaler) Marshal(v any) ([]byte, error) {
	if msg, ok := v.(proto.Message); ok {
		return m.encoder.marshal(msg)
	}
	return m.JSONPb.Marshal(v)
}

// NewDecoder returns a decoder of a request's body: one JSON value and nothing after it.
func (m *Marshaler) NewDecoder(r io.Reader) runtime.Decoder {
	return runtime.DecoderFunc(func(v any) error {
		body, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if _, request := v.(proto.Message); request && len(bytes.TrimSpace(body)) == 0 {
			return io.EOF // the gateway takes it as an empty message; a body that must be a resource is refused below
		}
		return m.Unmarshal(body, v)
	})
}

// Unmarshal reads one JSON value into v: a message, or a pointer to the value of a field.
func (m *Marshaler) Unmarshal(body []byte, v any) error {
	msg, ok := message(v)
	if !ok {
		return m.JSONPb.Unmarshal(body, v)
	}
	if m.read != nil {
		body = m.read(msg.ProtoReflect().Descriptor(), body)
	}
	err := m.UnmarshalOptions.Unmarshal(body, msg)
	checker := m.checker
	checker.parsed = err == nil
	if checker.parsed && plain(body) {
		return nil
	}
	if problem := checker.check(msg.ProtoReflect().Descriptor(), body); problem != nil {
		return problem
	}
	return err
}

// plain reports whether a body that protojson has read needs no check: it has no null, is not deep, and its numbers have so few digits
// that they are exact.
func plain(body []byte) bool {
	const exactDigits = 15
	text, depth, digits := false, 0, 0
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '"':
			text = !text
		case c == '\\':
			i++
		case text:
		case c == 'n', c == 'e' && digits > 0, c == 'E':
			return false
		case c >= '0' && c <= '9':
			if digits++; digits > exactDigits {
				return false
			}
			continue
		case c == '.':
			continue
		case c == '[', c == '{':
			if depth++; depth == maxDepth {
				return false
			}
		case c == ']', c == '}':
			depth--
		}
		digits = 0
	}
	return true
}

// message returns the message behind v: the gateway passes *T or, for a field that is a message, **T.
func message(v any) (proto.Message, bool) {
	if msg, ok := v.(proto.Message); ok {
		return msg, true
	}
	field := reflect.ValueOf(v).Elem()
	if field.Kind() == reflect.Pointer && field.IsNil() {
		field.Set(reflect.New(field.Type().Elem()))
	}
	return reflect.TypeAssert[proto.Message](field)
}

// Error says what is wrong with a body and where. The gateway's generated code keeps only the text of an error, so ParseError
// reads it back.
type Error struct {
	Path        string // price.units, tags[3], or "" for the whole body
	Description string // must be a string
}

const prefix = "request body "

func (e *Error) Error() string {
	return prefix + strconv.Quote(errs.Echo(e.Path)) + " " + e.Description
}

// ParseError parses the text of an Error.
func ParseError(text string) (*Error, error) {
	rest, ok := strings.CutPrefix(text, prefix)
	if !ok {
		return nil, errors.New("not an error of a request body")
	}
	quoted, err := strconv.QuotedPrefix(rest)
	if err != nil {
		return nil, err
	}
	path, err := strconv.Unquote(quoted)
	return &Error{path, strings.TrimSpace(rest[len(quoted):])}, err
}
