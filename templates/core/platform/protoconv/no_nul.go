package protoconv

import (
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// NoNUL adds a violation of each field of m with a NUL character in its texts, which PostgreSQL cannot store.
func NoNUL(v *errs.Violations, m proto.Message) {
	m.ProtoReflect().Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		if holdsNUL(value) {
			v.Add(string(field.Name()), "must not contain NUL characters")
		}
		return true
	})
}

// holdsNUL reports whether a text, or one inside of a list, map or message, holds a NUL.
func holdsNUL(value protoreflect.Value) (found bool) {
	switch value := value.Interface().(type) {
	case string:
		return strings.ContainsRune(value, 0)
	case protoreflect.Message:
		value.Range(func(_ protoreflect.FieldDescriptor, inner protoreflect.Value) bool {
			found = holdsNUL(inner)
			return !found
		})
	case protoreflect.Map:
		value.Range(func(key protoreflect.MapKey, inner protoreflect.Value) bool {
			found = holdsNUL(key.Value()) || holdsNUL(inner)
			return !found
		})
	case protoreflect.List:
		for i := 0; i < value.Len() && !found; i++ {
			found = holdsNUL(value.Get(i))
		}
	}
	return found
}
