package restjson

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// encoder writes messages as protojson does, several times as fast: it looks at a type of message once, and from then on reads the
// fields of its Go struct. It leaves types that the services do not have (with a oneof, a map, the opaque API, in another syntax than
// proto3) to protojson.
type encoder struct {
	types   sync.Map // appendFunc by reflect.Type
	buffers sync.Pool
	enum    func(protoreflect.EnumDescriptor) appendFunc        // for the values of an enum
	other   func(out []byte, msg proto.Message) ([]byte, error) // appends what is left to protojson
}

// appendFunc appends the JSON of a value to out.
type appendFunc func(out []byte, value reflect.Value) ([]byte, error)

// marshal returns the JSON of a message.
func (e *encoder) marshal(msg proto.Message) ([]byte, error) {
	buffer, ok := e.buffers.Get().(*[]byte)
	if !ok {
		buffer = new([]byte)
	}
	defer e.buffers.Put(buffer)
	out, err := e.message((*buffer)[:0], reflect.ValueOf(msg))
	*buffer = out
	return bytes.Clone(out), err
}

// message appends a message, given as the pointer to its struct.
func (e *encoder) message(out []byte, ptr reflect.Value) ([]byte, error) {
	known, ok := e.types.Load(ptr.Type())
	if !ok {
		known, _ = e.types.LoadOrStore(ptr.Type(), e.typeOf(ptr.Type()))
	}
	appendJSON, _ := known.(appendFunc)
	return appendJSON(out, ptr)
}

// typeOf returns the function for the messages of a type.
func (e *encoder) typeOf(ptr reflect.Type) appendFunc {
	if ptr == reflect.TypeFor[*timestamppb.Timestamp]() {
		return appendTimestamp
	}
	if fields, ok := e.fieldsOf(ptr); ok {
		return func(out []byte, ptr reflect.Value) ([]byte, error) { return appendFields(out, fields, ptr) }
	}
	return func(out []byte, ptr reflect.Value) ([]byte, error) {
		msg, _ := reflect.TypeAssert[proto.Message](ptr)
		return e.other(out, msg)
	}
}

// field is a field of a message.
type field struct {
	index      int    // in the struct
	key        string // "name":
	optional   bool   // is left out if it is nil
	appendJSON appendFunc
}

// fieldsOf returns the fields of a type of message in the order of their declaration. It reports false if protojson has to write it.
func (e *encoder) fieldsOf(ptr reflect.Type) (fields []field, ok bool) {
	msg, ok := reflect.TypeAssert[proto.Message](reflect.Zero(ptr))
	if !ok || ptr.Kind() != reflect.Pointer || ptr.Elem().Kind() != reflect.Struct {
		return nil, false
	}
	md := msg.ProtoReflect().Descriptor()
	if strings.HasPrefix(string(md.FullName()), "google.protobuf.") || md.ParentFile().Syntax() != protoreflect.Proto3 {
		return nil, false
	}
	indexes := map[string]int{} // by number of the field
	for i := range ptr.Elem().NumField() {
		if tag := strings.Split(ptr.Elem().Field(i).Tag.Get("protobuf"), ","); len(tag) > 1 && ptr.Elem().Field(i).IsExported() {
			indexes[tag[1]] = i
		}
	}
	for i := range md.Fields().Len() {
		fd := md.Fields().Get(i)
		index, found := indexes[strconv.Itoa(int(fd.Number()))]
		if !found || fd.IsMap() { // one of a oneof is in no field of its own
			return nil, false
		}
		f := field{index: index, key: strconv.Quote(fd.JSONName()) + ":", optional: fd.HasPresence(), appendJSON: e.valueOf(fd)}
		if one := f.appendJSON; fd.IsList() {
			f.appendJSON = func(out []byte, list reflect.Value) ([]byte, error) { return appendList(out, one, list) }
		} else if ptr.Elem().Field(index).Type.Kind() == reflect.Pointer && fd.Message() == nil {
			f.appendJSON = func(out []byte, value reflect.Value) ([]byte, error) { return one(out, value.Elem()) }
		}
		fields = append(fields, f)
	}
	return fields, true
}

func appendFields(out []byte, fields []field, ptr reflect.Value) (_ []byte, err error) {
	if ptr.IsNil() {
		ptr = reflect.New(ptr.Type().Elem())
	}
	message, start := ptr.Elem(), len(out)
	out = append(out, '{')
	for i := range fields {
		f := &fields[i]
		value := message.Field(f.index)
		if f.optional && value.IsNil() {
			continue
		}
		if len(out) > start+1 {
			out = append(out, ',')
		}
		if out, err = f.appendJSON(append(out, f.key...), value); err != nil {
			return out, err
		}
	}
	return append(out, '}'), nil
}

func appendList(out []byte, one appendFunc, list reflect.Value) (_ []byte, err error) {
	out = append(out, '[')
	for i := range list.Len() {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = one(out, list.Index(i)); err != nil {
			return out, err
		}
	}
	return append(out, ']'), nil
}

// valueOf returns the function for one value of a field.
func (e *encoder) valueOf(fd protoreflect.FieldDescriptor) appendFunc {
	if fd.Message() != nil {
		return e.message
	}
	if fd.Enum() != nil {
		return e.enum(fd.Enum())
	}
	kind := fd.Kind()
	return func(out []byte, value reflect.Value) ([]byte, error) { return appendScalar(out, kind, value) }
}
